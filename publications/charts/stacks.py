"""Stacked bars: the parts of a whole. Each part has a letter in the key and over itself, so that colour is not needed."""

from publications.charts.data import Cell, ChartData, Gap, printed
from publications.charts.kinds import Kind, series_of
from publications.charts.lettering import widest, width, wrapped
from publications.charts.marks import (
    COLOURS,
    FAINT,
    GROUND,
    INK,
    LINE,
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
    words,
)

BAR, BETWEEN, BESIDE, SWATCH = 24, 14, 8, 12  # pixels
SMALL = 13  # of the words over the parts
LETTERS = "ABCDEF"


def draw_stacks(data: ChartData, form: Format) -> Spec:
    """The drawing: the key, then a bar for each row."""
    names = [one.name for one in series_of(Kind.STACKED, data)]
    key, swatches, top = key_of(names, form)
    lines = [wrapped(name, SIZE, form.names or form.width) for name in data.rows]
    start = widest([line for name in lines for line in name], SIZE) + 2 * BESIDE if form.names else 0.0
    whole = max(sum(number(cell) or 0 for cell in row) for row in data.cells) or 1
    parts: Values = []
    labels: Values = []
    names_set: Values = []
    for name, cells in zip(lines, data.cells, strict=True):
        over = top + (0 if form.names else LINE * len(name))
        names_set += lines_of_words(name, 0, over + LINE + (BAR - LINE * len(name)) / 2 if form.names else top)
        bar, said = stack(cells, over + LINE, (start + 1, form.width - 1, whole), data.is_percent)
        parts, labels = parts + bar, labels + said
        top = over + LINE + max(BAR, (LINE * len(name) + BAR) / 2 if form.names else 0) + BETWEEN
    x = along("from", 0, whole, start + 1, form.width - 1)
    bars = {
        "data": {"values": parts},
        # The line around each part is of the ground: parts that touch stay apart in any colour.
        "mark": {"type": "rect", "stroke": GROUND, "strokeWidth": 2},
        "encoding": {"x": x, "x2": {"field": "to"}, "y": at("y"), "y2": {"field": "y2"}, "fill": coloured()},
    }
    layers = [squares(swatches), words(key), bars, words(names_set), words(labels, fontSize=SMALL)]
    base = [{"x": start, "x2": start, "y": part["y"], "y2": part["y2"] + 4} for part in parts[:: len(names)]]
    return picture(form.width, top - BETWEEN + 4, [*layers, rules(base, INK)])


def key_of(names: list[str], form: Format) -> tuple[Values, Values, float]:
    """The names with their letters and colours in the order of the parts, in as many lines as they need."""
    said: Values = []
    swatches: Values = []
    x, top = 0.0, 0.0
    for place, name in enumerate(names):
        text = f"{LETTERS[place]} {name}"
        room = SWATCH + BESIDE + width(text, SIZE)
        if x and x + room > form.width:
            x, top = 0.0, top + LINE + 4
        swatches.append({"x": x, "y": top + (LINE - SWATCH) / 2, "colour": COLOURS[place]})
        said.append({"text": text, "x": x + SWATCH + BESIDE, "y": top + LINE / 2})
        x += room + 2 * BESIDE
    return said, swatches, top + LINE + BETWEEN


def squares(values: Values) -> Spec:
    """The colours of the key."""
    corners = [{**value, "x2": value["x"] + SWATCH, "y2": value["y"] + SWATCH} for value in values]
    encoding = {"x": at("x"), "x2": {"field": "x2"}, "y": at("y"), "y2": {"field": "y2"}, "fill": coloured()}
    return {"data": {"values": corners}, "mark": {"type": "rect"}, "encoding": encoding}


def stack(
    cells: tuple[Cell, ...], top: float, span: tuple[float, float, float], is_percent: bool
) -> tuple[Values, Values]:
    """The parts of a bar whose upper edge is at `top`, and what is said over them. `span`: start, end, value there.

    What finds no room over its part is left to the letter, then to the table.
    """
    start, end, whole = span
    parts: Values = []
    said: Values = []
    done, free_from = 0.0, 0.0
    for place, cell in enumerate(cells):
        value = number(cell) or 0.0
        x, x2 = (start + (end - start) * edge / whole for edge in (done, done + value))
        parts.append({"from": done, "to": done + value, "y": top, "y2": top + BAR, "colour": COLOURS[place]})
        figures = f"{LETTERS[place]} {printed(cell, is_percent)}"
        for text in () if isinstance(cell, Gap) else (figures, LETTERS[place]):
            room = width(text, SMALL)
            begins = min(x, end - room)
            if begins >= free_from and (x2 - x >= room or text == LETTERS[place]):
                said.append({"text": text, "x": begins, "y": top - LINE / 2 + 1})
                free_from = begins + room + 4
                break
        done += value
    gaps = [LETTERS[place] for place, cell in enumerate(cells) if isinstance(cell, Gap)]
    if len(gaps) == len(cells):
        said.append({"text": printed(cells[0]) or "–", "x": start + BESIDE, "y": top + BAR / 2, "fill": FAINT})
    return parts, said
