"""Who speaks at an event: somebody with a profile, or a name from outside."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from people.models import Credit, PersonPage


class EventSpeaker(Credit, Orderable):
    """One speaker of one event."""

    event = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="speakers")
    person = models.ForeignKey(
        PersonPage,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="event_appearances",
    )
    external_name = models.CharField(
        _("name"), max_length=160, blank=True, help_text=_("For a speaker without a profile.")
    )
    affiliation = models.CharField(
        _("who they are"),
        max_length=160,
        blank=True,
        help_text=_("One line below the name. Left empty, the role in the profile is shown."),
    )

    panels = [PageChooserPanel("person"), FieldPanel("external_name"), FieldPanel("affiliation")]

    class Meta(Orderable.Meta):
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(external_name=""),
                name="a_speaker_is_a_profile_or_a_name",
            ),
        ]
