"""A figure or table as a file of its own: data for programs, pictures for other people's pages. Pure functions.

Every file says what it shows, who counted and under which licence; none says it in a way that spoils the data.
"""

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape
from django.utils.translation import gettext as _

from foundation.spreadsheets import harmless
from publications.charts.drawing import Drawing, resolved
from publications.charts.lettering import wrapped
from publications.charts.marks import FACE, WIDE
from publications.tables import ReportTable, TableCellValue

EDGE, TITLE, SMALL = 36, 22, 13  # pixels: around all, and two sizes of letters
DISPLAY = "Broadsheet Display, Broadsheet Naskh, Georgia, serif"
RIGHT_TO_LEFT = ("ar", "ur")


@dataclass(frozen=True)
class Origin:
    """Where a file comes from: the report, who publishes it, its address, its language."""

    report: str
    publisher: str
    address: str
    language: str = "en-GB"


def table_csv(table: ReportTable) -> bytes:
    """The table for programs: one row of headings, numbers without commas or signs, gaps empty.

    Title, unit, source and licence are columns of every row. Lines above or below the data would have to be skipped
    by hand in every program; a column is read by all of them and stays with its row when the file is cut.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    about = {
        _("Title"): table.title,
        _("Unit"): table.unit,
        _("Source"): table.source,
        _("Note"): " ".join(table.notes),
        _("Licence"): table.licence,
    }
    kept = {name: words for name, words in about.items() if words}
    numbers = table.number_columns
    writer.writerow(harmless(words) for words in [*table.columns, *kept])
    for row in table.rows:
        cells = [csv_cell(cell, is_number=place in numbers) for place, cell in enumerate(row)]
        writer.writerow([*cells, *(harmless(words) for words in kept.values())])
    return stream.getvalue().encode("utf-8-sig")


def csv_cell(cell: TableCellValue, *, is_number: bool) -> str:
    """A number as programs read it, words that no spreadsheet takes for a formula; a gap is empty."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return "" if cell is None or is_number else harmless(cell)


def chart_svg(table: ReportTable, drawing: Drawing, colours: dict[str, str], origin: Origin) -> bytes:
    """The drawing as a picture that explains itself: title and unit above, source, licence and address below.

    `colours` by the names of the palette (`paper`, `ink`, `ink-2`, `chart-1` …).
    """
    width = WIDE.width + 2 * EDGE
    height = float(re.findall(r'viewBox="0 0 [\d.]+ ([\d.]+)"', drawing.wide)[0])
    description = str(table.chart["description"]) if table.chart is not None else table.title
    above, top = set_lines(
        [(table.title, TITLE, "ink", DISPLAY), (table.unit if table.unit != "%" else "", SMALL + 2, "ink-2", FACE)],
        EDGE,
        origin.language,
    )
    below, bottom = set_lines(
        [(words, SMALL, "ink-2", FACE) for words in about_lines(table, origin)], top + height + 30, origin.language
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{bottom + EDGE - 8:.0f}"'
        f' viewBox="0 0 {width} {bottom + EDGE - 8:.0f}" role="img" lang="{escape(origin.language)}">',
        f"<title>{escape(table.title)}</title><desc>{escape(description)}</desc>",
        '<rect width="100%" height="100%" fill="var(--paper)"/>',
        *above,
        f'<g transform="translate({EDGE},{top + 14:.0f})">{drawing.wide}</g>',
        *below,
        "</svg>",
    ]
    return resolved("".join(parts), colours).encode()


def about_lines(table: ReportTable, origin: Origin) -> list[str]:
    """What stands below the drawing."""
    published = {"report": origin.report, "publisher": origin.publisher}
    return [
        _("Source: %(source)s") % {"source": table.source} if table.source else "",
        *table.notes,
        _("Licence: %(licence)s") % {"licence": table.licence} if table.licence else "",
        _("From “%(report)s”, %(publisher)s") % published,
        origin.address,
    ]


def set_lines(texts: list[tuple[str, int, str, str]], top: float, language: str) -> tuple[list[str], float]:
    """Texts (words, size, colour, faces) one below the other from `top`, and where the last one ends."""
    is_right = language.partition("-")[0] in RIGHT_TO_LEFT
    place = f'x="{EDGE + WIDE.width}" text-anchor="end"' if is_right else f'x="{EDGE}"'
    parts: list[str] = []
    for words, size, colour, faces in texts:
        for line in wrapped(words, size, WIDE.width):
            top += size * 1.35
            look = f'font-family="{faces}" font-size="{size}" fill="var(--{colour})"'
            parts.append(f'<text {place} y="{top - size * 0.3:.1f}" {look}>{escape(line)}</text>')
    return parts, top
