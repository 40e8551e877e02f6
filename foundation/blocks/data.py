"""Dates and data: timeline, table."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.rich_text import RichText

from foundation.blocks.features import SHORT_TEXT_FEATURES
from foundation.blocks.groups import FIGURES


@dataclass(frozen=True)
class TimelineEntry:
    """An entry as components/timeline.html prints it."""

    when: str
    heading: str
    text: RichText | SafeString | str
    anchor: str


class TimelineEntryBlock(blocks.StructBlock):
    """Something that happened, with its date as precisely as it is known."""

    when = blocks.CharBlock(
        max_length=60,
        label=_("Date in words"),
        help_text=_("As precise as is known: “2016”, “Late 2019”, “March 2021”."),
    )
    sort_date = blocks.DateBlock(
        label=_("Date to sort by"), help_text=_("Never shown. For “2016”, the first day of that year will do.")
    )
    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    text = blocks.RichTextBlock(required=False, features=SHORT_TEXT_FEATURES, label=_("Text"))

    class Meta:
        icon = "date"
        label = _("Entry")

    def clean(self, value: Any) -> Any:
        """An entry says what happened."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not cleaned["heading"] and not cleaned["text"].source.strip():
            problem = ValidationError(_("Say what happened: a heading, a text or both."))
            raise blocks.StructBlockValidationError(block_errors={"heading": problem})
        return cleaned


class TimelineBlock(blocks.StructBlock):
    """What happened when, always in the order of the dates."""

    order = blocks.ChoiceBlock(
        choices=[("oldest", _("Oldest first")), ("newest", _("Newest first"))], default="oldest", label=_("Order")
    )
    entries = blocks.ListBlock(TimelineEntryBlock(), min_num=2, max_num=60, label=_("Entries"))

    class Meta:
        icon = "history"
        label = _("Timeline")
        group = FIGURES
        description = _("What happened when. Entries sort themselves by date.")
        template = "blocks/timeline.html"
        preview_value = {
            "order": "oldest",
            "entries": [
                {"when": "2016", "sort_date": "2016-01-01", "heading": "Founded", "text": "<p>A first meeting.</p>"},
                {"when": "Late 2020", "sort_date": "2020-11-01", "heading": "First report", "text": ""},
            ],
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `entries`, sorted. An entry without a sort date (a draft) comes where the editor put it: last."""
        context = super().get_context(value, parent_context)
        dated = [child for child in value["entries"].bound_blocks if child.value["sort_date"]]
        undated = [child for child in value["entries"].bound_blocks if not child.value["sort_date"]]
        dated.sort(key=lambda child: child.value["sort_date"], reverse=value["order"] == "newest")
        context["entries"] = [
            TimelineEntry(
                when=child.value["when"],
                heading=child.value["heading"],
                text=child.value["text"] if child.value["text"] and child.value["text"].source else "",
                anchor=f"t-{child.id[:8]}",
            )
            for child in [*dated, *undated]
        ]
        return context


# What a narrow screen does with a table: up to so many columns of numbers fit; up to so many of any kind are stacked,
# each row below the other; more scroll sideways.
MOST_COLUMNS_TO_FIT, MOST_COLUMNS_TO_STACK = 3, 5


@dataclass(frozen=True)
class TableColumn:
    """A column as components/data_table.html prints it."""

    heading: str
    is_number: bool


@dataclass(frozen=True)
class TableCell:
    """A cell, with the column that it stands in: stacked rows repeat its heading."""

    value: Any
    column: TableColumn


def table_layout(columns: list[TableColumn]) -> str:
    """What becomes of a table on a narrow screen: `fit`, `stack` or `scroll`."""
    if len(columns) > MOST_COLUMNS_TO_STACK:
        return "scroll"
    fits = len(columns) <= MOST_COLUMNS_TO_FIT and all(column.is_number for column in columns[1:])
    return "fit" if fits else "stack"


class DataTableBlock(TypedTableBlock):
    """The columns that a table may have."""

    text = blocks.CharBlock(required=False, max_length=300, icon="pilcrow", label=_("Text"))
    number = blocks.DecimalBlock(required=False, icon="decimal", label=_("Number"))
    rich_text = blocks.RichTextBlock(required=False, features=SHORT_TEXT_FEATURES, label=_("Text with links"))

    class Meta:
        label = _("Table")
        icon = "table"


class TableBlock(blocks.StructBlock):
    """A table that can be read aloud: caption, headed columns and, where it helps, headed rows."""

    table = DataTableBlock(help_text=_("Needs a caption, and a heading over every column but the first."))
    row_headings = blocks.BooleanBlock(
        required=False, default=True, label=_("First column is headings"), help_text=_("Each row begins with its name.")
    )
    source = blocks.CharBlock(required=False, max_length=200, label=_("Source or note"))

    class Meta:
        icon = "table"
        label = _("Table")
        group = FIGURES
        description = _("Rows and columns of text and numbers, with a caption.")
        template = "blocks/table.html"
        preview_value = {
            "table": {
                "caption": "Answers by year, per cent",
                "columns": [
                    {"type": "text", "heading": ""},
                    {"type": "number", "heading": "2019"},
                    {"type": "number", "heading": "2020"},
                ],
                "rows": [{"values": ["Yes", "24", "29"]}, {"values": ["No", "55", "50"]}],
            },
            "row_headings": True,
            "source": "Invented, to show the table",
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `columns`, `rows` (lists of cells), `layout` (on a narrow screen), and `figure` (number, files) where the
        page counts its tables: by block id in its `figures`."""
        context = super().get_context(value, parent_context)
        context["figure"] = getattr(context.get("page"), "figures", {}).get(context.get("id"))
        columns = [
            TableColumn(column["heading"], is_number=column["block"].name == "number")
            for column in value["table"].columns
        ]
        context["columns"] = columns
        context["rows"] = [
            [TableCell(cell.value, column) for cell, column in zip(row, columns, strict=True)]
            for row in value["table"].rows
        ]
        context["layout"] = table_layout(columns)
        return context

    def clean(self, value: Any) -> Any:
        """Caption, headings and at least one row."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        table = cleaned["table"]
        problem = None
        if not table.columns or not table.row_data:
            problem = _("A table needs at least one column and one row.")
        elif not (table.caption or "").strip():
            problem = _("A table needs a caption.")
        elif not all(column["heading"].strip() for column in table.columns[1:]):
            problem = _("Every column but the first needs a heading.")
        if problem:
            raise blocks.StructBlockValidationError(block_errors={"table": ValidationError(problem)})
        return cleaned
