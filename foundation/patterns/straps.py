"""How wide a strap may be, the line it follows and the bridge it makes where it goes over another.

A strap is drawn in two strokes, ink and a narrower ground upon it, so that two rails remain. All
straps are drawn first; then, at every crossing, a short bridge of the strap that goes over.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from foundation.patterns.geometry import Point, Segment, cross, shifted
from foundation.patterns.weave import Graph

#: A turn (radians) or a gap (edges) smaller than this is none.
STRAIGHT = 1e-4


def centre_lines(graph: Graph) -> list[tuple[list[Point], bool]]:
    """The centre line of every strand, with its corners only, and whether it closes on itself.

    On a lattice an open line ends where another cell's copy of one begins. A strand that winds far
    before it repeats is broken on a crossing and goes on from the same place in the home cell.
    """
    lines: list[tuple[list[Point], bool]] = []
    for strand in graph.strands:
        at = graph.points[graph.origins[strand[0]]]
        points = [at]
        for half, following in zip(strand, [*strand[1:], strand[0]], strict=True):
            at = shifted(at, graph.ways[half])
            home = graph.points[graph.target(half)]
            if abs(_turn(graph, half, following)) > STRAIGHT:
                points.append(at)
            elif half != strand[-1] and graph.is_far(at, home):
                lines.append(([*points, at], False))
                at = home
                points = [at]
        closed = math.dist(at, points[0]) < STRAIGHT
        if not closed and points[-1] != at:
            points.append(at)
        lines.append((points, closed))
    return lines


def bridges(graph: Graph, width: float) -> list[Segment]:
    """For each crossing the piece of the upper strap, `width` wide, that hides the lower one."""
    pieces = []
    for vertex, side in graph.over.items():
        half = graph.around[vertex][side]
        (dx, dy), (x, y) = graph.ways[half], graph.points[vertex]
        share = width * _reach(graph, half) / math.hypot(dx, dy)
        pieces.append(((x - dx * share, y - dy * share), (x + dx * share, y + dy * share)))
    return pieces


def widest_strap(graph: Graph) -> float:
    """The widest strap whose bridges still leave every bend and every other crossing alone."""
    return min(
        room for vertex in graph.over for half in graph.around[vertex] for room in _rooms(graph, graph.run(half))
    )


def _rooms(graph: Graph, run: list[int]) -> Iterator[float]:
    """For each straight piece between two crossings, the strap for which it is just long enough."""
    needs = [_reach(graph, run[0])]
    for half, following in pairwise(run):
        needs.append(abs(math.tan(_turn(graph, half, following) / 2)) / 2)
    last = run[-1] ^ 1
    # At the far end the bridge's round cap comes within half a strap of the other strap's side.
    needs.append(max(_reach(graph, last), 0.5 + 0.5 / abs(math.sin(_slant(graph, last)))))
    for index, half in enumerate(run):
        yield math.hypot(*graph.ways[half]) / (needs[index] + needs[index + 1])


def _turn(graph: Graph, half: int, following: int) -> float:
    """The angle by which a strand turns between two half-edges; nought over a crossing."""
    a, b = graph.ways[half], graph.ways[following]
    return math.atan2(cross(a, b), a[0] * b[0] + a[1] * b[1])


def _slant(graph: Graph, half: int) -> float:
    """The angle at which the strand of a half-edge is crossed where the half-edge begins."""
    around = graph.around[graph.origins[half]]
    return _turn(graph, half, around[(around.index(half) + 1) % 4])


def _reach(graph: Graph, half: int) -> float:
    """How far two straps of width one lie on each other, along either, from where they cross."""
    slant = _slant(graph, half)
    return (1 + abs(math.cos(slant))) / (2 * abs(math.sin(slant)))
