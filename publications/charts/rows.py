"""Drawings in rows: bars, grouped bars, and dots with their error bars. Every value stands beside its mark in figures."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from publications.charts.data import Cell, ChartData, Gap, Worded, printed
from publications.charts.kinds import Kind, Series, series_of
from publications.charts.lettering import widest, wrapped
from publications.charts.marks import (
    COLOURS,
    FAINT,
    INK,
    LINE,
    SHAPES,
    SIZE,
    Format,
    Spec,
    Values,
    along,
    at,
    coloured,
    lines_of_words,
    number,
    picture,
    rules,
    shaped,
    words,
)

BAR, BETWEEN, BETWEEN_GROUPS, BESIDE = 20, 8, 14, 8  # pixels
REACH = (BAR + BETWEEN) / 2  # of the line at zero, up and down from the middle of a row


@dataclass(frozen=True)
class Mark:
    """A value with its error bar, as long as nothing else (`lower` and `upper` are the value itself without one),
    its figures in words, and the place of its series."""

    cell: Cell
    lower: Cell
    upper: Cell
    text: str
    place: int

    @property
    def is_gap(self) -> bool:
        """Whether there is nothing to draw."""
        return isinstance(self.cell, Gap)

    @property
    def is_negative(self) -> bool:
        """Whether its figures stand left of it."""
        return (number(self.cell) or 0) < 0


@dataclass(frozen=True)
class Row:
    """A mark where it is drawn: its name in lines, from `name_top` down, and the height of its middle."""

    mark: Mark
    name: list[str]
    name_top: float
    middle: float


@dataclass(frozen=True)
class Field:
    """The part of the drawing that the marks take: from value to pixel."""

    low: float
    high: float
    start: float
    end: float

    def x(self, value: float) -> float:
        """Where a value stands."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def draw_rows(kind: Kind, data: ChartData, form: Format) -> Spec:
    """The drawing of bars or dots."""
    series = series_of(kind, data)
    names_width = names_column(data, series, form)
    rows, headings, height = set_out(data, series, names_width, form)
    is_alone = is_lone_share(kind, data)
    field = field_of([row.mark for row in rows], names_width, form, whole=100 if is_alone else 0)
    zero = field.x(0)
    base = [{"x": zero, "x2": zero, "y": row.middle - REACH, "y2": row.middle + REACH} for row in rows]
    layers = [
        *(dots(rows, field) if kind is Kind.DOT else bars(rows, field)),
        rules(base, FAINT if kind is Kind.DOT else INK),
        *([rules(whole_below(rows[0], field), FAINT)] if is_alone else []),
        words(headings, fontWeight=600),
        words([line for row in rows for line in lines_of_words(row.name, 0, row.name_top)]),
        figures(rows, field),
    ]
    return picture(form.width, height, layers)


def is_lone_share(kind: Kind, data: ChartData) -> bool:
    """Whether there is one bar and it is a share: it has nothing to be compared with but the whole."""
    if kind is Kind.DOT or len(data.numbers) != 1 or len(data.rows) != 1:
        return False
    share = data.numbers[0]
    return (data.is_percent or isinstance(share, Worded)) and 0 <= share <= 100


def whole_below(row: Row, field: Field) -> Values:
    """A line below a lone bar, as long as the whole is, with its end."""
    foot, end = row.middle + BAR / 2, field.x(100)
    return [
        {"x": field.x(0), "x2": end, "y": foot, "y2": foot},
        {"x": end, "x2": end, "y": row.middle - REACH, "y2": row.middle + REACH},
    ]


def names_column(data: ChartData, series: list[Series], form: Format) -> float:
    """How wide the column of names is; 0 where they stand above."""
    names = list(data.rows) if len(series) == 1 else [one.name for one in series]
    lines = [line for name in names for line in wrapped(name, SIZE, form.names)] if form.names else []
    return widest(lines, SIZE) + 2 * BESIDE if lines else 0


def set_out(data: ChartData, series: list[Series], names_width: float, form: Format) -> tuple[list[Row], Values, float]:
    """Every row from top to bottom, the headings of groups, and the height of all."""
    rows: list[Row] = []
    headings: Values = []
    top = 0.0
    room = names_width - BESIDE if names_width else form.width
    for line, name in enumerate(data.rows):
        if len(series) > 1:
            top += BETWEEN_GROUPS if line else 0
            lines = wrapped(name, SIZE, form.width)
            headings += lines_of_words(lines, 0, top)
            top += LINE * len(lines) + 4
        for place, one in enumerate(series):
            mark = mark_of(one, line, place, data.is_percent)
            row = row_at(mark, wrapped(one.name if len(series) > 1 else name, SIZE, room), top, bool(names_width))
            rows.append(row)
            top = max(row.middle + BAR / 2, row.name_top + LINE * len(row.name)) + BETWEEN
    return rows, headings, top - BETWEEN + 4


def mark_of(series: Series, line: int, place: int, is_percent: bool) -> Mark:
    """A value of a series with its figures in words: "29%", "29% (25% to 33%)", "n/a"."""
    cell = series.cells[line]
    text = printed(cell, is_percent) or _("no figure")
    if not series.lower:
        return Mark(cell, cell, cell, text, place)
    lower, upper = series.lower[line], series.upper[line]
    if not isinstance(cell, Gap):
        text = _("%(value)s (%(lower)s to %(upper)s)") % {
            "value": text,
            "lower": printed(lower, is_percent),
            "upper": printed(upper, is_percent),
        }
    return Mark(cell, lower, upper, text, place)


def row_at(mark: Mark, name: list[str], top: float, is_beside: bool) -> Row:
    """A row whose upper edge is at `top`: the name beside the mark with the same middle, or above it."""
    tall = LINE * len(name)
    if is_beside:
        middle = top + max(tall, BAR) / 2
        return Row(mark, name, middle - tall / 2, middle)
    return Row(mark, name, top, top + tall + BAR / 2 + 2)


def field_of(marks: list[Mark], names_width: float, form: Format, whole: float = 0) -> Field:
    """From the lowest to the highest value, zero and `whole` among them, with room beside the marks for the figures."""
    drawn = [value for mark in marks for value in (number(mark.lower), number(mark.upper)) if value is not None]
    low, high = min(0.0, *drawn), max(whole, 0.0, *drawn)
    right = widest([mark.text for mark in marks if not mark.is_negative], SIZE)
    left = widest([mark.text for mark in marks if mark.is_negative], SIZE)
    start = names_width + (left + BESIDE if left else 0) + 1
    return Field(low, high if high > low else low + 1, start, form.width - (right + BESIDE if right else 0) - 1)


def bars(rows: list[Row], field: Field) -> list[Spec]:
    """A bar from zero to each value. A gap has none, a zero has a hairline."""
    values = [
        {
            "value": number(row.mark.cell),
            "zero": 0,
            "y": row.middle - BAR / 2,
            "y2": row.middle + BAR / 2,
            "colour": COLOURS[row.mark.place],
        }
        for row in rows
        if not row.mark.is_gap
    ]
    x = along("value", field.low, field.high, field.start, field.end)
    encoding = {"x": x, "x2": {"field": "zero"}, "y": at("y"), "y2": {"field": "y2"}, "fill": coloured()}
    return [{"data": {"values": values}, "mark": {"type": "rect"}, "encoding": encoding}]


def dots(rows: list[Row], field: Field) -> list[Spec]:
    """A dot at each value and a line from the lower to the upper end, with caps."""
    values = [
        {
            "value": number(row.mark.cell),
            "lower": number(row.mark.lower),
            "upper": number(row.mark.upper),
            "y": row.middle,
            "top": row.middle - 5,
            "bottom": row.middle + 5,
            "colour": COLOURS[row.mark.place],
            "shape": SHAPES[row.mark.place],
        }
        for row in rows
        if not row.mark.is_gap
    ]

    def x(name: str) -> Spec:
        return along(name, field.low, field.high, field.start, field.end)

    rule = {"type": "rule", "strokeWidth": 2}
    stroke = coloured()
    caps = [
        {"mark": rule, "encoding": {"x": x(end), "y": at("top"), "y2": {"field": "bottom"}, "stroke": stroke}}
        for end in ("lower", "upper")
    ]
    layers: list[Spec] = [
        {"mark": rule, "encoding": {"x": x("lower"), "x2": {"field": "upper"}, "y": at("y"), "stroke": stroke}},
        *caps,
        {
            "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
            "encoding": {"x": x("value"), "y": at("y"), "fill": coloured(), "shape": shaped()},
        },
    ]
    return [{"data": {"values": values}, **layer} for layer in layers]


def figures(rows: list[Row], field: Field) -> Spec:
    """The figures beside the marks; for a gap its own mark, where the bar would begin."""
    values: Values = []
    for row in rows:
        if row.mark.is_gap:
            values.append(
                {"text": row.mark.text, "x": field.x(0) + BESIDE, "y": row.middle, "align": "left", "fill": FAINT}
            )
        elif row.mark.is_negative:
            x = field.x(number(row.mark.lower) or 0) - BESIDE
            values.append({"text": row.mark.text, "x": x, "y": row.middle, "align": "right", "fill": INK})
        else:
            x = field.x(number(row.mark.upper) or 0) + BESIDE
            values.append({"text": row.mark.text, "x": x, "y": row.middle, "align": "left", "fill": INK})
    spec = words(values)
    spec["mark"] |= {"align": {"expr": "datum.align"}, "fill": {"expr": "datum.fill"}}
    return spec
