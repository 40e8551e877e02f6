"""From a chart to its two drawings, for a wide and for a narrow column, in the colours of whatever page shows them."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree import ElementTree

from django.utils.translation import override

from publications.charts.engine import drawn
from publications.charts.kinds import Kind
from publications.charts.lines import draw_lines
from publications.charts.marks import FACE, NARROW, WIDE, Format, Spec
from publications.charts.rows import draw_rows
from publications.charts.stacks import draw_stacks
from publications.charts.value import ChartValue

# Raised when the drawing itself changes, so that every chart is drawn anew.
DRAWING = 2
SVG = "http://www.w3.org/2000/svg"
# What Vega says for programs that draw again, and what the page says better: one picture with a description.
SUPERFLUOUS = re.compile(r"class|role|aria-.*|pointer-events|version|font-family|stroke-miterlimit|opacity")
PLACES = re.compile(r"-?\d+\.\d{2,}")
VARIABLE = re.compile(r"var\(--([a-z0-9-]+)\)")


@dataclass(frozen=True)
class Drawing:
    """SVG for a wide and for a narrow column. Colours are the page's: `var(--chart-1)`, `currentColor`."""

    wide: str
    narrow: str


class Drawable(NamedTuple):
    """A chart with the language of the few words that a drawing adds to its data."""

    chart: ChartValue
    language: str

    @property
    def key(self) -> str:
        """A hash of all that the drawing shows: the same key, the same bytes."""
        shown = (DRAWING, self.chart.kind.value, self.chart.parsed, self.language)
        return hashlib.sha256(repr(shown).encode()).hexdigest()

    def spec(self, form: Format) -> Spec:
        """What Vega-Lite is asked to draw. Raises ValueError for a chart without data or without a drawing."""
        data, kind = self.chart.parsed, self.chart.kind
        if data is None or not self.chart.is_drawn:
            raise ValueError("This chart has no drawing.")
        with override(self.language):
            if kind is Kind.STACKED:
                return draw_stacks(data, form)
            return draw_lines(data, form) if kind is Kind.LINE else draw_rows(kind, data, form)


def draw_all(charts: Iterable[Drawable]) -> dict[str, Drawing]:
    """Every drawing by its key, by one process. Raises DrawingFailedError."""
    by_key = {chart.key: chart for chart in charts}
    specs = [chart.spec(form) for chart in by_key.values() for form in (WIDE, NARROW)]
    made = [tidied(svg) for svg in drawn(specs)]
    return {key: Drawing(*made[2 * place : 2 * place + 2]) for place, key in enumerate(by_key)}


def tidied(svg: str) -> str:
    """A drawing without what nobody sees: two thirds of Vega's bytes."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)  # noqa: S314  (Vega's own output)
    tidy(root)
    root.set("font-family", FACE)
    return ElementTree.tostring(root, encoding="unicode")


def tidy(element: ElementTree.Element) -> None:
    """Leave out attributes and elements that draw nothing, and groups that group nothing; round to tenths."""
    for name, value in list(element.attrib.items()):
        if SUPERFLUOUS.fullmatch(name) or (name == "transform" and value == "translate(0,0)"):
            del element.attrib[name]
        else:
            element.set(name, PLACES.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), value))
    kept: list[ElementTree.Element] = []
    for child in element:
        is_unseen = child.get("class") == "background" or child.get("display") == "none"
        tidy(child)
        if is_unseen or (child.tag == f"{{{SVG}}}g" and not len(child)):
            continue
        kept += list(child) if child.tag == f"{{{SVG}}}g" and not child.attrib else [child]
    element[:] = kept


def resolved(svg: str, colours: dict[str, str]) -> str:
    """A drawing with plain colours, by the names of the palette (`chart-1`, `ink`), for where no page gives them."""
    return VARIABLE.sub(lambda found: colours.get(found[1], colours["ink"]), svg).replace(
        "currentColor", colours["ink"]
    )
