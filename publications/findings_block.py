"""The findings of a report as a block, for every page that shows them (docs/decisions/0016)."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from foundation.blocks import StoryBlock
from foundation.blocks.groups import FIGURES
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
        """Adds `findings`, none when their report is gone, withdrawn or not public, and `report`. Three queries."""
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
    """The findings that a block shows; none of a report that is not public, or was withdrawn. Two queries."""
    findings = list(Finding.objects.released().filter(report=report).order_by("sort_order"))
    shown = chosen(findings, numbers)
    surveys = list(report.surveys.all()) if shown else []
    return [finding.key_figure(report_url=report.url or "", surveys=surveys) for finding in shown]


def chosen(findings: list[Finding], numbers: list[int]) -> list[Finding]:
    """Those of a report's findings that have these numbers, in this order; without numbers the first four."""
    if not numbers:
        return findings[:MAXIMUM_FINDINGS]
    by_number = {finding.number: finding for finding in findings}
    return [by_number[number] for number in numbers if number in by_number][:MAXIMUM_FINDINGS]


class StoryWithFindingsBlock(StoryBlock):
    """Every shared block, and findings of our reports."""

    findings = FindingsBlock()
