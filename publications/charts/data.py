"""The data of a chart, read from cells that were pasted from a spreadsheet or typed.

Strict, because a number that is read wrongly is published wrongly: what is not plainly a number or plainly a gap is
refused, with its row and column. A zero is a zero and a gap is a gap. Numbers are Decimals with the places that were typed.
"""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from publications.charts import refusals
from publications.charts.refusals import ChartDataError
from publications.shares import SHARES_IN_WORDS

MOST_ROWS = 500  # below the headings
MOST_COLUMNS = 30  # beside the first
MOST_PROBLEMS = 5  # told at once

# ASCII digits only: "²" and "٣" are digits to Python too. A comma stands between thousands and nowhere else.
NUMBER = re.compile(
    r"(?P<sign>[-\u2212]?)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<places>[0-9]+))?(?P<percent>(?: ?%)?)"
)
GAPS = frozenset({"", "-", "–", "—", "\u2212", "n/a", "N/A"})
MOST_DIGITS, MOST_PLACES = 12, 6  # together fewer than a spreadsheet keeps exactly


@dataclass(frozen=True)
class Gap:
    """A cell without a number, with the mark that says so: nothing, a dash, n/a."""

    mark: str = ""


class Worded(Decimal):
    """A number that its source gives in words, and that is printed so: “half” is drawn as 50."""

    words: str

    def __new__(cls, value: Decimal, words: str) -> "Worded":
        """The number that is drawn, and the words for it."""
        made = super().__new__(cls, value)
        made.words = words
        return made

    def __repr__(self) -> str:
        """With the words, which are drawn too: the key of a drawing is made of this."""
        return f"Worded({str(self)!r}, {self.words!r})"


Cell = Decimal | Gap


@dataclass(frozen=True)
class ChartData:
    """A table of numbers: named rows, named columns. `corner` is what stands over the names of the rows."""

    corner: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    is_percent: bool = False

    def column(self, place: int) -> tuple[Cell, ...]:
        """The cells of a column, in the order of the rows."""
        return tuple(row[place] for row in self.cells)

    @property
    def numbers(self) -> list[Decimal]:
        """All that are numbers, row by row."""
        return [cell for row in self.cells for cell in row if isinstance(cell, Decimal)]


def parse(text: str) -> ChartData:
    """The data in pasted cells. Raises ChartDataError with what is wrong, up to five sentences."""
    grid = trimmed(split(text))
    check_shape(grid)
    headings, rows = grid[0], grid[1:]
    problems = [*refusals.against_columns(headings[1:]), *refusals.against_rows([row[0] for row in rows])]
    cells: list[tuple[Cell, ...]] = []
    has_percent: bool | None = None
    for number, row in enumerate(rows, start=2):
        read: list[Cell] = []
        for place, typed in enumerate(row[1:], start=2):
            try:
                cell = parse_cell(typed)
                if isinstance(cell, Decimal) and not isinstance(cell, Worded):
                    has_percent = same_sign(has_percent, typed)
                read.append(cell)
            except ChartDataError as refused:
                problems.append(refusals.at(number, row[0], place, headings[place - 1], str(refused)))
        cells.append(tuple(read))
        if len(problems) >= MOST_PROBLEMS:
            break
    if problems:
        raise ChartDataError(*problems[:MOST_PROBLEMS])
    return ChartData(headings[0], tuple(headings[1:]), tuple(row[0] for row in rows), tuple(cells), bool(has_percent))


def split(text: str) -> list[list[str]]:
    """The cells as they stand between tabs; where there is no tab, between commas, as in a CSV file."""
    lines = text.strip().count("\n")
    if lines > 4 * MOST_ROWS:  # before anything is read. A cell may have a few lines of its own
        raise ChartDataError(refusals.too_many_rows(lines, MOST_ROWS))
    delimiter = "\t" if "\t" in text else ","
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ChartDataError(_("The quotation marks around a cell do not match.")) from error
    return [[clean_cell(cell) for cell in row] for row in found]


def clean_cell(cell: str) -> str:
    """A cell without the blanks around it; a line break within it, and any run of blanks, becomes one blank."""
    return " ".join(unicodedata.normalize("NFC", cell).replace("\u00ad", "").replace("\ufeff", "").split())


def trimmed(grid: list[list[str]]) -> list[list[str]]:
    """Without the empty rows above and below and the empty columns on the right, which a selection brings along."""
    rows = list(grid)
    while rows and not any(rows[-1]):
        rows.pop()
    while rows and not any(rows[0]):
        rows.pop(0)
    if len({len(row) for row in rows}) != 1:  # ragged, which is refused
        return rows
    width = max(place for row in rows for place, cell in enumerate(row, start=1) if cell or place == 1)
    return [row[:width] for row in rows]


def check_shape(grid: list[list[str]]) -> None:
    """A row of headings, rows below it, all of one length, none too many. Raises ChartDataError."""
    if len(grid) < 2 or len(grid[0]) < 2:
        raise ChartDataError(
            _("Paste a row of headings and below it a row for each name: the name first, then its numbers.")
        )
    width = len(grid[0])
    if len(grid) - 1 > MOST_ROWS:
        raise ChartDataError(refusals.too_many_rows(len(grid) - 1, MOST_ROWS))
    if width - 1 > MOST_COLUMNS:
        raise ChartDataError(refusals.too_many_columns(width - 1, MOST_COLUMNS))
    ragged = [refusals.ragged(number, row, width) for number, row in enumerate(grid[1:], start=2) if len(row) != width]
    if ragged:
        raise ChartDataError(*ragged[: MOST_PROBLEMS - 1], refusals.comma_hint())


def parse_cell(typed: str) -> Cell:
    """The number or gap in a cell. Raises ChartDataError with a reason."""
    if typed in GAPS:
        return Gap(typed)
    lowest, highest = SHARES_IN_WORDS.get(typed.lower(), (None, None))
    if lowest is not None and lowest == highest:  # "a third" is no number that could be drawn exactly
        return Worded(lowest, typed)
    match = NUMBER.fullmatch(typed)
    if match is None:
        raise ChartDataError(refusals.against_cell(typed))
    whole, places = match["whole"].replace(",", ""), match["places"] or ""
    if len(whole) > MOST_DIGITS or len(places) > MOST_PLACES:
        raise ChartDataError(_("“%(cell)s” has more digits than can be drawn.") % {"cell": typed[: refusals.SHOWN]})
    number = Decimal(f"{whole}.{places}" if places else whole)
    return -number if match["sign"] and number else number


def same_sign(has_percent: bool | None, typed: str) -> bool:
    """Whether the numbers have a per cent sign. Raises ChartDataError where a cell is unlike those before it."""
    has_sign = "%" in typed
    if has_percent not in (None, has_sign):
        raise ChartDataError(refusals.mixed_signs())
    return has_sign


def printed(cell: Cell, is_percent: bool = False) -> str:
    """A cell as readers see it: 1,234.50, −5, 29%; a gap is its mark."""
    if isinstance(cell, Gap):
        return cell.mark
    if isinstance(cell, Worded):
        return cell.words
    return f"{cell:,f}".replace("-", "\u2212") + ("%" if is_percent else "")
