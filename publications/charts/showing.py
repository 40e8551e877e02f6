"""Charts and tables as a page shows them: numbered, drawn, with their files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from foundation.blocks.data import TableCell, TableColumn, table_layout
from publications.charts import shelf
from publications.charts.data import printed
from publications.charts.drawing import Drawable, Drawing
from publications.charts.value import ChartValue
from publications.files import file_route
from publications.tables import ReportTable, table_of_chart, tables_of

if TYPE_CHECKING:
    from publications.models.reports import ReportPage


@dataclass(frozen=True)
class Figure:
    """A chart or a table on a page. `downloads`: list of .format .url .size; `embed_url` is for other sites."""

    table: ReportTable
    drawable: Drawable | None = None
    drawing: Drawing | None = None
    downloads: list[dict[str, str]] = field(default_factory=list)
    embed_url: str = ""

    @property
    def anchor(self) -> str:
        """An address on the page that stays when figures before it come or go: made of the block's own id."""
        return f"f-{self.table.id[:8]}" if self.table.id else ""

    @property
    def columns(self) -> list[TableColumn]:
        """The headings for components/data_table.html. A column is of numbers when any of it is."""
        return [
            TableColumn(heading, is_number=any(isinstance(row[place], Decimal) for row in self.table.rows))
            for place, heading in enumerate(self.table.columns)
        ]

    @property
    def rows(self) -> list[list[TableCell]]:
        """The cells for the same, numbers as they are printed."""
        columns = self.columns
        return [
            [
                TableCell(printed(cell, self.table.is_percent) if isinstance(cell, Decimal) else cell, column)
                for cell, column in zip(row, columns, strict=True)
            ]
            for row in self.table.rows
        ]

    @property
    def layout(self) -> str:
        """What becomes of the table on a narrow screen."""
        return table_layout(self.columns)

    @property
    def wide(self) -> SafeString:
        """The drawing for a wide column, as an element with its description."""
        return self.element(self.drawing.wide if self.drawing else "", "at-wide")

    @property
    def narrow(self) -> SafeString:
        """The same for a narrow column. The style sheet shows one of the two."""
        return self.element(self.drawing.narrow if self.drawing else "", "at-narrow")

    def element(self, svg: str, name: str) -> SafeString:
        """A drawing as one picture with words for those who do not see it."""
        if not svg or self.table.chart is None:
            return SafeString("")
        opening = format_html('<svg class="{}" role="img" aria-label="{}"', name, self.table.chart["description"])
        return mark_safe(opening + svg.removeprefix("<svg"))  # noqa: S308  (our own drawing)


def figures_of(report: ReportPage) -> dict[str, Figure]:
    """Every figure and table of a report by the id of its block. One query, and those of the newest version."""
    language = report.language.partition("-")[0]
    figures = {table.id: figure_of(table, language) for table in report.tables}
    kept = shelf.kept(drawables_of(figures.values()))
    downloads = downloads_of(report) if figures else {}
    address = report.full_url or ""
    return {
        block_id: replace(
            figure,
            drawing=kept.get(figure.drawable.key) if figure.drawable else None,
            downloads=downloads.get(figure.table.name, []),
            embed_url=f"{address}embed/{figure.table.name}/" if address and figure.table.chart else "",
        )
        for block_id, figure in figures.items()
    }


def figure_of(table: ReportTable, language: str) -> Figure:
    """A table with what can be drawn of it."""
    return Figure(table, Drawable(table.chart, language) if table.chart is not None and table.is_figure else None)


def drawables_of(figures: Iterable[Figure]) -> list[Drawable]:
    """What of them can be drawn."""
    return [figure.drawable for figure in figures if figure.drawable is not None]


def downloads_of(report: ReportPage) -> dict[str, list[dict[str, str]]]:
    """The files of each table in the newest version, by the name of the table."""
    version = report.newest_version
    found: dict[str, list[dict[str, str]]] = {}
    for file in version.files.all() if version is not None else ():
        if file.table and version is not None:
            found.setdefault(file.table, []).append(
                {
                    "format": file.get_format_display(),
                    "url": (report.url or "") + file_route(report, version.number, file.name),
                    "size": filesizeformat(file.size),
                }
            )
    return found


def figure_in(context: dict[str, Any], value: ChartValue) -> Figure | None:
    """The chart as the page of the context numbers it; alone and without a number where there is no such page.

    None while its data cannot be read. A preview draws what was not drawn yet.
    """
    figures: dict[str, Figure] = getattr(context.get("page"), "figures", {})
    figure = figures.get(str(context.get("id") or ""))
    if figure is None:
        table = table_of_chart(value, str(context.get("id") or ""), 0)
        if table is None:
            return None
        figure = figure_of(table, (get_language() or "en").partition("-")[0])
        figures = {"": figure}
    if figure.drawing is None and figure.drawable is not None and is_preview(context):
        undrawn = drawables_of(one for one in figures.values() if one.drawing is None)
        return replace(figure, drawing=shelf.previewed(undrawn).get(figure.drawable.key))
    return figure


def is_preview(context: dict[str, Any]) -> bool:
    """Whether an editor looks, and no visitor."""
    return bool(context.get("is_block_preview") or getattr(context.get("request"), "is_preview", False))


def draw_charts(report: ReportPage) -> dict[str, Drawing]:
    """See that every chart of a report is drawn; its drawings by their keys. Work of the worker."""
    language = report.language.partition("-")[0]
    return shelf.kept_or_drawn(drawables_of(figure_of(table, language) for table in tables_of(report)))
