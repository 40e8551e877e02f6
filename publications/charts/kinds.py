"""The kinds of chart, and which data each can show without misleading."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from publications.charts.data import Cell, ChartData, Gap
from publications.charts.refusals import ChartDataError

MOST_SERIES = 6  # as many as there are colours that can be told apart (foundation/series.py)
MOST_BARS = 80  # more are a scroll, not a picture
MOST_POINTS = 120  # of a line, on a telephone two to a millimetre
LONGEST_SERIES = 40  # characters of the name of a series: it stands beside its line or bar
LOWER, UPPER = "lower", "upper"


class Kind(StrEnum):
    """How the data is shown."""

    BAR = "bar"
    GROUPED = "grouped"
    STACKED = "stacked"
    LINE = "line"
    DOT = "dot"
    TABLE = "table"


@dataclass(frozen=True)
class Series:
    """One set of numbers with a name; `lower` and `upper` are the ends of the error bars, where there are any."""

    name: str
    cells: tuple[Cell, ...]
    lower: tuple[Cell, ...] = ()
    upper: tuple[Cell, ...] = ()


def series_of(kind: Kind, data: ChartData) -> list[Series]:
    """The data by series. Raises ChartDataError for a chart with error bars whose columns do not belong together."""
    if kind is not Kind.DOT:
        return [Series(name, data.column(place)) for place, name in enumerate(data.columns)]
    places = {name.casefold(): place for place, name in enumerate(data.columns)}
    names = [name for name in data.columns if not name.casefold().endswith((LOWER, UPPER))]
    found: list[Series] = []
    used: set[int] = set()
    for name in names:
        ends = [end_of(name, end, places, is_alone=len(names) == 1) for end in (LOWER, UPPER)]
        if None not in ends:
            lower, upper = (place for place in ends if place is not None)
            found.append(Series(name, data.column(places[name.casefold()]), data.column(lower), data.column(upper)))
            used |= {lower, upper, places[name.casefold()]}
    if not found or len(used) != len(data.columns):
        raise ChartDataError(
            _(
                "Error bars need three columns for each series: its value, then a column called Lower and one called "
                "Upper. With several series call them “Members”, “Members lower”, “Members upper”."
            )
        )
    return found


def end_of(name: str, end: str, places: dict[str, int], *, is_alone: bool) -> int | None:
    """The column with one end of the error bars of a series."""
    place = places.get(f"{name.casefold()} {end}")
    return places.get(end) if place is None and is_alone else place


def check(kind: Kind, data: ChartData, *, is_share: bool) -> None:
    """Raises ChartDataError with what keeps the data from being shown in this way. A table shows any data.

    `is_share` says that the numbers are per cent, by their sign or by their unit.
    """
    if kind is Kind.TABLE:
        return
    problems = list(CHECKS[kind](kind, data))
    if not data.numbers:
        problems.append(_("Every cell is a gap: there is nothing to draw."))
    if kind is Kind.STACKED and is_share:
        problems += over_the_whole(data)
    if problems:
        raise ChartDataError(*problems[:5])


def check_bars(kind: Kind, data: ChartData) -> Iterator[str]:
    """One column for plain bars, two to six for groups and stacks."""
    columns = len(data.columns)
    if kind is Kind.BAR and columns != 1:
        yield _("A bar chart shows one column of numbers. Choose grouped or stacked bars for more.")
    elif kind is not Kind.BAR and columns < 2:
        yield _("Grouped and stacked bars need two columns of numbers or more. Choose bars for one.")
    bars = len(data.rows) * (1 if kind is Kind.STACKED else columns)
    if bars > MOST_BARS:
        yield _("That would be %(count)d bars. At most %(most)d can be told apart: choose “table only”.") % {
            "count": bars,
            "most": MOST_BARS,
        }
    if kind is Kind.STACKED and any(number < 0 for number in data.numbers):
        yield _("Stacked bars are parts of a whole: none may be negative.")
    if kind is not Kind.BAR:
        yield from against_series(data.columns)


def check_line(kind: Kind, data: ChartData) -> Iterator[str]:
    """Two rows or more, for a line leads from one to the next."""
    if len(data.rows) < 2:
        yield _("A line needs two rows or more: it leads from one to the next.")
    if len(data.rows) > MOST_POINTS:
        yield _("A line takes at most %(most)d rows. These are %(count)d: choose “table only”.") % {
            "count": len(data.rows),
            "most": MOST_POINTS,
        }
    yield from against_series(data.columns)


def check_dots(kind: Kind, data: ChartData) -> Iterator[str]:
    """Every value lies between the ends of its error bar."""
    series = series_of(kind, data)
    yield from against_series([one.name for one in series])
    if len(series) * len(data.rows) > MOST_BARS:
        yield _("At most %(most)d values can be told apart: choose “table only”.") % {"most": MOST_BARS}
    for one in series:
        for name, value, lower, upper in zip(data.rows, one.cells, one.lower, one.upper, strict=True):
            if not lies_between(value, lower, upper):
                yield _(
                    "“%(series)s”, “%(row)s”: the value must lie between lower and upper, or all three be gaps."
                ) % {
                    "series": one.name,
                    "row": name,
                }


def lies_between(value: Cell, lower: Cell, upper: Cell) -> bool:
    """Whether a value has its error bar around it; three gaps are a gap."""
    if isinstance(value, Gap) or isinstance(lower, Gap) or isinstance(upper, Gap):
        return all(isinstance(cell, Gap) for cell in (value, lower, upper))
    return lower <= value <= upper


def against_series(names: list[str] | tuple[str, ...]) -> Iterator[str]:
    """Not more series than colours, and names that fit beside a line."""
    if len(names) > MOST_SERIES:
        yield _("At most %(most)d columns can be told apart in one chart; these are %(count)d.") % {
            "most": MOST_SERIES,
            "count": len(names),
        }
    for name in names:
        if len(name) > LONGEST_SERIES:
            yield _("“%(name)s” is too long to stand in the drawing: at most %(most)d characters.") % {
                "name": name,
                "most": LONGEST_SERIES,
            }


def over_the_whole(data: ChartData) -> Iterator[str]:
    """Rows whose shares are more than a hundred per cent, beyond what rounding each of them explains."""
    for name, cells in zip(data.rows, data.cells, strict=True):
        shares = [cell for cell in cells if isinstance(cell, Decimal)]
        rounding = sum((Decimal(5).scaleb(share_exponent(share) - 1) for share in shares), Decimal(0))
        if (total := sum(shares, Decimal(0))) > 100 + rounding:
            yield _(
                "“%(row)s” adds up to %(total)s per cent. Shares that overlap are no stack: choose grouped bars."
            ) % {
                "row": name,
                "total": total,
            }


def share_exponent(share: Decimal) -> int:
    """The place of the last digit: 0 for units, -1 for tenths."""
    exponent = share.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


CHECKS: dict[Kind, Callable[[Kind, ChartData], Iterator[str]]] = {
    Kind.BAR: check_bars,
    Kind.GROUPED: check_bars,
    Kind.STACKED: check_bars,
    Kind.LINE: check_line,
    Kind.DOT: check_dots,
}
