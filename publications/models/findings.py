"""What a report found: a sentence, and a number where there is one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from publications.passports import passport_of
from publications.querysets import FindingQuerySet
from publications.shares import SHARES_IN_WORDS

NUMERAL = re.compile(r"\d[\d,]*(?:\.(?P<places>\d+))?")
# A share of fewer people says more about chance, and about them, than about anybody else.
SMALLEST_BASE = 30
# The same for queries: a figure of such a finding is not shown (`Finding.is_suppressed`).
OF_TOO_FEW = models.Q(base_size__lt=SMALLEST_BASE)


def random_key() -> str:
    """A key that no other finding of a report has in practice, and a constraint makes sure of."""
    return get_random_string(8, "abcdefghjkmnpqrstuvwxyz23456789")


def figure_in_words(words: str) -> tuple[Decimal, Decimal] | None:
    """The lowest and highest value that `words` may stand for; None when they name no number.

    "29%" stands for 28.5 up to 29.5, for printed figures are rounded.
    """
    if share := SHARES_IN_WORDS.get(words.strip().lower()):
        return share
    numerals = list(NUMERAL.finditer(words))
    if len(numerals) != 1:
        return None
    places = len(numerals[0]["places"] or "")
    printed, slack = Decimal(numerals[0].group().replace(",", "")), Decimal(5).scaleb(-places - 1)
    return printed - slack, printed + slack


@dataclass(frozen=True)
class KeyFigure:
    """A finding as the components draw it (docs/templates.md, key_figures)."""

    ordinal: int
    number: str
    unit: str
    sentence: str
    inked: float | None
    anchor: str
    quotation: str
    url: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    corrections: list[Any] = field(default_factory=list)
    is_suppressed: bool = False


class Finding(Orderable):
    """One finding of one report: the one row that every page shows, so that it is never typed twice."""

    class Unit(models.TextChoices):
        """What the value counts."""

        PERCENT = "percent", _("per cent")
        NUMBER = "number", _("a plain number")

    report = ParentalKey("publications.ReportPage", on_delete=models.CASCADE, related_name="findings")
    key = models.CharField(max_length=12, default=random_key, editable=False)
    number = models.PositiveSmallIntegerField(_("number"), null=True, editable=False)
    statement = models.TextField(
        _("statement"),
        max_length=300,
        help_text=_("Follows the figure and ends the sentence: “of respondents did not trust …”."),
    )
    words = models.CharField(
        _("figure as printed"),
        max_length=20,
        blank=True,
        help_text=_("As the source words it: “Half”, “29%”. Left empty, it is printed from the value."),
    )
    value = models.DecimalField(
        _("value"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("What is drawn: 50 for “half”. Left empty for a finding without a figure."),
    )
    unit = models.CharField(_("unit"), max_length=10, choices=Unit.choices, default=Unit.PERCENT)
    base = models.CharField(
        _("base"), max_length=200, blank=True, help_text=_("Of whom: “respondents who are party members”.")
    )
    base_size = models.PositiveIntegerField(
        _("size of the base"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("How many people the share is of. Under 30, the figure is not shown."),
    )
    question = models.TextField(_("question"), max_length=500, blank=True, help_text=_("As it was asked."))
    comparison = models.CharField(
        _("comparison"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("With what it may be compared: “24% in 2018”."),
    )
    place = models.CharField(
        _("where it stands in the text"),
        max_length=80,
        blank=True,
        default="",
        db_default="",
        help_text=_("The figure or paragraph that bears it out, as its address ends after #: “figure-2”."),
    )

    objects = FindingQuerySet.as_manager()

    panels = [
        FieldPanel("statement"),
        FieldRowPanel([FieldPanel("words"), FieldPanel("value"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("base"), FieldPanel("base_size")]),
        FieldPanel("question"),
        FieldRowPanel([FieldPanel("comparison"), FieldPanel("place")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.UniqueConstraint(fields=("report", "key"), name="a_finding_key_is_used_once_in_a_report"),
            models.UniqueConstraint(fields=("report", "number"), name="a_finding_number_is_used_once_in_a_report"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | models.Q(value__gte=0), name="a_finding_is_not_negative"
            ),
            models.CheckConstraint(
                condition=~models.Q(unit="percent") | models.Q(value__isnull=True) | models.Q(value__lte=100),
                name="a_share_is_at_most_100_per_cent",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence

    def clean(self) -> None:
        """The words and the value say the same number; a share is at most 100 per cent."""
        super().clean()
        if self.value is not None and self.unit == self.Unit.PERCENT and self.value > 100:
            raise ValidationError({"value": _("A share is at most 100 per cent.")})
        named = figure_in_words(self.words)
        if named is None:
            return
        if self.value is None:
            raise ValidationError({"value": _("Give the value that these words stand for: it is what is drawn.")})
        if not named[0] <= self.value <= named[1]:
            raise ValidationError({"value": _("The value is not the number that the words name.")})

    @property
    def is_suppressed(self) -> bool:
        """Whether there is a figure that is not shown, because it is of fewer than 30 people."""
        is_small = self.base_size is not None and self.base_size < SMALLEST_BASE
        return is_small and (self.value is not None or bool(self.words))

    @property
    def printed(self) -> str:
        """The figure as it is printed: the source's own words, else the value; empty when there is none to show."""
        if self.is_suppressed:
            return ""
        if self.words or self.value is None:
            return self.words
        plain = f"{self.value:,.2f}".rstrip("0").rstrip(".")
        return f"{plain}%" if self.unit == self.Unit.PERCENT else plain

    @property
    def sentence(self) -> str:
        """The whole finding in one sentence. Instead of a figure of too few people, it says so."""
        if self.is_suppressed:
            words = _("… %(statement)s (base too small, n < %(least)s: the figure is not shown)")
            return str(words % {"statement": self.statement, "least": SMALLEST_BASE})
        if not self.printed:
            return self.statement
        return str(_("%(figure)s %(statement)s") % {"figure": self.printed, "statement": self.statement})

    @property
    def share(self) -> float | None:
        """Stars to ink of one hundred; None when the value is no share, or is not shown."""
        if self.is_suppressed or self.value is None or self.unit != self.Unit.PERCENT:
            return None
        return float(self.value)

    @property
    def anchor(self) -> str:
        """The id of the finding on its report's page. It never moves to another finding."""
        return f"finding-{self.number or self.key}"

    def key_figure(
        self, quotation: str = "", report_url: str = "", surveys: Sequence[Any] = (), corrections: Sequence[Any] = ()
    ) -> KeyFigure:
        """The finding for a template; `report_url` is where its report is, when it is shown elsewhere.

        `surveys` are those of its report: they decide whether it has a margin of error.
        """
        number, is_percent = self.printed, self.printed.endswith("%")
        return KeyFigure(
            ordinal=self.number or 0,
            number=number.removesuffix("%"),
            unit="%" if is_percent else "",
            sentence=str(_("… %(statement)s") % {"statement": self.statement})
            if self.is_suppressed
            else self.statement,
            inked=self.share,
            anchor=self.anchor,
            quotation=quotation,
            url=f"{report_url}#{self.anchor}" if report_url else "",
            facts=passport_of(self, surveys),
            corrections=[correction for correction in corrections if correction.finding_key == self.key],
            is_suppressed=self.is_suppressed,
        )


def number_findings(findings: list[Any], taken: int) -> None:
    """Give each new finding the next number after `taken`, the highest that this report ever used.

    A number is a public address (`#finding-2`) and is cited, so it stays with its finding when the list is
    put in another order, and is not given again when the finding is removed.
    """
    highest = max([taken, *(finding.number or 0 for finding in findings)])
    seen: set[int] = set()
    for finding in findings:
        if finding.number is None or finding.number in seen:
            highest += 1
            finding.number = highest
        seen.add(finding.number)
