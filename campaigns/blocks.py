"""Blocks of campaigns: the findings of a report, the steps after a signature, and the narrowed bodies."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from foundation.blocks import StoryBlock
from foundation.blocks.groups import FIGURES, WORDS
from publications.models import Finding, ReportPage
from publications.models.findings import KeyFigure

MAXIMUM_FINDINGS = 4


class FindingsBlock(blocks.StructBlock):
    """Findings of one of our reports, read from the report: a correction there is a correction here."""

    report = blocks.PageChooserBlock(page_type=ReportPage, label=_("Report"))
    numbers = blocks.ListBlock(
        blocks.IntegerBlock(min_value=1, label=_("Number")),
        max_num=MAXIMUM_FINDINGS,
        default=[],
        label=_("Numbers of the findings"),
        help_text=_("As the report numbers them. Left empty, its first four are shown."),
    )

    class Meta:
        icon = "doc-full-inverse"
        label = _("Findings of a report")
        group = FIGURES
        description = _("Findings of one of our reports, each with its figure and a link to the report.")
        template = "blocks/findings.html"
        preview_value: ClassVar[dict[str, Any]] = {"report": None, "numbers": []}

    def clean(self, value: Any) -> Any:
        """Only numbers that the report has."""
        cleaned = super().clean(value)
        if self.is_deferred_validation or not cleaned["report"]:
            return cleaned
        known = set(cleaned["report"].specific.findings.values_list("number", flat=True))
        unknown = sorted(set(cleaned["numbers"]) - known)
        if unknown:
            problem = ValidationError(
                _("The report has no finding %(numbers)s."), params={"numbers": ", ".join(map(str, unknown))}
            )
            raise blocks.StructBlockValidationError(block_errors={"numbers": problem})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `findings`, none when their report is gone or not public, and `report`. Two queries."""
        context = super().get_context(value, parent_context)
        report, numbers = context.get("preview_report") or value["report"], list(value["numbers"])
        context["report"] = report
        context["findings"] = released_findings(report, numbers) if report is not None else []
        return context

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The newest report stands in for the chosen one; words stand in for it on a site without reports."""
        context = super().get_preview_context(value, parent_context)
        newest = ReportPage.objects.released().in_order().first()
        return {**context, "preview_report": newest, "preview_words": _("The findings of the report stand here.")}


def released_findings(report: ReportPage, numbers: list[int]) -> list[KeyFigure]:
    """The findings with these numbers in this order, or the first four; none of a report that is not public."""
    findings = list(Finding.objects.released().filter(report=report).order_by("sort_order"))
    if numbers:
        by_number = {finding.number: finding for finding in findings}
        findings = [by_number[number] for number in numbers if number in by_number]
    return [finding.key_figure(report_url=report.url or "") for finding in findings[:MAXIMUM_FINDINGS]]


class StepBlock(blocks.StructBlock):
    """One thing that happens after somebody has signed."""

    text = blocks.TextBlock(max_length=200, label=_("What happens"))

    class Meta:
        icon = "arrow-right"
        label = _("Step")
        group = WORDS
        description = _("One thing that happens after people have signed.")
        template = "blocks/step.html"
        preview_value = {"text": "We hand over the list, and write to you only if you ticked the box."}


class StepsBlock(blocks.StreamBlock):
    """What happens next, in order."""

    step = StepBlock()


class CampaignBodyBlock(StoryBlock):
    """A campaign's body: every shared block, and findings."""

    findings = FindingsBlock()


class LandingBodyBlock(StoryBlock):
    """A landing page's body: what fits beside the form. The demand is the one loud moment, so no sections.

    A name set to None is Wagtail's way of taking out an inherited block.
    """

    section = None  # type: ignore[assignment]
    columns = None  # type: ignore[assignment]
    tabs = None  # type: ignore[assignment]
    gallery = None  # type: ignore[assignment]
    page_cards = None  # type: ignore[assignment]
    findings = FindingsBlock()
