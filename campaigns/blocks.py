"""Blocks of campaigns: the findings of a report, the steps after a signature, and the narrowed bodies."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from foundation.blocks import StoryBlock
from foundation.blocks.groups import FIGURES, WORDS
from publications.models import ReportPage

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
        """Adds `report` and `findings`; both empty when the report is gone or not public. Three queries."""
        context = super().get_context(value, parent_context)
        if "preview_report" in context:
            return {**context, **findings_of(context["preview_report"], [])}
        chosen = value["report"]
        report = ReportPage.objects.released().filter(pk=chosen.pk).first() if chosen is not None else None
        return {**context, **findings_of(report, list(value["numbers"]))}

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The newest report stands in for the chosen one; words stand in for it on a site without reports."""
        context = super().get_preview_context(value, parent_context)
        newest = ReportPage.objects.released().in_order().first()
        return {**context, "preview_report": newest, "preview_words": _("The findings of the report stand here.")}


def findings_of(report: ReportPage | None, numbers: list[int]) -> dict[str, Any]:
    """The report and the findings with these numbers in this order, or its first four."""
    if report is None:
        return {"report": None, "findings": []}
    figures = report.key_figures
    if numbers:
        by_number = {figure.ordinal: figure for figure in figures}
        figures = [by_number[number] for number in numbers if number in by_number]
    return {"report": report, "findings": figures[:MAXIMUM_FINDINGS]}


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
    gallery = None  # type: ignore[assignment]
    page_cards = None  # type: ignore[assignment]
    findings = FindingsBlock()
