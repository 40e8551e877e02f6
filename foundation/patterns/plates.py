"""Plates and bands: star patterns that fill a frame from edge to edge."""

from __future__ import annotations

import math

from foundation.patterns.designs import UNIT, Cell, Design, bridge_data, cell
from foundation.patterns.geometry import Point, apothem, polar, shifted
from foundation.patterns.layout import THUMBNAIL, Layout, band_layout, copies, plate_layout
from foundation.patterns.svg import element_id, hatching, label_attributes, number, path

#: The sides of a frame, in pixels, for which a pattern makes sense.
SMALLEST_SIDE, LARGEST_SIDE = 16, 4096

#: A plate with construction and sides of at least this carries the accent in its stars.
SHOWPIECE = 400

#: Weights of the construction's lines, in pixels.
HAIRLINE, PENCIL = 0.6, 1.1


def draw_plate(seed: str, width: int, height: int, *, construction: float = 0.0, label: str = "") -> str:
    """Full-bleed art for a page: an SVG with the star pattern that belongs to `seed`.

    `width` and `height` are the frame in pixels; the style sheet may show it at any size.
    `construction` is the share of the width, from the left, shown as the compass construction out of
    which the finished interlace grows; such a plate is also toned. Hidden from screen readers unless
    it has a `label`. Raises ValueError for a frame or a share that cannot be drawn.
    """
    _check_frame(width, height)
    if not 0 <= construction <= 1:
        raise ValueError(f"The construction is a share from 0 to 1, not {construction}.")
    design, layout = plate_layout(seed, width, height, construction)
    uid = element_id("plate", seed, width, height, float(construction))
    drawing = _Drawing(uid, design, layout)
    if construction and min(width, height) >= THUMBNAIL:
        drawing.hatch()
    if construction and design.inked and min(width, height) >= SHOWPIECE:
        drawing.ink_stars()
    drawing.weave()
    body = drawing.finished() if construction < 1 else ""
    if construction:
        edge = number(width * construction, 1)
        body = drawing.clipped("k", f"M{edge} 0H{width}V{height}H{edge}z", body)
        body += drawing.clipped("l", f"M0 0H{edge}V{height}H0z", drawing.construction())
        body += f'<path class="pn" stroke-width="{HAIRLINE}" d="M{edge} 0V{height}"/>'
    return drawing.svg(body, label)


def draw_band(seed: str, width: int = 1440, height: int = 88) -> str:
    """The quiet strip above the footer: one row of stars, always hidden from screen readers.

    Raises ValueError for a frame that cannot be drawn.
    """
    _check_frame(width, height)
    design, layout = band_layout(seed, width, height)
    drawing = _Drawing(element_id("band", seed, width, height), design, layout)
    drawing.weave()
    return drawing.svg(drawing.finished(), "")


def plate_polylines(seed: str, width: int, height: int) -> list[list[Point]]:
    """The centre lines of `draw_plate` as lists of points in pixels, for art that is not SVG.

    Lines run on a little beyond the frame; whoever draws them cuts them off there.
    Raises ValueError for a frame that cannot be drawn.
    """
    _check_frame(width, height)
    design, layout = plate_layout(seed, width, height, 0.0)
    drawn = cell(design)
    columns, rows = copies(drawn, layout)
    polylines = []
    for row in rows:
        for column in columns:
            move = drawn.lattice.corner(column, row)
            for points, closed in drawn.lines:
                line = [layout.to_page(shifted(point, move)) for point in points]
                if _touches(line, layout):
                    polylines.append([*line, line[0]] if closed else line)
    return polylines


def _touches(line: list[Point], layout: Layout) -> bool:
    """Whether the box around a line overlaps the frame."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return min(xs) < layout.width and max(xs) > 0 and min(ys) < layout.height and max(ys) > 0


def _check_frame(width: int, height: int) -> None:
    for side in (width, height):
        if not SMALLEST_SIDE <= side <= LARGEST_SIDE:
            raise ValueError(f"A side of a drawing has {SMALLEST_SIDE} to {LARGEST_SIDE} pixels, not {side}.")


class _Drawing:
    """One plate or band in the making: definitions are gathered, then layers are put together."""

    def __init__(self, uid: str, design: Design, layout: Layout) -> None:
        self.uid = uid
        self.design = design
        self.layout = layout
        self.cell: Cell = cell(design)
        self.columns, self.rows = copies(self.cell, layout)
        self.defs: list[str] = []
        self.layers: list[str] = []

    def define(self, item: str, content: str) -> None:
        """Define one cell's content as `item` and its repeat over the whole frame as `item` + f."""
        lattice, name = self.cell.lattice, self.uid + item
        across = (number(lattice.corner(column, 0)[0] * UNIT, 0) for column in self.columns)
        down = (lattice.corner(0, row) for row in self.rows)
        line = "".join(f'<use href="#{name}" x="{x}"/>' for x in across)
        lines = "".join(f'<use href="#{name}r" x="{number(x * UNIT, 0)}" y="{number(y * UNIT, 0)}"/>' for x, y in down)
        self.defs.append(f'{content}<g id="{name}r">{line}</g><g id="{name}f">{lines}</g>')

    def define_path(self, item: str, data: str) -> None:
        """Define path data as `item` and its repeat."""
        self.define(item, f'<path id="{self.uid}{item}" d="{data}"/>')

    def hatch(self) -> None:
        """Tone the design's faces with ink lines."""
        gap, line = 4.2 / self.layout.scale, 0.8 / self.layout.scale
        self.defs.append(hatching(f"{self.uid}h", gap, line, 45 - self.layout.turn))
        self.define_path("q", self.cell.face_data(self.design.hatched))
        self.layers.append(f'<use fill="url(#{self.uid}h)" href="#{self.uid}qf"/>')

    def ink_stars(self) -> None:
        """Give the design's inked faces the accent."""
        self.define_path("s", self.cell.face_data(self.design.inked))
        self.layers.append(f'<use class="pf" href="#{self.uid}sf"/>')

    def weave(self) -> None:
        """The straps and, over them, their bridges."""
        layout = self.layout
        self.define_path("a", self.cell.line_data)
        self.define_path("o", bridge_data(self.design, layout.strap / layout.edge))
        ink, ground = layout.units(layout.strap), layout.units(layout.strap - 2 * layout.rail)
        # Square ends let a strap run on into the next cell; the bridge's ground is a little longer
        # than its ink, or a hair of the ink's end would show.
        self.layers += [
            f'<g stroke-linecap="square"><use class="pn" href="#{self.uid}af" stroke-width="{ink}"/>'
            f'<use class="pg" href="#{self.uid}af" stroke-width="{ground}"/></g>',
            f'<use class="pn" href="#{self.uid}of" stroke-width="{ink}"/>',
            f'<use class="pg" href="#{self.uid}of" stroke-width="{ground}" stroke-linecap="round"/>',
        ]

    def finished(self) -> str:
        """All layers in the frame."""
        return f'<g transform="{self.layout.transform}">{"".join(self.layers)}</g>'

    def construction(self) -> str:
        """The drawing office's side: compass circles, rays, tiles and the lines they settle."""
        layout, fold = self.layout, self.cell.tiling.fold
        radii = [*(radius * UNIT for radius in self.cell.rings), 1.5 / layout.scale]
        circles = "".join(f'<circle r="{number(radius, 0)}"/>' for radius in radii)
        tips = [polar(apothem(fold), math.tau * ray / fold) for ray in range(fold // 2)]
        rays = "".join(path([(x, y), (-x, -y)], unit=UNIT) for x, y in tips)
        dashes = f'stroke-dasharray="{layout.units(1.5)} {layout.units(3)}"'
        name = f"{self.uid}c"
        self.define(
            "c",
            f'<g id="{name}">{circles}<path {dashes} d="{rays}"/><path d="{self.cell.tile_data}"/></g>',
        )
        return (
            f'<g transform="{layout.transform}" class="pn">'
            f'<use href="#{name}f" stroke-width="{layout.units(HAIRLINE)}"/>'
            f'<use href="#{self.uid}af" stroke-width="{layout.units(PENCIL)}"/></g>'
        )

    def clipped(self, item: str, window: str, content: str) -> str:
        """Content cut to a window, given as path data in pixels of the frame."""
        name = self.uid + item
        self.defs.append(f'<clipPath id="{name}"><path d="{window}"/></clipPath>')
        return f'<g clip-path="url(#{name})">{content}</g>'

    def svg(self, body: str, label: str) -> str:
        """The whole drawing."""
        return (
            f'<svg class="plate-svg" viewBox="0 0 {self.layout.width} {self.layout.height}"'
            f' preserveAspectRatio="xMidYMid slice" {label_attributes(label)}>'
            f"<defs>{''.join(self.defs)}</defs>{body}</svg>"
        )
