"""Who wrote a report: somebody with a profile, or a name from outside."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from people.models import Credit, PersonPage


class ReportAuthor(Credit, Orderable):
    """One author of one report."""

    report = ParentalKey("publications.ReportPage", on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(
        PersonPage,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="report_authorships",
    )
    external_name = models.CharField(
        _("name"), max_length=160, blank=True, help_text=_("For an author without a profile: a person or a body.")
    )
    orcid = models.CharField(
        _("ORCID"),
        max_length=19,
        blank=True,
        db_default="",
        help_text=_("As 0000-0002-1825-0097, if the author has one."),
    )

    panels = [PageChooserPanel("person"), FieldPanel("external_name"), FieldPanel("orcid")]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(external_name=""),
                name="an_author_is_a_profile_or_a_name",
            ),
            models.CheckConstraint(condition=~models.Q(kept_name=""), name="an_author_has_a_name"),
        ]

    @property
    def url(self) -> str:
        """The address of the profile; empty where there is none that the public may read."""
        return (self.person.url or "") if self.person is not None and self.person.live else ""
