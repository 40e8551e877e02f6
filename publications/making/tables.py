"""The files of each figure and table: CSV and XLSX of the data, SVG and PNG of what is drawn."""

from __future__ import annotations

import datetime
from functools import cached_property

from django.utils.translation import override
from openpyxl import Workbook

from foundation.models import OrganisationSettings
from foundation.spreadsheets import XLSX_TYPE
from publications.charts.engine import rasterised
from publications.charts.files import Origin, chart_svg, table_csv
from publications.charts.showing import Figure, draw_charts, figure_of
from publications.making.colours import palette
from publications.making.made import MadeFile, address_of, moment_of, site_of
from publications.making.workbook import bytes_of, fill_table
from publications.models import ReportFile, Version
from publications.tables import ReportTable, tables_of

Format = ReportFile.Format
MEDIA_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: XLSX_TYPE,
    Format.SVG: "image/svg+xml",
    Format.PNG: "image/png",
}
SCALE = 2  # pixels of a PNG to one of the drawing, for screens that have them


class TableFiles:
    """What is made of the figures and tables of a version. Pictures are drawn for all of them at once."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.report = version.frozen_report()
        self.tables = {table.name: table for table in tables_of(self.report)}
        self.language = self.report.language.partition("-")[0]

    def formats_of(self, table: ReportTable) -> list[ReportFile.Format]:
        """Data for all, pictures for what is drawn."""
        return [Format.CSV, Format.XLSX, *([Format.SVG, Format.PNG] if table.is_figure else [])]

    def make(self, name: str, kind: ReportFile.Format) -> MadeFile:
        """One file of one table."""
        with override(self.language):
            data = {Format.CSV: self.csv, Format.XLSX: self.xlsx, Format.SVG: self.svg, Format.PNG: self.png}[kind](
                name
            )
        return MadeFile(
            name=f"{name}.{kind.value}", media_type=MEDIA_TYPES[kind], data=data, language=self.report.language
        )

    def csv(self, name: str) -> bytes:
        """The table for programs."""
        return table_csv(self.tables[name])

    def xlsx(self, name: str) -> bytes:
        """The table for spreadsheets."""
        return table_xlsx(self.tables[name], moment_of(self.version))

    def svg(self, name: str) -> bytes:
        """The drawing with its title and source."""
        return self.drawings[name]

    def png(self, name: str) -> bytes:
        """The same in pixels."""
        return self.pictures[name]

    @cached_property
    def drawings(self) -> dict[str, bytes]:
        """Every figure as SVG, by name."""
        organisation = OrganisationSettings.for_site(site_of(self.report))
        colours = palette(organisation)
        origin = Origin(self.report.title, organisation.name, address_of(self.version), self.report.language)
        kept = draw_charts(self.report)
        figures: list[Figure] = [figure_of(table, self.language) for table in self.tables.values()]
        return {
            figure.table.name: chart_svg(figure.table, kept[figure.drawable.key], colours, origin)
            for figure in figures
            if figure.drawable is not None
        }

    @cached_property
    def pictures(self) -> dict[str, bytes]:
        """Every figure as PNG, by name."""
        made = rasterised([svg.decode() for svg in self.drawings.values()], SCALE)
        return dict(zip(self.drawings, made, strict=True))


def table_xlsx(table: ReportTable, moment: datetime.datetime) -> bytes:
    """A workbook of one sheet: title, unit, source and licence, then the table. The same bytes at every making."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = table.name
    fill_table(sheet, table)
    workbook.properties.title = table.title
    workbook.properties.creator = ""
    return bytes_of(workbook, moment)
