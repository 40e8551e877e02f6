"""The chart block: data first, then how it is shown."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from foundation.blocks.groups import FIGURES
from publications.charts.kinds import Kind
from publications.charts.showing import figure_in, is_preview
from publications.charts.value import ChartValue

KINDS = [
    (Kind.BAR.value, _("Bars")),
    (Kind.GROUPED.value, _("Grouped bars")),
    (Kind.STACKED.value, _("Stacked bars")),
    (Kind.LINE.value, _("Line")),
    (Kind.DOT.value, _("Dots with error bars")),
    (Kind.TABLE.value, _("Table only")),
]


class CellsBlock(blocks.TextBlock):
    """Pasted cells. Blanks are kept: the first cell of a table is often empty, and a tab follows it."""

    @cached_property
    def field(self) -> forms.Field:
        """A box in which a row of the table is a line."""
        widget = forms.Textarea(attrs={"rows": self.rows, "wrap": "off", "spellcheck": "false", "autocomplete": "off"})
        return forms.CharField(strip=False, widget=widget, **self.field_options)


class ChartBlock(blocks.StructBlock):
    """A chart: its data as pasted, and everything that a reader needs to trust and to quote it."""

    title = blocks.CharBlock(max_length=160, label=_("Title"), help_text=_("What it shows, of whom and when."))
    kind = blocks.ChoiceBlock(choices=KINDS, default=Kind.BAR.value, label=_("Shown as"))
    data = CellsBlock(
        rows=8,
        search_index=False,
        label=_("Data"),
        help_text=_(
            "Paste cells from a spreadsheet: headings in the first row, names in the first column, numbers in the rest "
            "(29%, 1,234, 0). For a gap leave the cell empty or write -, – or n/a. At most 500 rows. Error bars take "
            "three columns: the value, Lower and Upper; for several series “Members”, “Members lower”, “Members upper”."
        ),
    )
    unit = blocks.CharBlock(
        required=False, max_length=80, label=_("Unit"), help_text=_("What the numbers count: “% of respondents”.")
    )
    description = blocks.TextBlock(
        max_length=600,
        rows=2,
        label=_("Description"),
        help_text=_("Says in words what the drawing shows, for those who cannot see it."),
    )
    source = blocks.CharBlock(
        max_length=200, label=_("Source"), help_text=_("Who counted, with month and year. It goes into every file.")
    )
    note = blocks.TextBlock(
        required=False, max_length=400, rows=1, label=_("Note"), help_text=_("How it was counted, who was asked.")
    )
    licence = blocks.CharBlock(
        required=False, max_length=120, label=_("Licence"), help_text=_("Left empty, that of the report.")
    )

    class Meta:
        icon = "table"
        label = _("Chart")
        group = FIGURES
        description = _("Pasted numbers as a drawing with its table, to download and to embed.")
        value_class = ChartValue
        template = "blocks/chart.html"
        form_layout = BlockGroup(
            children=["title", "kind", "data", "unit", "description", "source", "note"], settings=["licence"]
        )
        preview_value = {
            "title": "Answers of sample respondents",
            "kind": Kind.BAR.value,
            "data": "Answer\tShare\nYes\t29%\nNo\t50%\nDid not know\t21%",
            "unit": "% of sample respondents",
            "description": "Half of the sample respondents answered no, 29 per cent yes; 21 per cent did not know.",
            "source": "Invented, to show the chart",
            "note": "",
            "licence": "",
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `figure`, for components/chart.html; to the editors of a draft that cannot be read, `problems`."""
        context = super().get_context(value, parent_context)
        context["figure"] = figure_in(context, value)
        context["problems"] = value.problems if is_preview(context) else ()
        return context

    def clean(self, value: Any) -> Any:
        """Data that can be read, and shown in this way. The box keeps what was pasted."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if cleaned.problems:
            problem = ValidationError(list(cleaned.problems))
            raise blocks.StructBlockValidationError(block_errors={"data": problem})
        return cleaned
