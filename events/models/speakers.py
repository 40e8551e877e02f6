"""Who speaks at an event: somebody with a profile, or a name from outside."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from people.models import PersonPage


class EventSpeaker(Orderable):
    """One speaker of one event.

    `kept_name` is a copy of the name as it was last saved, so that a past event never loses its speaker when
    a profile is deleted.
    """

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
    kept_name = models.CharField(max_length=255, editable=False)

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

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Exactly one of person and name. A speaker whose profile was deleted keeps the name it had."""
        super().clean()
        if self.person is not None and self.external_name:
            raise ValidationError({"external_name": _("Choose a person or type a name, one of the two.")})
        if self.person is None and not self.external_name and not self.kept_name:
            raise ValidationError({"person": _("Choose a person or type a name, one of the two.")})
        self.kept_name = self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name as it stands at this moment."""
        self.kept_name = self.name
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """The name as it is printed; a row without person and name shows the copy that it kept."""
        return self.person.title if self.person is not None else self.external_name or self.kept_name
