"""Who wrote a report: somebody with a profile, or a name from outside."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable

from people.models import Credit, PersonPage
from publications.identifiers import validate_orcid


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
        default="",
        db_default="",
        validators=[validate_orcid],
        help_text=_("As 0000-0002-1825-0097, if the author has one. Only people have one."),
    )
    family_name = models.CharField(
        _("family name"),
        max_length=80,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "For citations: the part of a person's name that comes first there. Left empty, it is the last word of the "
            "name of somebody with a profile or an ORCID; any other name is taken for that of a body."
        ),
    )
    # How an address names an author without a profile. Kept as the name is, so that the library can count by it.
    kept_slug = models.CharField(max_length=255, editable=False, default="", db_default="", db_index=True)

    panels = [
        PageChooserPanel("person"),
        FieldRowPanel([FieldPanel("external_name"), FieldPanel("family_name")]),
        FieldPanel("orcid"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        # All that the library counts authors by, in the order in which it groups them
        indexes = [
            models.Index(fields=["person", "kept_slug", "kept_name", "report"], name="whose_reports_are_counted")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(external_name=""),
                name="an_author_is_a_profile_or_a_name",
            ),
            models.CheckConstraint(condition=~models.Q(kept_name=""), name="an_author_has_a_name"),
        ]

    def clean(self) -> None:
        """The family name is a part of the name, whole words."""
        super().clean()
        if self.family_name and not whole_words(self.family_name, self.name):
            raise ValidationError({"family_name": _("Write it as it stands in the name.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name and its slug as they stand at this moment."""
        self.kept_slug = slugify(self.name, allow_unicode=True)
        super().save(*args, **kwargs)

    @property
    def is_person(self) -> bool:
        """Whether this is somebody: with a profile, an ORCID or a family name. Else it may be a body."""
        return bool(self.person_id or self.orcid or self.family_name)

    @property
    def name_parts(self) -> tuple[str, str]:
        """The family name and what else there is of the name; the second is empty for a body and for a single name.

        A name that was changed since its family name was given is split at its last word again.
        """
        if not self.is_person:
            return self.name, ""
        words = self.name.split()
        place = whole_words(self.family_name, self.name)
        if place is None:
            return (words[-1], " ".join(words[:-1])) if words else (self.name, "")
        return " ".join(words[place]), " ".join(words[: place.start] + words[place.stop :])

    @property
    def url(self) -> str:
        """The address of the profile; empty where there is none that the public may read."""
        return (self.person.url or "") if self.person is not None and self.person.live else ""


def whole_words(part: str, whole: str) -> slice | None:
    """Where the words of `part` stand next to each other among those of `whole`, the last place; None where nowhere."""
    wanted, words = part.split(), whole.split()
    if not wanted:
        return None
    for start in range(len(words) - len(wanted), -1, -1):
        if words[start : start + len(wanted)] == wanted:
            return slice(start, start + len(wanted))
    return None
