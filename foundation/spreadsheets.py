"""Words that a spreadsheet shows and never runs, and long tables that are sent while they are written."""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection), full-width forms too.
FORMULA = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL = 32_767  # characters, a rule of Excel's
MOST_ROWS = 1_048_576  # of one sheet, the row of headings included; the same
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 64 * 1024  # bytes sent at once

OFFICE = "http://schemas.openxmlformats.org"
SHEET = "xl/worksheets/sheet1.xml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
# All that a workbook of one sheet needs (ECMA-376, part 1), but its sheet.
PARTS = {
    "[Content_Types].xml": f'{XML}<Types xmlns="{OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{XLSX_TYPE}.main+xml"/>'
    f'<Override PartName="/{SHEET}"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'{XML}<Relationships xmlns="{OFFICE}/package/2006/relationships"><Relationship Id="rId1"'
    f' Type="{OFFICE}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{OFFICE}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument/2006/relationships/worksheet"'
    ' Target="worksheets/sheet1.xml"/></Relationships>',
}


def harmless(words: str) -> str:
    """Words for a CSV file, which no spreadsheet runs: an apostrophe before what might be a formula."""
    return f"'{words}" if FORMULA.match(words) else words


def printable(words: str) -> str:
    """Words as a cell of a workbook may hold them: no control characters, not longer than Excel reads."""
    return UNPRINTABLE.sub("", str(words))[:LONGEST_CELL]


class _Gathered:
    """A file that only grows, and hands out what has come in since the last time."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def write(self, data: bytes) -> int:
        """Keep it until it is taken."""
        self.waiting += data
        return len(data)

    def flush(self) -> None:
        """Nothing lies in between."""

    def take(self) -> bytes:
        """What has come in; forgotten here."""
        taken = bytes(self.waiting)
        self.waiting.clear()
        return taken


class _Line:
    """Gives csv.writer's line back."""

    def write(self, line: str) -> str:
        """As it is."""
        return line


def csv_chunks(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The rows as a CSV file in UTF-8, piece by piece. No cell is a formula.

    Every cell stands in quotes: where lists are parted by semicolons, a spreadsheet would otherwise find a second
    cell inside a name.
    """
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    waiting = bytearray("\ufeff".encode())
    for row in rows:
        waiting += writer.writerow([harmless(UNPRINTABLE.sub("", cell)) for cell in row]).encode()
        if len(waiting) >= CHUNK:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


def xlsx_chunks(rows: Iterable[Sequence[str]], *, title: str, widths: Sequence[int]) -> Iterator[bytes]:
    """The rows as a workbook of one sheet, piece by piece: words in every cell, never a formula. No file on disk.

    `title` names the sheet (at most 31 characters), `widths` are of the columns, in characters.
    """
    gathered = _Gathered()
    with zipfile.ZipFile(gathered, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:  # type: ignore[call-overload]
        for name, xml in {**PARTS, "xl/workbook.xml": _workbook(title)}.items():
            archive.writestr(name, xml)
        with archive.open(SHEET, "w") as sheet:
            sheet.write(_sheet_begins(widths).encode())
            for row in rows:
                sheet.write(_row(row).encode())
                if len(gathered.waiting) >= CHUNK:
                    yield gathered.take()
            sheet.write(b"</sheetData></worksheet>")
    yield gathered.take()


def _workbook(title: str) -> str:
    """The part that names the sheet."""
    return (
        f'{XML}<workbook xmlns="{OFFICE}/spreadsheetml/2006/main"'
        f' xmlns:r="{OFFICE}/officeDocument/2006/relationships">'
        f'<sheets><sheet name={quoteattr(printable(title)[:31])} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _sheet_begins(widths: Sequence[int]) -> str:
    """What stands before the rows: the first one stays in sight, and the columns are wide enough."""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, start=1)
    )
    return (
        f'{XML}<worksheet xmlns="{OFFICE}/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    )


def _row(cells: Sequence[str]) -> str:
    """One row of words."""
    written = "".join(
        f'<c t="inlineStr"><is><t xml:space="preserve">{escape(printable(cell))}</t></is></c>' for cell in cells
    )
    return f"<row>{written}</row>"
