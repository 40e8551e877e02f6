"""Line drawings. Each line has a dash, a shape and its own name at its end; a gap breaks it."""

import re
from itertools import pairwise
from math import ceil, floor, log10

from publications.charts.data import ChartData, printed
from publications.charts.kinds import Kind, Series, series_of
from publications.charts.lettering import widest, width, wrapped
from publications.charts.marks import (
    COLOURS,
    DASHES,
    FAINT,
    INK,
    LINE,
    RULE,
    SHAPES,
    SIZE,
    Format,
    Spec,
    Values,
    along,
    lines_of_words,
    number,
    picture,
    rules,
    words,
)

TALL, NAMED_IN, BESIDE, OVER = 300, 0.3, 10, 12  # pixels; the part of the width that names of lines may take
SMALL = 13  # letters of the axes
NUMERAL = re.compile(r"[0-9]{1,6}")
STEPS = (1, 2, 2.5, 5, 10)
MOST_TICKS = 6


def draw_lines(data: ChartData, form: Format) -> Spec:
    """The drawing: the lines between a scale on the left and their names on the right."""
    series = series_of(Kind.LINE, data)
    drawn = [float(value) for value in data.numbers]
    ticks = ticks_between(min(0.0, *drawn), max(0.0, *drawn))
    scale = [f"{tick:,.10g}".replace("-", "\u2212") + ("%" if data.is_percent else "") for tick in ticks]
    named = [wrapped(end_words(one, data), SIZE, form.width * NAMED_IN) for one in series]
    start = widest(scale, SMALL) + BESIDE
    end = form.width - widest([line for name in named for line in name], SIZE) - 2 * BESIDE
    places = places_of(data.rows)
    x = along("at", places[0], places[-1], start + BESIDE, end)
    y = along("value", ticks[0], ticks[-1], TALL + OVER, OVER)
    heights = {tick: TALL + OVER - (tick - ticks[0]) / (ticks[-1] - ticks[0]) * TALL for tick in ticks}
    grid = [{"x": start, "x2": end, "y": heights[tick], "y2": heights[tick]} for tick in ticks if tick]
    zero = [{"x": start, "x2": end, "y": heights[0.0], "y2": heights[0.0]}]
    left = [{"text": text, "x": start - BESIDE, "y": heights[tick]} for text, tick in zip(scale, ticks, strict=True)]
    layers = [
        rules(grid, RULE),
        rules(zero, INK),
        words(left, align="right", colour=FAINT, fontSize=SMALL),
        words(below(data.rows, places, (start + BESIDE, end), form), align="center", colour=FAINT, fontSize=SMALL),
        *(layer for place, one in enumerate(series) for layer in line(one, place, places, {"x": x, "y": y})),
        words(beside(series, named, ticks, end + BESIDE)),
    ]
    return picture(form.width, TALL + OVER + LINE + BESIDE, layers)


def ticks_between(low: float, high: float) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`, zero among them, at most seven."""
    rough = ((high - low) or 1.0) / (MOST_TICKS - 1)
    power = 10.0 ** floor(log10(rough))
    step = next(step * power for step in STEPS if step * power >= rough * (1 - 1e-9))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(step * count, 10) + 0.0 for count in range(first, max(last, first + 1) + 1)]


def places_of(rows: tuple[str, ...]) -> list[float]:
    """Where the rows stand along the line: years and other rising numbers as far apart as they are, others evenly."""
    if all(NUMERAL.fullmatch(name) for name in rows):
        numbers = [float(name) for name in rows]
        if all(one < other for one, other in pairwise(numbers)):
            return numbers
    return [float(place) for place in range(len(rows))]


def end_words(series: Series, data: ChartData) -> str:
    """What stands at the end of a line: its name where there are several, and its last figure."""
    last = next((cell for cell in reversed(series.cells) if number(cell) is not None), series.cells[-1])
    return (
        f"{series.name} {printed(last, data.is_percent)}" if len(data.columns) > 1 else printed(last, data.is_percent)
    )


def below(rows: tuple[str, ...], places: list[float], span: tuple[float, float], form: Format) -> Values:
    """The names of as many rows as find room, the last one always among them."""
    start, end = span
    found: Values = []
    free_until = float(form.width) + BESIDE
    for name, place in reversed(list(zip(rows, places, strict=True))):
        x = start + (place - places[0]) / (places[-1] - places[0]) * (end - start)
        half = width(name, SMALL) / 2
        x = min(max(x, half), form.width - half)  # within the drawing
        if x + half <= free_until - BESIDE:
            found.append({"text": name, "x": x, "y": TALL + OVER + LINE})
            free_until = x - half
    return found[::-1]


def line(series: Series, place: int, places: list[float], position: Spec) -> list[Spec]:
    """A line in its dash, in as many pieces as gaps leave, and the shape of the series on each value."""
    values: Values = []
    piece = 0
    for at, cell in zip(places, series.cells, strict=True):
        value = number(cell)
        piece += value is None
        if value is not None:
            values.append({"at": at, "value": value, "piece": piece})
    stroke = {"stroke": COLOURS[place], "strokeWidth": 2.5, "strokeDash": DASHES[place]}
    size = 60 if len(places) <= 40 else 16
    point = {
        "type": "point",
        "filled": True,
        "opacity": 1,
        "size": size,
        "shape": SHAPES[place],
        "fill": COLOURS[place],
    }
    encoding = {**position, "detail": {"field": "piece", "type": "nominal"}}
    return [
        {"data": {"values": values}, "mark": {"type": "line", "opacity": 1, **stroke}, "encoding": encoding},
        {"data": {"values": values}, "mark": point, "encoding": position},
    ]


def beside(series: list[Series], named: list[list[str]], ticks: list[float], x: float) -> Values:
    """The names at the ends of the lines, moved apart where they would stand on each other."""
    ends: list[tuple[float, list[str]]] = []  # the height of the last value, and what stands beside it
    for one, name in zip(series, named, strict=True):
        last = next((value for value in map(number, reversed(one.cells)) if value is not None), None)
        if last is not None:
            ends.append((TALL + OVER - (last - ticks[0]) / (ticks[-1] - ticks[0]) * TALL, name))
    ends.sort(key=lambda entry: entry[0])
    tops = [height - LINE * len(name) / 2 for height, name in ends]
    room = [LINE * len(name) + 2 for _height, name in ends]
    for place in range(1, len(tops)):  # downwards, then back up from the lower edge
        tops[place] = max(tops[place], tops[place - 1] + room[place - 1])
    floor_ = TALL + OVER + LINE / 2
    for place in range(len(tops) - 1, -1, -1):
        tops[place] = min(tops[place], floor_ - room[place])
        floor_ = tops[place]
    return [text for top, (_height, name) in zip(tops, ends, strict=True) for text in lines_of_words(name, x, top)]
