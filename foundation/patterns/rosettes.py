"""A person's monogram: one star in its compass construction, with the initials in its centre."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from foundation.patterns.geometry import Point, centroid, polar, signed_area
from foundation.patterns.motifs import Motif, star_lines
from foundation.patterns.seeds import pick
from foundation.patterns.straps import bridges, centre_lines, widest_strap
from foundation.patterns.svg import element_id, hatching, number, path, paths, text
from foundation.patterns.weave import Graph

#: The frame is 200 by 248 with its origin in the middle. The star's tips lie on a circle of radius
#: TIPS; a second circle is cut by the frame's sides.
TIPS, HALO = 88.0, 117.0


@dataclass(frozen=True)
class Weight:
    """The lines of one kind of rosette, in units of the frame: straps and rails, hatching, pencil."""

    strap: float
    rail: float
    gap: float
    hatch: float
    pencil: float
    baseline: float


#: A lead rosette is shown 240 pixels wide and more, so its lines may be as fine as an engraving's.
LEAD = Weight(strap=4.0, rail=1.0, gap=3.0, hatch=0.6, pencil=0.45, baseline=9)

#: The others go down to 64 pixels: fewer and heavier lines, or they would turn grey. Below 7 rem the style sheet
#: also fills the hatched faces (`ph`) and leaves the compass work (`pw`) out.
SMALL = Weight(strap=9.0, rail=2.4, gap=7.5, hatch=1.9, pencil=0.9, baseline=11)

#: Stars whose centres have room for two broad letters.
LEAD_FORMS = (Motif(12, 5, 3), Motif(10, 4, 3), Motif(8, 3, 2), Motif(16, 6.5, 4))
SMALL_FORMS = (
    Motif(8, 3, 2),
    Motif(8, 2.5, 2),
    Motif(9, 3, 2),
    Motif(10, 3, 2),
    Motif(10, 3.5, 2),
    Motif(12, 4, 2),
    Motif(12, 4.5, 2),
)


@dataclass(frozen=True)
class Star:
    """A finished star as path data: its straps and bridges, its centre and the ring of its rays."""

    strap: float
    lines: str
    bridges: str
    centre: str
    ring: str


def draw_rosette(seed: str, initials: str, *, lead: bool = False) -> str:
    """A monogram as an SVG, 4 by 5, hidden from screen readers: the name stands beside it.

    `initials` are one or two letters of any script; more are set smaller. `lead` draws the large kind,
    with finer lines and an inked centre. Without a letter the star stands alone.
    """
    weight, forms = (LEAD, LEAD_FORMS) if lead else (SMALL, SMALL_FORMS)
    motif = pick(seed, "form", forms)
    turn = pick(seed, "turn", (0.0, math.pi / motif.points)) - math.pi / 2
    drawn = star(motif, turn, weight.strap)
    uid = element_id("rosette", seed, initials, lead)
    hatch = hatching(f"{uid}h", weight.gap, weight.hatch, pick(seed, "hatch", (45, 135)))
    return (
        f'<svg class="plate-svg mono{" chair" if lead else ""}" viewBox="-100 -124 200 248"'
        f' aria-hidden="true"><defs>{hatch}<path id="{uid}a" d="{drawn.lines}"/>'
        f'<path id="{uid}o" d="{drawn.bridges}"/></defs>'
        f"{_construction(motif.points, turn, weight.pencil)}"
        f'<path class="ph" fill="url(#{uid}h)" d="{drawn.ring}"/><path class="pm" d="{drawn.centre}"/>'
        f"{_straps(uid, drawn.strap, weight.rail)}{_initials(initials, weight.baseline)}</svg>"
    )


@lru_cache
def star(motif: Motif, turn: float, strap: float) -> Star:
    """The star of a rosette, its first tip at the angle `turn`; `strap` is narrowed to what fits."""
    graph = Graph([star_lines(motif, TIPS, turn=turn)])
    strap = min(strap, 0.86 * widest_strap(graph))
    centre: list[list[Point]] = []
    rings: dict[float, list[list[Point]]] = {}
    for face in graph.faces:
        if math.hypot(*centroid(face)) < 1:
            centre.append(face)
        else:
            rings.setdefault(round(signed_area(face)), []).append(face)
    return Star(
        strap=strap,
        lines=paths(centre_lines(graph), places=1),
        bridges=paths(((piece, False) for piece in bridges(graph, strap)), places=1),
        centre=_outlines(centre),
        ring=_outlines(rings[max(rings)]),
    )


def _outlines(faces: list[list[Point]]) -> str:
    return paths(((face, True) for face in faces), places=1)


def _construction(points: int, turn: float, pencil: float) -> str:
    """The compass work behind the star: two circles, their cross, a ray to every tip, the polygon."""
    tips = [turn + math.tau * point / points for point in range(points)]
    rays = "".join(path([polar(HALO, tip), polar(TIPS, tip)], places=1) for tip in tips)
    corner = TIPS / math.cos(math.pi / points)
    polygon = path([polar(corner, tip + math.pi / points) for tip in tips], closed=True, places=1)
    return (
        f'<path class="pc" d="{polygon}"/><g class="pn pw" stroke-width="{number(pencil)}">'
        f'<circle r="{number(TIPS)}"/><circle r="{number(HALO)}"/><path d="{rays}"/></g>'
    )


def _straps(uid: str, strap: float, rail: float) -> str:
    """The straps and the bridges over them, each in ink and then in ground."""
    ink, ground = number(strap), number(strap - 2 * rail)
    return (
        f'<g stroke-miterlimit="9"><use class="pn" href="#{uid}a" stroke-width="{ink}"/>'
        f'<use class="pg" href="#{uid}a" stroke-width="{ground}"/></g>'
        f'<use class="pn" href="#{uid}o" stroke-width="{ink}"/>'
        f'<use class="pg" href="#{uid}o" stroke-width="{ground}" stroke-linecap="round"/>'
    )


def _initials(initials: str, baseline: float) -> str:
    """The letters in the centre; from three letters on the smaller the more there are.

    Marks and joiners (the one between two Arabic initials) take no room.
    """
    letters = sum(unicodedata.category(character)[0] not in "CM" for character in initials)
    if not letters:
        return ""
    smaller = f' transform="scale({number(2.2 / letters)})"' if letters > 2 else ""
    return f'<text class="pt" y="{number(baseline)}" text-anchor="middle"{smaller}>{text(initials)}</text>'
