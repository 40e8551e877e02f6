"""Points, polygons and crossings of the plane: the small ground the patterns stand on.

The plane is SVG's: x runs right and y runs down. Angles are radians, clockwise as seen on the page.
Lengths are in edges of the tiling unless a name says otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Point = tuple[float, float]
Segment = tuple[Point, Point]
Polygon = tuple[Point, ...]

#: Two numbers closer than this are the same place. Coordinates are of the order of ten.
NEAR = 1e-7


def polar(radius: float, angle: float, centre: Point = (0.0, 0.0)) -> Point:
    """The point at `radius` and `angle` from `centre`."""
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def shifted(point: Point, by: Point) -> Point:
    """`point` moved by the vector `by`."""
    return point[0] + by[0], point[1] + by[1]


def vector(start: Point, end: Point) -> Point:
    """The way from `start` to `end`."""
    return end[0] - start[0], end[1] - start[1]


def along(segment: Segment, share: float) -> Point:
    """The point at `share` (0 to 1) of the way along a segment."""
    (x, y), (dx, dy) = segment[0], vector(*segment)
    return x + dx * share, y + dy * share


def midpoint(start: Point, end: Point) -> Point:
    """The middle of two points."""
    return along((start, end), 0.5)


def cross(a: Point, b: Point) -> float:
    """The cross product: twice the area of the triangle that two vectors span."""
    return a[0] * b[1] - a[1] * b[0]


def centroid(points: Sequence[Point]) -> Point:
    """The mean of the corners (for the symmetric polygons here also the centre)."""
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def signed_area(points: Sequence[Point]) -> float:
    """The area of a polygon, positive where its corners run clockwise on the page."""
    return sum(cross(points[i - 1], points[i]) for i in range(len(points))) / 2


def regular_polygon(sides: int, centre: Point = (0.0, 0.0), turn: float = 0.0) -> Polygon:
    """A regular polygon with edges of length one; `turn` is the angle of its first corner."""
    radius = circumradius(sides)
    return tuple(polar(radius, turn + math.tau * i / sides, centre) for i in range(sides))


def circumradius(sides: int) -> float:
    """From the centre to a corner of a regular polygon with edges of length one."""
    return 0.5 / math.sin(math.pi / sides)


def apothem(sides: int) -> float:
    """From the centre to the middle of an edge of a regular polygon with edges of length one."""
    return 0.5 / math.tan(math.pi / sides)


def meeting(start: Point, way: Point, other: Point, other_way: Point) -> tuple[float, float] | None:
    """Where two lines meet, as shares of `way` and `other_way`; None where they are parallel."""
    turn = cross(way, other_way)
    if abs(turn) < NEAR:
        return None
    gap = vector(start, other)
    return cross(gap, other_way) / turn, cross(gap, way) / turn
