"""The marks of a drawing as Vega-Lite takes them, in the colours of the page and with the room that their words need."""

from dataclasses import dataclass
from typing import Any

from publications.charts.data import Cell, Gap

INK, FAINT, RULE, GROUND = "currentColor", "var(--ink-2)", "var(--rule)", "var(--paper)"
# In files, where no style sheet says it; the last but one for what the first two have no letters for.
FACE = "Broadsheet UI, Figtree, Broadsheet Naskh, Arial, sans-serif"
SIZE, LINE = 14, 18  # pixels: the letters, and from one line of them to the next
COLOURS = tuple(f"var(--chart-{number})" for number in range(1, 7))
# Beside its colour each series has a shape and a dash of its own: nothing is told by colour alone.
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")
DASHES: tuple[list[int], ...] = ([1, 0], [7, 4], [2, 3], [10, 3, 2, 3], [4, 2], [12, 5])

Spec = dict[str, Any]
Values = list[dict[str, Any]]


@dataclass(frozen=True)
class Format:
    """How large a drawing is, and whether names stand in a column of their own or above what they name."""

    width: int
    names: int  # pixels that the column of names may take; 0: they stand above


WIDE, NARROW = Format(width=620, names=200), Format(width=320, names=0)


def number(cell: Cell) -> float | None:
    """A cell as it is drawn; None for a gap. Here Decimals end."""
    return None if isinstance(cell, Gap) else float(cell)


def picture(width: float, height: float, layers: list[Spec]) -> Spec:
    """A whole drawing of so many pixels. It leaves no room around itself: the layers do."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": round(height),
        "padding": 0,
        "autosize": "none",
        "background": None,
        "config": {"view": {"stroke": None}, "text": {"fontSize": SIZE, "font": "sans-serif"}},
        "layer": layers,
    }


def at(place: str) -> Spec:
    """A position in pixels from the left or from the top."""
    return {"field": place, "type": "quantitative", "scale": None, "axis": None}


def along(field: str, low: float, high: float, start: float, end: float) -> Spec:
    """A position by value: `low` stands at `start` pixels, `high` at `end`."""
    scale = {"domain": [low, high], "range": [start, end], "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def words(values: Values, *, align: str = "left", colour: str = INK, **more: Any) -> Spec:
    """Lines of words, each at its own `x` and `y` in pixels."""
    mark = {"type": "text", "align": align, "baseline": "middle", "fill": colour, **more}
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {"x": at("x"), "y": at("y"), "text": {"field": "text"}},
    }


def rules(values: Values, colour: str, thickness: float = 1) -> Spec:
    """Straight lines from `x`, `y` to `x2`, `y2`, in pixels."""
    return {
        "data": {"values": values},
        "mark": {"type": "rule", "stroke": colour, "strokeWidth": thickness},
        "encoding": {"x": at("x"), "x2": {"field": "x2"}, "y": at("y"), "y2": {"field": "y2"}},
    }


def coloured() -> Spec:
    """The colour that a value names."""
    return {"field": "colour", "type": "nominal", "scale": None, "legend": None}


def shaped() -> Spec:
    """The shape that a value names."""
    return {"field": "shape", "type": "nominal", "scale": None, "legend": None}


def lines_of_words(lines: list[str], x: float, top: float) -> Values:
    """Several lines, the first with its middle half a line below `top`."""
    return [{"text": line, "x": x, "y": top + LINE * (place + 0.5)} for place, line in enumerate(lines)]
