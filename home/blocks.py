"""Blocks that know several rooms: what we keep about people who sign, for the privacy page."""

from datetime import date
from typing import Any, ClassVar

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from foundation.blocks.data import TableCell, TableColumn
from foundation.blocks.groups import FIGURES
from publications.findings_block import StoryWithFindingsBlock
from supporters.retention.figures import DeletionDay, deletion_days, kept_data


class KeptDataBlock(blocks.StaticBlock):
    """How long we keep what, and when each petition's details are deleted: read from the code that does it."""

    class Meta:
        icon = "lock"
        label = _("How long data is kept")
        group = FIGURES
        description = _("For the privacy page: what we keep about people who sign, until when, petition by petition.")
        admin_text = _("Two tables that write themselves: nobody needs to keep them true by hand.")
        template = "blocks/kept_data.html"
        preview_value = None

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds columns and rows of two tables, as components/data_table.html reads them. Two queries."""
        context = super().get_context(value, parent_context)
        sample = [DeletionDay(_now("A sample petition"), "#", date(2031, 1, 31))]
        days = sample if context.get("is_block_preview") else deletion_days()
        what, until = _columns(_now("What"), _now("Until when"))
        petition, day = _columns(_now("Petition"), _now("Deleted on"))
        return {
            **context,
            "kept_columns": [what, until],
            "kept_rows": [[TableCell(kept.what, what), TableCell(kept.until, until)] for kept in kept_data()],
            "day_columns": [petition, day],
            "day_rows": [[TableCell(_link(entry), petition), TableCell(_time(entry.day), day)] for entry in days],
        }


def _columns(*headings: str) -> list[TableColumn]:
    """Columns of words."""
    return [TableColumn(heading, is_number=False) for heading in headings]


def _link(entry: DeletionDay) -> str:
    """The petition's title, which leads to it."""
    return format_html('<a href="{}">{}</a>', entry.url, entry.title)


def _time(day: date) -> str:
    """A day, for people and for programs."""
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), date_format(day, "j F Y"))


class ContentBodyBlock(StoryWithFindingsBlock):
    """The body of a plain page."""

    kept_data = KeptDataBlock()

    class Meta:
        block_counts: ClassVar[dict[str, dict[str, int]]] = {"kept_data": {"max_num": 1}}
