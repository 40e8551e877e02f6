"""The catalogue of patterns and the one drawn cell that each of them repeats."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from foundation.patterns.geometry import Point, apothem, signed_area
from foundation.patterns.motifs import Motif, tile_lines
from foundation.patterns.straps import bridges, centre_lines, widest_strap
from foundation.patterns.svg import paths
from foundation.patterns.tilings import Lattice, Tiling, tiling
from foundation.patterns.weave import Graph

#: Drawings of a cell are written in whole thousandths of an edge.
UNIT = 1000


@dataclass(frozen=True)
class Design:
    """A tiling with its motif.

    `hatched` and `inked` name the faces to tone and those to carry the accent, by their rank in area, the
    largest (the star's centre) being 0. `bold` says that the straps can be wide: such a design stays clear
    at the size of a thumbnail. `rich` says that there is enough in it for a large plate.

    There are no stars of six points: drawn large and alone they would be taken for a Star of David.
    """

    name: str
    tiling: str
    motif: Motif
    hatched: tuple[int, ...]
    inked: tuple[int, ...] = ()
    bold: bool = False
    rich: bool = False

    @property
    def fold(self) -> int:
        """The order of the stars: 8, 10, 12 or 16."""
        return self.motif.points


DESIGNS: tuple[Design, ...] = (
    Design("eight-fold stars", "octagons", Motif(8, 3, 2), (1,), (0,), bold=True, rich=True),
    Design("eight-fold knots", "octagons", Motif(8, 2.5, 2), (1,), (2,), bold=True, rich=True),
    Design("stars and crosses", "octagons", Motif(8, 2, 1), (2,), bold=True),
    Design("ten-fold girih", "decagons", Motif(10, 3, 2), (2,), (1,), bold=True, rich=True),
    Design("ten-fold stars", "decagons", Motif(10, 3.5, 2), (2,), inked=(0,), rich=True),
    Design("ten-fold chain", "decagons", Motif(10, 3, 1), (1, 2), bold=True),
    Design("twelve-fold rows", "dodecagons", Motif(12, 4, 2), (1,), bold=True),
    Design("twelve-fold lanterns", "dodecagons-and-hexagons", Motif(12, 4, 2), (2,), bold=True),
    Design("twelve-fold squares", "dodecagons-on-squares", Motif(12, 4, 2), (1, 2), bold=True),
    Design("twelve-fold roses", "dodecagons", Motif(12, 4.5, 3), (1,), inked=(0,), rich=True),
    Design("twelve-fold courts", "dodecagons-on-squares", Motif(12, 4.5, 3), (2,), inked=(0,), rich=True),
    Design("twelve-fold suns", "dodecagons-and-hexagons", Motif(12, 5, 2), (1,), inked=(0,), rich=True),
    Design("twelve-fold crowns", "dodecagons-and-hexagons", Motif(12, 5, 3), (1,), inked=(0,), rich=True),
    Design("twelve-fold gardens", "dodecagons-and-hexagons", Motif(12, 4.5, 3), (2,), inked=(0,), rich=True),
    Design("sixteen-fold garlands", "sixteen-sided", Motif(16, 5.5, 3), (1, 2), inked=(3,), rich=True),
    Design("sixteen-fold suns", "sixteen-sided", Motif(16, 6.5, 4), (1,), inked=(0,), rich=True),
    Design("sixteen-fold lozenges", "sixteen-sided", Motif(16, 6.5, 3), (2,), inked=(0,), rich=True),
)


class Cell:
    """One cell of a design, drawn in edges of its tiling; get it from `cell`, which keeps it."""

    def __init__(self, design: Design) -> None:
        self.tiling: Tiling = tiling(design.tiling)
        self.lattice: Lattice = self.tiling.lattice
        self.motif = design.motif
        lines = [tile_lines(tile, design.motif) for tile in self.tiling.tiles]
        self.graph = Graph(lines, self.lattice)

    @cached_property
    def lines(self) -> list[tuple[list[Point], bool]]:
        """The centre lines of the straps, each with whether it is closed."""
        return centre_lines(self.graph)

    @cached_property
    def line_data(self) -> str:
        """The centre lines as path data."""
        return paths(self.lines, unit=UNIT)

    @cached_property
    def widest(self) -> float:
        """The widest strap that the crossings leave room for, in edges."""
        return widest_strap(self.graph)

    @cached_property
    def ranks(self) -> list[list[list[Point]]]:
        """The faces grouped by area, the largest first."""
        by_area: dict[float, list[list[Point]]] = {}
        for face in self.graph.faces:
            by_area.setdefault(round(signed_area(face), 3), []).append(face)
        return [by_area[area] for area in sorted(by_area, reverse=True)]

    def face_data(self, ranks: tuple[int, ...]) -> str:
        """The faces of those ranks as path data."""
        return paths(((face, True) for rank in ranks for face in self.ranks[rank]), unit=UNIT)

    @cached_property
    def tile_data(self) -> str:
        """The edges of the hidden tiles as path data."""
        return paths(((tile.corners, True) for tile in self.tiling.tiles), unit=UNIT)

    @cached_property
    def rings(self) -> list[float]:
        """The radii of the compass circles on which a star's crossings and tips lie, in edges."""
        tips = apothem(self.tiling.fold)
        return [self.motif.ring(crossing, tips) for crossing in range(self.motif.depth + 1)]

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of everything drawn for one cell, in edges."""
        points = [point for line, _ in self.lines for point in line]
        points += [corner for tile in self.tiling.tiles for corner in tile.corners]
        points += [corner for rank in self.ranks for face in rank for corner in face]
        xs, ys = zip(*points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


@lru_cache
def cell(design: Design) -> Cell:
    """The cell of a design, built once in a process."""
    return Cell(design)


@lru_cache
def bridge_data(design: Design, strap: float) -> str:
    """The bridges at a design's crossings, for a strap of that width in edges, as path data."""
    return paths(((piece, False) for piece in bridges(cell(design).graph, strap)), unit=UNIT)
