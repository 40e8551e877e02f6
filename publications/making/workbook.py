"""The data of a report as one workbook: a cover, notes, and each chart or table on a sheet of its own.

As the Government Analysis Function advises (Releasing statistics in spreadsheets): one table a sheet, no merged
cells, numbers as numbers, nothing told by colour alone, sheets found by links from the cover.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from foundation.models import OrganisationSettings
from foundation.spreadsheets import XLSX_TYPE, printable
from publications.making.made import MadeFile, address_of, day_of, moment_of, site_of, stem_of
from publications.making.printed import corrections_until
from publications.making.zipping import zipped
from publications.models import ReportPage, Version
from publications.surveys import questions_of, survey_facts
from publications.tables import ReportTable, tables_of

LONGEST_SHEET_NAME = 31  # characters, a rule of Excel's
SAVED_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
HEADING, SUBHEADING, STRONG = Font(bold=True, size=16), Font(bold=True, size=13), Font(bold=True)
LINK = Font(underline="single", color="0000EE")
WRAPPED = Alignment(wrap_text=True, vertical="top")


def make_workbook(version: Version) -> MadeFile:
    """The workbook of a version. It has no sheets of data when the report has neither charts nor tables."""
    report = version.frozen_report()
    organisation = OrganisationSettings.for_site(site_of(report))
    tables = tables_of(report)
    with override(report.language.partition("-")[0]):
        workbook = Workbook()
        cover = workbook.worksheets[0]
        fill_cover(cover, version, report, organisation.name, tables)
        fill_notes(workbook.create_sheet(_("Notes")[:LONGEST_SHEET_NAME]), version, report)
        for table in tables:
            fill_table(workbook.create_sheet(sheet_name(table)), table)
        workbook.properties.title, workbook.properties.creator = printable(report.title), printable(organisation.name)
        workbook.properties.language = report.language
    return MadeFile(
        name=f"{stem_of(version)}.xlsx",
        media_type=XLSX_TYPE,
        data=bytes_of(workbook, moment_of(version)),
        language=report.language,
    )


def has_data(version: Version) -> bool:
    """Whether there is anything to put into a workbook."""
    return bool(tables_of(version.frozen_report()))


def bytes_of(workbook: Workbook, moment: datetime.datetime) -> bytes:
    """The workbook as it is saved, with one time of ours wherever openpyxl writes that of its saving."""
    buffer = io.BytesIO()
    workbook.save(buffer)
    stamp = moment.astimezone(datetime.UTC).strftime(r"\g<1>%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(buffer) as saved:
        parts = [(name, saved.read(name)) for name in saved.namelist()]
    return zipped([(name, SAVED_AT.sub(stamp, data) if "core" in name else data) for name, data in parts], moment)


def put(sheet: Worksheet, row: int, column: int, value: str | Decimal | None, **style: Any) -> None:
    """A number as a number, words as words and never as a formula, a gap as an empty cell."""
    if value is None:
        return
    cell = sheet.cell(row, column)
    if isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    else:
        cell.value = printable(value)
        cell.data_type = "s"
    for name, how in style.items():
        setattr(cell, name, how)


def put_rows(sheet: Worksheet, rows: list[tuple[str, str]]) -> None:
    """Pairs of label and words below what is there; pairs without words are left out."""
    for label, words in rows:
        if words:
            row = sheet.max_row + 1
            put(sheet, row, 1, label, font=STRONG, alignment=WRAPPED)
            put(sheet, row, 2, words, alignment=WRAPPED)


def fill_cover(
    sheet: Worksheet, version: Version, report: ReportPage, organisation: str, tables: list[ReportTable]
) -> None:
    """What it is, of whom, which version, under which licence, and a link to each sheet."""
    sheet.title = _("Cover")[:LONGEST_SHEET_NAME]
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 90
    put(sheet, 1, 1, report.title, font=HEADING)
    is_sample = _("Sample content: nothing in here is true of anybody.") if report.is_sample else ""
    put_rows(
        sheet,
        [
            (_("Note"), is_sample),
            (_("Published by"), organisation),
            (_("Authors"), report.author_names),
            (_("Published"), report.published_words),
            (_("Version"), f"{version.number}, {day_of(version)}"),
            (_("Licence"), report.licence),
            (_("On the web"), address_of(version)),
        ],
    )
    put(sheet, sheet.max_row + 2, 1, _("Sheets"), font=SUBHEADING)
    for name, title in [(_("Notes"), _("Notes")), *((sheet_name(table), titled(table)) for table in tables)]:
        row = sheet.max_row + 1
        put(sheet, row, 1, name, font=LINK)
        cell = sheet.cell(row, 1)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1")
        put(sheet, row, 2, title, alignment=WRAPPED)


def fill_notes(sheet: Worksheet, version: Version, report: ReportPage) -> None:
    """How it was asked, what was corrected, how to quote."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 90
    put(sheet, 1, 1, _("Notes"), font=HEADING)
    put_rows(
        sheet,
        [
            (_("About this report"), report.about_this_page),
            (_("How to quote"), quotation(version, report)),
            (_("Empty cells"), _("A cell is empty where the report gives no number. A zero is a zero.")),
        ],
    )
    for survey in report.surveys.all():
        put(sheet, sheet.max_row + 2, 1, _("How it was asked"), font=SUBHEADING)
        put_rows(sheet, survey_facts(survey))
        put_rows(sheet, [(_("Question"), question) for question in questions_of(survey)])
    for correction in corrections_until(version):
        put(sheet, sheet.max_row + 2, 1, _("Correction"), font=SUBHEADING)
        put_rows(
            sheet,
            [
                (_("Corrected in"), _("Version %(number)s") % {"number": (correction.version_to or version).number}),
                (_("Was"), correction.was),
                (_("Is now"), correction.now),
                (_("Why"), correction.reason),
                (_("What it affects"), correction.affects),
            ],
        )


def quotation(version: Version, report: ReportPage) -> str:
    """Who, what, when, which version, and where, in one line."""
    parts = {
        "authors": report.author_names,
        "title": report.title,
        "published": report.published_words,
        "version": version.number,
        "address": address_of(version),
    }
    if report.author_names:
        return _("%(authors)s, %(title)s, %(published)s, version %(version)s. %(address)s") % parts
    return _("%(title)s, %(published)s, version %(version)s. %(address)s") % parts


def sheet_name(table: ReportTable) -> str:
    """The name of the table, which is unique in the report and holds nothing that Excel forbids."""
    return table.name[:LONGEST_SHEET_NAME]


def titled(table: ReportTable) -> str:
    """ "Figure 2: Trust, by year"."""
    if not table.label:
        return table.title
    return _("%(label)s: %(title)s") % {"label": table.label, "title": table.title}


def fill_table(sheet: Worksheet, table: ReportTable) -> None:
    """Title, notes, then one heading row and the rows. The marks of gaps are told above; their cells are empty."""
    put(sheet, 1, 1, titled(table), font=HEADING)
    marks = gap_marks(table)
    notes = [
        _("Unit: %(unit)s") % {"unit": table.unit} if table.unit else "",
        _("Source: %(source)s") % {"source": table.source} if table.source else "",
        *table.notes,
        _("Licence: %(licence)s") % {"licence": table.licence} if table.licence else "",
        _("Where a cell is empty the report prints: %(marks)s") % {"marks": ", ".join(marks)} if marks else "",
    ]
    row = 1
    for note in filter(None, notes):
        row += 1
        put(sheet, row, 1, note)
    head = row + 2
    for column, heading in enumerate(table.columns, start=1):
        put(sheet, head, column, heading, font=STRONG, alignment=WRAPPED)
        sheet.column_dimensions[get_column_letter(column)].width = 28 if column == 1 else 16
    numbers = number_columns(table)
    for place, cells in enumerate(table.rows, start=1):
        for column, value in enumerate(cells, start=1):
            is_gap = isinstance(value, str) and column - 1 in numbers
            put(sheet, head + place, column, None if is_gap else value)
    sheet.freeze_panes = sheet.cell(head + 1, 2)


def number_columns(table: ReportTable) -> set[int]:
    """The places of the columns that hold numbers, counted from 0; what else stands there marks a gap."""
    return {
        column
        for column in range(len(table.columns))
        if any(column < len(row) and isinstance(row[column], Decimal) for row in table.rows)
    }


def gap_marks(table: ReportTable) -> list[str]:
    """What stands in the report where a number is missing, each once, in reading order."""
    numbers = number_columns(table)
    marks = (
        cell for row in table.rows for column, cell in enumerate(row) if column in numbers and isinstance(cell, str)
    )
    return list(dict.fromkeys(mark for mark in marks if mark))
