"""From lines to interlace: the planar graph of a pattern, its strands and which one goes over.

The lines of all tiles of one cell are cut where they cross. On a lattice the graph closes on itself
(a line that leaves the cell comes back in on the other side), so whatever holds in the cell holds in
the whole plane: no line ends in the open, and over and under alternate along every strand.

Each edge is two half-edges, numbered 2k and 2k+1, one from either end.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from foundation.patterns.geometry import NEAR, Point, Segment, along, meeting, shifted, signed_area, vector
from foundation.patterns.tilings import Lattice


class Graph:
    """The lines of a drawing as a graph in which every vertex is a bend or a crossing.

    `tiles` holds the lines tile by tile (lines of different tiles meet only at their ends). With a
    `lattice` the drawing is one cell of a pattern without end; without one it stands alone.
    Raises ValueError where a line ends in the open or more than two cross in one place.
    """

    def __init__(self, tiles: Iterable[Sequence[Segment]], lattice: Lattice | None = None) -> None:
        self.lattice = lattice
        self.points: list[Point] = []
        self.origins: list[int] = []
        self.ways: list[Point] = []
        self._places: dict[tuple[float, float], int] = {}
        edges: set[tuple[int, float, float]] = set()
        for lines in tiles:
            for piece in _cut(lines):
                self._add(piece, edges)
        self.around: list[list[int]] = [[] for _ in self.points]
        for half, origin in enumerate(self.origins):
            self.around[origin].append(half)
        for halves in self.around:
            halves.sort(key=self._heading)
            if len(halves) not in (2, 4):
                raise ValueError(f"{len(halves)} lines meet in one place instead of two or four.")

    def _add(self, piece: Segment, edges: set[tuple[int, float, float]]) -> None:
        """Add both halves of an edge, unless another tile line already runs there."""
        way = vector(*piece)
        ends = self._vertex(piece[0]), self._vertex(piece[1])
        keys = [(ends[side], *_rounded((way[0] * sign, way[1] * sign))) for side, sign in ((0, 1), (1, -1))]
        if keys[0] in edges:
            return
        edges.update(keys)
        self.origins += ends
        self.ways += [way, (-way[0], -way[1])]

    def _vertex(self, point: Point) -> int:
        """The number of the vertex at a point, new or known."""
        home = self.lattice.home(point) if self.lattice else point
        place = _rounded(home)
        if place not in self._places:
            self._places[place] = len(self.points)
            self.points.append(home)
        return self._places[place]

    def _heading(self, half: int) -> float:
        return math.atan2(self.ways[half][1], self.ways[half][0])

    def is_crossing(self, vertex: int) -> bool:
        """Whether two strands cross here (else one strand bends)."""
        return len(self.around[vertex]) == 4

    def is_far(self, point: Point, home: Point) -> bool:
        """Whether a strand has wound more than one cell away from where its vertex is at home."""
        if not self.lattice:
            return False
        dx, dy = vector(home, point)
        return abs(dx) > self.lattice.width + NEAR or abs(dy) > self.lattice.height + NEAR

    def target(self, half: int) -> int:
        """The vertex a half-edge leads to."""
        return self.origins[half ^ 1]

    def onward(self, half: int) -> int:
        """The half-edge that follows along the strand: straight over a crossing, round a bend."""
        around = self.around[self.target(half)]
        return around[(around.index(half ^ 1) + len(around) // 2) % len(around)]

    @cached_property
    def strands(self) -> list[list[int]]:
        """Every strand as half-edges in order, once round. It begins on a crossing where it has one."""
        left = set(range(len(self.origins)))
        strands = []
        while left:
            start = min(left)
            walk = list(self._walk(start))
            begin = next((i for i, half in enumerate(walk) if self.is_crossing(self.origins[half])), 0)
            left -= set(walk) | {half ^ 1 for half in walk}
            strands.append(walk[begin:] + walk[:begin])
        return strands

    def _walk(self, start: int) -> Iterator[int]:
        """Follow a strand from `start` until it comes round."""
        half = start
        while True:
            yield half
            half = self.onward(half)
            if half == start:
                return

    @cached_property
    def faces(self) -> list[list[Point]]:
        """The areas between the lines, each as its corners; the outside of a lone drawing is left out."""
        seen: set[int] = set()
        faces = []
        for start in range(len(self.origins)):
            corners: list[Point] = []
            half, at = start, self.points[self.origins[start]]
            while half not in seen:
                seen.add(half)
                corners.append(at)
                at = shifted(at, self.ways[half])
                around = self.around[self.target(half)]
                half = around[around.index(half ^ 1) - 1]
            if corners and signed_area(corners) > NEAR:
                faces.append(corners)
        return faces

    @cached_property
    def over(self) -> dict[int, int]:
        """For each crossing the half-edge around it (0 or 1, and its opposite) that goes over.

        Raises ValueError where over and under cannot alternate along every strand.
        """
        over: dict[int, int] = {}
        for first in filter(self.is_crossing, range(len(self.points))):
            if first in over:
                continue
            over[first] = 0
            waiting = [first]
            while waiting:
                for crossing, wanted in self._neighbours(waiting.pop(), over):
                    if crossing not in over:
                        over[crossing] = wanted
                        waiting.append(crossing)
                    elif over[crossing] != wanted:
                        raise ValueError("Over and under do not alternate.")
        return over

    def _neighbours(self, vertex: int, over: dict[int, int]) -> Iterator[tuple[int, int]]:
        """The next crossing in each direction, and what `over` has to be there."""
        for side, half in enumerate(self.around[vertex]):
            last = self.run(half)[-1]
            crossing = self.target(last)
            arrival = self.around[crossing].index(last ^ 1)
            is_over = side % 2 == over[vertex]
            yield crossing, (arrival + is_over) % 2

    def run(self, half: int) -> list[int]:
        """The half-edges from a crossing, round any bends, up to the next crossing."""
        run = [half]
        while not self.is_crossing(self.target(run[-1])):
            run.append(self.onward(run[-1]))
        return run


def _rounded(point: Point) -> tuple[float, float]:
    """A point as a key: the same for two results of the same sum done in two ways."""
    return round(point[0], 5) + 0.0, round(point[1], 5) + 0.0


def _cut(lines: Sequence[Segment]) -> Iterator[Segment]:
    """The lines of one tile cut wherever two of them cross or touch."""
    for line in lines:
        shares = {0.0, 1.0}
        for other in lines:
            found = meeting(line[0], vector(*line), other[0], vector(*other))
            if found and all(-NEAR < share < 1 + NEAR for share in found):
                shares.add(round(found[0], 9))
        stops = sorted(min(max(share, 0.0), 1.0) for share in shares)
        for start, end in pairwise(stops):
            if end - start > NEAR:
                yield along(line, start), along(line, end)
