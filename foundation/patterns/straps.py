"""How wide a strap may be, the line it follows and the bridge it makes where it goes over another.

A strap is drawn in two strokes, ink and a narrower ground upon it, so that two rails remain. All
straps are drawn first; then, at every crossing, a short bridge of the strap that goes over.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from .geometry import Point, Segment, cross, shifted
from .weave import Graph


def centre_lines(graph: Graph) -> list[tuple[list[Point], bool]]:
    """The centre line of every strand with its corners only, and whether it closes on itself."""
    lines = []
    for strand in graph.strands:
        points = [graph.points[graph.origins[strand[0]]]]
        for half, following in zip(strand, strand[1:] + strand[:1], strict=True):
            points.append(shifted(points[-1], graph.ways[half]))
            if abs(_turn(graph, half, following)) < 1e-4 and half != strand[-1]:
                points[-2:] = [points[-2], points[-1]]
        lines.append((points, math.dist(points[0], points[-1]) < 1e-6))
    return lines


def _turn(graph: Graph, half: int, following: int) -> float:
    """The angle by which a strand turns between two half-edges; nought over a crossing."""
    a, b = graph.ways[half], graph.ways[following]
    return math.atan2(cross(a, b), a[0] * b[0] + a[1] * b[1])
