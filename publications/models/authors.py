"""Who wrote a report: somebody with a profile, or a name from outside."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable


class ReportAuthor(Orderable):
    """One author of one report.

    `kept_name` is a copy of the name as it was last published, so that a report never loses its author when
    a profile is deleted.
    """

    report = ParentalKey("publications.ReportPage", on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(
        "people.PersonPage",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="report_authorships",
    )
    external_name = models.CharField(
        _("name"), max_length=160, blank=True, help_text=_("For an author without a profile: a person or a body.")
    )
    kept_name = models.CharField(max_length=255, editable=False)

    panels = [PageChooserPanel("person"), FieldPanel("external_name")]

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

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Exactly one of person and name. An author whose profile was deleted keeps the name it had."""
        super().clean()
        if self.person is not None and self.external_name:
            raise ValidationError({"external_name": _("Choose a person or type a name, one of the two.")})
        if self.person is None and not self.external_name and not self.kept_name:
            raise ValidationError({"person": _("Choose a person or type a name, one of the two.")})
        self.keep_name()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name as it stands at this moment."""
        self.keep_name()
        super().save(*args, **kwargs)

    def keep_name(self) -> None:
        """Copy the name of today; a row without either keeps the copy that it has."""
        self.kept_name = self.name

    @property
    def name(self) -> str:
        """The name as it is printed."""
        if self.person is not None:
            return self.person.title
        return self.external_name or self.kept_name

    @property
    def url(self) -> str:
        """The address of the profile; empty where there is none that the public may read."""
        return (self.person.url or "") if self.person is not None and self.person.live else ""
