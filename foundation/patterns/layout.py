"""Where and how large a pattern lies in a frame, and which of its cells the frame shows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from foundation.patterns.designs import DESIGNS, UNIT, Cell, Design, cell
from foundation.patterns.geometry import Point, apothem, polar
from foundation.patterns.seeds import between, pick
from foundation.patterns.svg import number
from foundation.patterns.tilings import TILINGS, tiling

#: Below this height or width a drawing is a thumbnail: bold designs, fewer and heavier lines.
THUMBNAIL = 240

#: A thumbnail's strap and each of its rails, in pixels: on a phone it is drawn at little more than half its size.
BOLD_STRAP, BOLD_RAIL = 6.4, 1.7

#: The share of the room between its crossings that a strap may take.
FILL = 0.86


@dataclass(frozen=True)
class Layout:
    """Where and how large a design lies in a frame; lengths in pixels of the frame.

    `edge` is the length of the tiling's edges, `turn` the angle in degrees, and a star stands at
    `star`. A strap is `strap` wide and each of its two rails `rail`.
    """

    width: int
    height: int
    edge: float
    turn: float
    star: Point
    strap: float
    rail: float

    @property
    def scale(self) -> float:
        """Pixels to a unit of the cell."""
        return self.edge / UNIT

    @property
    def transform(self) -> str:
        """The SVG transform from units of the cell to the frame."""
        turn = f"rotate({number(self.turn)})" if self.turn else ""
        return f"translate({number(self.star[0], 1)} {number(self.star[1], 1)}){turn}scale({number(self.scale, 5)})"

    def units(self, pixels: float) -> str:
        """A length in pixels of the frame written in units of the cell."""
        return number(pixels / self.scale, 0)

    def to_page(self, point: Point) -> Point:
        """Edges of the tiling to pixels of the frame."""
        distance, angle = math.hypot(*point) * self.edge, math.atan2(point[1], point[0])
        return polar(distance, angle + math.radians(self.turn), self.star)

    def to_pattern(self, point: Point) -> Point:
        """Pixels of the frame to edges of the tiling."""
        dx, dy = point[0] - self.star[0], point[1] - self.star[1]
        return polar(math.hypot(dx, dy) / self.edge, math.atan2(dy, dx) - math.radians(self.turn))


def copies(drawn: Cell, layout: Layout) -> tuple[range, range]:
    """Which columns and rows of cells reach into the frame.

    Every row begins within one cell of the first column, so all rows take the same columns.
    """
    frame = [layout.to_pattern((x, y)) for x in (0, layout.width) for y in (0, layout.height)]
    left, top, right, bottom = drawn.bounds
    lattice, margin = drawn.lattice, layout.strap / layout.edge
    rows = range(
        math.ceil((min(y for _, y in frame) - bottom - margin) / lattice.height),
        math.floor((max(y for _, y in frame) - top + margin) / lattice.height) + 1,
    )
    columns = range(
        math.ceil((min(x for x, _ in frame) - right - margin) / lattice.width) - 1,
        math.floor((max(x for x, _ in frame) - left + margin) / lattice.width) + 1,
    )
    return columns, rows


def plate_layout(seed: str, width: int, height: int, construction: float) -> tuple[Design, Layout]:
    """The design that a seed settles for a plate and how it lies in the frame."""
    side = min(width, height)
    thumbnail = side < THUMBNAIL
    design = choose_design(seed, [d for d in DESIGNS if (d.bold if thumbnail else d.rich)])
    edge = (thumbnail_edge(design, side) if thumbnail else plate_edge(design, side)) * between(seed, "zoom", 0.94, 1.1)
    if construction:
        share = (1 + construction) / 2, pick(seed, "star height", (0.42, 0.5, 0.58))
        turn = 0.0
    else:
        share = pick(seed, "star place", ((0.5, 0.5), (0.36, 0.5), (0.62, 0.44)))
        turn = pick(seed, "turn", (0.0, 180 / design.fold))
    star = width * share[0], height * share[1]
    strap = min(BOLD_STRAP if thumbnail else 5.6 + side / 400, cell(design).widest * FILL * edge)
    rail = BOLD_RAIL if thumbnail else max(1.25, 0.18 * strap)
    return design, Layout(width, height, edge, turn, star, strap, min(rail, 0.3 * strap))


def plate_edge(design: Design, side: int) -> float:
    """The length of the tiling's edges in a large plate: several stars in sight, those of many points less large."""
    return (24 + 0.075 * side) * {8: 1.25, 10: 1.1, 12: 1.0, 16: 0.72}[design.fold]


def thumbnail_edge(design: Design, side: int) -> float:
    """In a thumbnail just so large that bold straps have room, and never larger than one star for the frame."""
    room = BOLD_STRAP / (FILL * cell(design).widest)
    return min(max(room, 0.24 * side), max(side / (2 * apothem(design.fold)), 20.0))


def band_layout(seed: str, width: int, height: int) -> tuple[Design, Layout]:
    """The design that a seed settles for a band: one row of stars exactly as high as the band."""
    design = choose_design(seed, [d for d in DESIGNS if d.bold])
    edge = height / (2 * apothem(design.fold))
    strap = min(height / 26, cell(design).widest * FILL * edge)
    return design, Layout(width, height, edge, 0.0, (width / 2, height / 2), strap, 0.27 * strap)


def choose_design(seed: str, designs: Sequence[Design]) -> Design:
    """First the tiling, so that each is as likely and a page keeps it in every format, then one of its designs.

    Where it has none among `designs` (stars of 16 points have no room for bold straps), those of half the order.
    """
    name = pick(seed, "tiling", tuple(TILINGS))
    order = tiling(name).fold
    of_tiling = [design for design in designs if design.tiling == name]
    return pick(seed, "design", of_tiling or [design for design in designs if 2 * design.fold == order])
