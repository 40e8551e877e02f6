"""Why pasted cells are no data: each reason is a sentence that helps to mend it, with the row and the column.

Rows and columns are counted as a spreadsheet counts them: the headings are row 1, the names of the rows column 1.
"""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_NAME = 120  # characters of a heading or of the name of a row
SHOWN = 40  # characters of a cell that a message repeats

NOT_NUMBERS = "nan|[-+]?inf(?:inity)?|null|none|#n/a|#div/0!|#ref!|#value!|#name\\?|#num!"
# The first that fits a cell is its reason.
REASONS = (
    (re.compile(NOT_NUMBERS, re.I), gettext_lazy("“%(cell)s” is no number. Leave the cell empty, or write n/a.")),
    (re.compile(r".*_.*"), gettext_lazy("“%(cell)s” has an underscore in it. Write thousands as 1,000 or 1000.")),
    (
        re.compile(r"[-\u2212]?[0-9.,]+ ?%?"),
        gettext_lazy(
            "“%(cell)s” can be read in two ways. A comma stands between thousands only, a point before decimals."
        ),
    ),
    (re.compile(r"[0-9 ]+"), gettext_lazy("“%(cell)s” has a blank in it. Write thousands as 1,000 or 1000.")),
    (
        re.compile(r".*[0-9].*"),
        gettext_lazy("“%(cell)s” is more than a number. Units go into the unit field, remarks into the note."),
    ),
    (
        re.compile(r".*"),
        gettext_lazy("“%(cell)s” is no number. For a gap, leave the cell empty or write -, – or n/a."),
    ),
)
RAISED = gettext_lazy("“%(cell)s” has a raised figure in it. Put the footnote into the note below the chart.")


class ChartDataError(ValueError):
    """Cells that are no data. `problems` says why, each in a sentence for the editor."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def against_cell(typed: str) -> str:
    """Why a cell is neither a number nor a gap."""
    cell = {"cell": typed[:SHOWN]}
    if any(unicodedata.decomposition(sign).startswith("<super>") for sign in typed):
        return str(RAISED % cell)
    return next(str(words % cell) for pattern, words in REASONS if pattern.fullmatch(typed))


def at(row: int, name: str, column: int, heading: str, reason: str) -> str:
    """A reason with the place of its cell."""
    return _("Row %(row)d (“%(name)s”), column %(column)d (“%(heading)s”): %(reason)s") % {
        "row": row,
        "name": name[:SHOWN],
        "column": column,
        "heading": heading[:SHOWN],
        "reason": reason,
    }


def mixed_signs() -> str:
    """Some cells with a per cent sign, some without: which is meant?"""
    return _("the cells before this one are written otherwise. Give all cells a per cent sign, or none.")


def too_many_rows(count: int, most: int) -> str:
    """More rows than anybody reads."""
    return _(
        "There are %(count)d rows. A chart or a table takes at most %(most)d: "
        "show a summary here and offer the rest as a file."
    ) % {"count": count, "most": most}


def too_many_columns(count: int, most: int) -> str:
    """More columns than fit a screen."""
    return _("There are %(count)d columns of numbers. At most %(most)d make a table that can be read.") % {
        "count": count,
        "most": most,
    }


def ragged(number: int, row: list[str], width: int) -> str:
    """A row that is longer or shorter than the headings."""
    return _("Row %(row)d (“%(name)s”) has %(count)d cells, the headings have %(width)d.") % {
        "row": number,
        "name": row[0][:SHOWN] if row else "",
        "count": len(row),
        "width": width,
    }


def comma_hint() -> str:
    """The commonest reason for a ragged row."""
    return _("Between commas a number such as 1,234 needs quotation marks around it; between tabs it needs none.")


def against_columns(names: list[str]) -> Iterator[str]:
    """What is wrong with the headings."""
    yield from against_names(
        names,
        missing=_("Column %(number)d has no heading."),
        long=_("The heading of column %(number)d is longer than %(most)d characters."),
        double=_("The heading “%(name)s” is there twice: in column %(earlier)d and in column %(number)d."),
    )


def against_rows(names: list[str]) -> Iterator[str]:
    """What is wrong with the names of the rows."""
    yield from against_names(
        names,
        missing=_("Row %(number)d has no name in its first cell."),
        long=_("The name of row %(number)d is longer than %(most)d characters."),
        double=_("The name “%(name)s” is there twice: in row %(earlier)d and in row %(number)d."),
    )


def against_names(names: list[str], missing: str, long: str, double: str) -> Iterator[str]:
    """Each name is there, is short enough and is there once, whatever its capitals."""
    seen: dict[str, int] = {}
    for number, name in enumerate(names, start=2):
        earlier = seen.setdefault(name.casefold(), number) if name else number
        of = {"number": number, "name": name[:SHOWN], "most": LONGEST_NAME, "earlier": earlier}
        if not name:
            yield missing % of
        elif len(name) > LONGEST_NAME:
            yield long % of
        elif earlier != number:
            yield double % of
