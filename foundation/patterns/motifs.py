"""The lines inside one tile: polygons in contact (E. H. Hankin, 1925).

From the middle of every edge two lines run inwards at the same angle, so each line goes on unbroken
into the next tile. A star is written [n/d]s after C. S. Kaplan, *Islamic Star Patterns from Polygons
in Contact* (2005): n points, lines at the angle of a chord over d edges, kept to their s-th crossing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from foundation.patterns.geometry import (
    NEAR,
    Point,
    Polygon,
    Segment,
    apothem,
    centroid,
    meeting,
    midpoint,
    polar,
    signed_area,
    vector,
)
from foundation.patterns.tilings import Tile


@dataclass(frozen=True)
class Motif:
    """[n/d]s: `points` is n, `span` is d (it need not be whole) and `depth` is s."""

    points: int
    span: float
    depth: int

    @property
    def contact_angle(self) -> float:
        """The angle between a line and the edge it starts from."""
        return math.pi * self.span / self.points

    def ring(self, crossing: int, tips: float) -> float:
        """How far from the centre the `crossing`-th crossings lie, the tips being `tips` away."""
        turn = math.pi / self.points
        return tips * math.cos(turn * self.span) / math.cos(turn * (self.span - crossing))


def star_lines(motif: Motif, tips: float, centre: Point = (0.0, 0.0), turn: float = 0.0) -> list[Segment]:
    """The star: from each of its tips, the first at the angle `turn`, two lines to the last crossing."""
    step = math.tau / motif.points
    inner = motif.ring(motif.depth, tips)
    lines = []
    for point in range(motif.points):
        angle = turn + point * step
        tip = polar(tips, angle, centre)
        half_turn = motif.depth * step / 2
        lines += [(tip, polar(inner, angle + half_turn, centre)), (tip, polar(inner, angle - half_turn, centre))]
    return lines


def filler_lines(corners: Polygon, contact_angle: float) -> list[Segment]:
    """The lines in a tile without a star: each runs until it meets its nearest free partner.

    Raises ValueError where a line finds no partner: the angle does not suit the tile.
    """
    rays = _rays(corners, contact_angle)
    meetings = []
    for first, (edge, start, way) in enumerate(rays):
        for second in range(first):
            other_edge, other, other_way = rays[second]
            shares = meeting(start, way, other, other_way) if edge != other_edge else None
            if shares and min(shares) > NEAR:
                uneven, length = abs(shares[0] - shares[1]), sum(shares)
                meetings.append((round(length, 6), round(uneven, 6), first, second, shares[0]))
    lines: list[Segment] = []
    free = set(range(len(rays)))
    for _, _, first, second, share in sorted(meetings):
        if {first, second} <= free:
            free -= {first, second}
            _, (x, y), (dx, dy) = rays[first]
            end = x + dx * share, y + dy * share
            lines += [(rays[first][1], end), (rays[second][1], end)]
    if free:
        raise ValueError(f"{len(free)} lines of a tile with {len(corners)} corners meet no other.")
    return lines


def _rays(corners: Polygon, contact_angle: float) -> list[tuple[int, Point, Point]]:
    """Edge, start and direction of the two lines that enter over each edge."""
    inwards = math.copysign(1, signed_area(corners))
    rays = []
    for edge, corner in enumerate(corners):
        following = corners[(edge + 1) % len(corners)]
        dx, dy = vector(corner, following)
        heading = math.atan2(dy, dx)
        start = midpoint(corner, following)
        for angle in (contact_angle, math.pi - contact_angle):
            way = polar(1, heading + inwards * angle)
            rays += [(edge, start, way)]
    return rays


def tile_lines(tile: Tile, motif: Motif) -> list[Segment]:
    """The lines of one tile of a tiling drawn with `motif`."""
    if not tile.star:
        return filler_lines(tile.corners, motif.contact_angle)
    centre = centroid(tile.corners)
    first = vector(centre, midpoint(tile.corners[0], tile.corners[1]))
    return star_lines(motif, apothem(tile.star), centre, math.atan2(first[1], first[0]))
