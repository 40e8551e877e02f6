"""Periodic tilings of the plane, built exactly: the hidden grid of every pattern.

Each tiling is a list of polygons with edges of length one that fills one cell of a lattice. The
regular polygons that carry a star are marked with their number of sides; the others are fillers.
Sources: B. Grünbaum and G. C. Shephard, *Tilings and Patterns* (1987), chapter 2; the ten-fold one is
the decagon and bow-tie of P. J. Lu and P. J. Steinhardt, *Science* 315 (2007).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from foundation.patterns.geometry import Point, Polygon, apothem, circumradius, polar, regular_polygon


@dataclass(frozen=True)
class Tile:
    """One polygon of a tiling; `star` is its number of sides where it carries a star, else 0."""

    corners: Polygon
    star: int = 0


@dataclass(frozen=True)
class Lattice:
    """The repeats of a cell: `width` along the row, and rows `height` apart, each moved by `lean`."""

    width: float
    height: float
    lean: float = 0.0

    def corner(self, column: int, row: int) -> Point:
        """How far a copy of the cell lies from the cell at the origin. Every row begins in column 0."""
        return column * self.width + row * self.lean % self.width, row * self.height

    def home(self, point: Point) -> Point:
        """The same place in the cell at the origin."""
        rows = math.floor(point[1] / self.height + 1e-6)
        x, y = point[0] - rows * self.lean, point[1] - rows * self.height
        return x - math.floor(x / self.width + 1e-6) * self.width, y


@dataclass(frozen=True)
class Tiling:
    """The polygons of one cell and the lattice that repeats it.

    `fold` is the order of its stars; a star always stands at the origin.
    """

    tiles: tuple[Tile, ...]
    lattice: Lattice
    fold: int


def octagons() -> Tiling:
    """4.8.8: octagons edge to edge on a square grid, squares in the gaps."""
    pitch = 2 * apothem(8)
    corner = pitch / 2, pitch / 2
    tiles = (
        Tile(regular_polygon(8, turn=math.pi / 8), 8),
        Tile(regular_polygon(4, corner)),
    )
    return Tiling(tiles, Lattice(pitch, pitch), 8)


def decagons() -> Tiling:
    """Decagons edge to edge in two directions 72° apart; the gap between four is the bow-tie."""
    step = polar(2 * apothem(10), math.pi / 5)
    lattice = Lattice(2 * step[0], step[1], step[0])
    # The bow-tie's ends are edges of the decagons to its left and right; its waist is a corner each
    # of those above and below.
    end_x, end_y = polar(circumradius(10), math.pi / 10)
    far_x = lattice.width - end_x
    waist_y = step[1] - circumradius(10)
    bow_tie = (
        (end_x, -end_y),
        (step[0], -waist_y),
        (far_x, -end_y),
        (far_x, end_y),
        (step[0], waist_y),
        (end_x, end_y),
    )
    star = Tile(regular_polygon(10, turn=math.pi / 10), 10)
    return Tiling((star, Tile(bow_tie)), lattice, 10)


def dodecagons() -> Tiling:
    """3.12.12: dodecagons edge to edge in three directions, triangles in the gaps."""
    pitch = 2 * apothem(12)
    reach = pitch / math.sqrt(3)
    triangles = tuple(Tile(regular_polygon(3, (0.0, sign * reach), sign * math.pi / 2)) for sign in (1, -1))
    star = Tile(regular_polygon(12, turn=math.pi / 12), 12)
    return Tiling((star, *triangles), Lattice(pitch, pitch * math.sqrt(3) / 2, pitch / 2), 12)


def dodecagons_on_squares() -> Tiling:
    """3.4.3.12 with 3.12.12: dodecagons on a square grid, the gap a square with four triangles."""
    pitch = 2 * apothem(12)
    corner = pitch / 2, pitch / 2
    triangles = tuple(
        Tile(regular_polygon(3, polar(0.5 + apothem(3), turn * math.pi / 2, corner), turn * math.pi / 2))
        for turn in range(4)
    )
    star = Tile(regular_polygon(12, turn=math.pi / 12), 12)
    square = Tile(regular_polygon(4, corner, math.pi / 4))
    return Tiling((star, square, *triangles), Lattice(pitch, pitch), 12)


def dodecagons_and_hexagons() -> Tiling:
    """4.6.12: dodecagons apart by squares in three directions, hexagons in the gaps."""
    pitch = 2 * apothem(12) + 1
    star = Tile(regular_polygon(12, turn=math.pi / 12), 12)
    squares = tuple(
        Tile(regular_polygon(4, polar(pitch / 2, angle), angle + math.pi / 4))
        for angle in (0.0, math.pi / 3, 2 * math.pi / 3)
    )
    hexagons = tuple(Tile(regular_polygon(6, (0.0, sign * pitch / math.sqrt(3)))) for sign in (1, -1))
    return Tiling((star, *squares, *hexagons), Lattice(pitch, pitch * math.sqrt(3) / 2, pitch / 2), 12)


def sixteen_sided() -> Tiling:
    """Polygons of sixteen sides edge to edge on a square grid; the gap between four is a star with four arms."""
    pitch = 2 * apothem(16)
    # From each of the four around the gap the four corners that face it, the ends shared with its neighbours.
    gap: list[Point] = []
    for quarter, centre in enumerate(((0.0, 0.0), (pitch, 0.0), (pitch, pitch), (0.0, pitch))):
        first = quarter * math.pi / 2 + math.pi / 16
        facing = [polar(circumradius(16), first + side * math.pi / 8, centre) for side in range(4)]
        gap += facing[:0:-1]
    star = Tile(regular_polygon(16, turn=math.pi / 16), 16)
    return Tiling((star, Tile(tuple(gap))), Lattice(pitch, pitch), 16)


TILINGS: dict[str, Callable[[], Tiling]] = {
    "octagons": octagons,
    "decagons": decagons,
    "dodecagons": dodecagons,
    "dodecagons-on-squares": dodecagons_on_squares,
    "dodecagons-and-hexagons": dodecagons_and_hexagons,
    "sixteen-sided": sixteen_sided,
}


@lru_cache
def tiling(name: str) -> Tiling:
    """The tiling of that name (a key of `TILINGS`), built once."""
    return TILINGS[name]()
