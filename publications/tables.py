"""The figures and tables of a report, wherever they stand in it: what the data workbook and the files of each are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText, get_text_for_indexing

from foundation.blocks import TableBlock
from publications.charts.data import Gap
from publications.charts.value import ChartValue

if TYPE_CHECKING:
    from publications.models.reports import ReportPage

TableCellValue = str | Decimal | None


@dataclass(frozen=True)
class ReportTable:
    """One table of data: a chart's, or a table block's. `name` is unique in its report and names its files.

    The first column names the rows of a chart. In a column of numbers words are the mark of a gap, None is a gap
    without one. `is_percent` says that each number was typed with a per cent sign.
    """

    id: str
    name: str
    title: str
    columns: list[str]
    rows: list[list[TableCellValue]]
    source: str = ""
    notes: list[str] = field(default_factory=list)
    unit: str = ""
    number: int = 0
    chart: ChartValue | None = None
    licence: str = ""
    is_percent: bool = False

    @property
    def is_figure(self) -> bool:
        """Whether there is a drawing: a figure, else a table."""
        return self.chart is not None and self.chart.is_drawn

    @property
    def number_columns(self) -> set[int]:
        """The places of the columns that hold numbers, counted from 0; words in them mark gaps."""
        return {place for row in self.rows for place, cell in enumerate(row) if isinstance(cell, Decimal)}

    @property
    def label(self) -> str:
        """How it is called: "Figure 2", "Table 1". Empty for one that stands in no report."""
        if not self.number:
            return ""
        words = _("Figure %(number)d") if self.is_figure else _("Table %(number)d")
        return words % {"number": self.number}


def tables_of(report: ReportPage) -> list[ReportTable]:
    """Every chart and every table of the body and the chapters, in reading order. No query.

    Figures and tables are counted apart, each from 1. What cannot be read (a draft) or is empty is left out.
    """
    found: list[ReportTable] = []
    counted = {True: 0, False: 0}
    for block, value, block_id in [*parts_of(report.body), *parts_of(report.chapters)]:
        is_figure = isinstance(value, ChartValue) and value.is_drawn
        number = counted[is_figure] + 1
        if isinstance(value, ChartValue):
            table = table_of_chart(value, block_id, number, report.licence)
        elif isinstance(block, TableBlock):
            table = table_of_block(value, block_id, number, report.licence)
        else:
            continue
        if table is not None:
            counted[is_figure] = number
            found.append(table)
    return found


def parts_of(value: Any) -> Iterator[tuple[blocks.Block, Any, str]]:
    """Every block of a stream with its value and its id, in reading order, inside other blocks too."""
    if isinstance(value, blocks.StreamValue):
        for child in value:
            yield child.block, child.value, child.id or ""
            yield from parts_of(child.value)
    elif isinstance(value, ListValue):
        for item in value:
            yield from parts_of(item)
    elif isinstance(value, blocks.StructValue):
        for part in value.values():
            yield from parts_of(part)


def name_of(number: int, *, is_figure: bool) -> str:
    """What its files and its place on the page are called."""
    return f"figure-{number}" if is_figure else f"table-{number}"


def table_of_chart(value: ChartValue, block_id: str, number: int, licence: str = "") -> ReportTable | None:
    """The table of a chart; None while its data cannot be read."""
    data = value.parsed
    if data is None:
        return None
    return ReportTable(
        id=block_id,
        name=name_of(number, is_figure=value.is_drawn),
        title=value["title"],
        columns=[data.corner, *data.columns],
        rows=[
            [name, *((cell.mark or None) if isinstance(cell, Gap) else cell for cell in cells)]
            for name, cells in zip(data.rows, data.cells, strict=True)
        ],
        source=value.get("source") or "",
        notes=[note] if (note := value.get("note")) else [],
        unit=value.get("unit") or ("%" if data.is_percent else ""),
        number=number,
        chart=value,
        licence=value.get("licence") or licence,
        is_percent=data.is_percent,
    )


def table_of_block(value: Any, block_id: str, number: int, licence: str = "") -> ReportTable | None:
    """The table of a table block; None for one without columns or rows."""
    table = value["table"]
    if not table.columns or not table.row_data:
        return None
    return ReportTable(
        id=block_id,
        name=name_of(number, is_figure=False),
        title=table.caption or "",
        columns=[column["heading"] for column in table.columns],
        rows=[[plain(cell.value) for cell in row] for row in table.rows],
        source=value.get("source") or "",
        number=number,
        licence=licence,
    )


def plain(value: Any) -> TableCellValue:
    """A cell as files hold it: a number, or words without their markup."""
    if value is None or isinstance(value, Decimal):
        return value
    text = get_text_for_indexing(value.source) if isinstance(value, RichText) else str(value)
    return text.strip() or None
