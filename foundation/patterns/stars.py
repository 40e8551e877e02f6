"""The pattern counts: a field of eight-fold stars of which some are inked.

The stars touch tip to tip, so the gaps between them are the crosses of star-and-cross.
"""

from __future__ import annotations

import math

from foundation.patterns.geometry import polar
from foundation.patterns.svg import element_id, label_attributes, path, text

#: From one star's centre to the next, in units of the drawing.
PITCH = 20


def draw_stars(  # noqa: PLR0913 (a chart's numbers, each named where it is called)
    inked: float,
    *,
    columns: int = 10,
    rows: int = 10,
    label: str,
    milestone: int | None = None,
    uid: str = "",
) -> str:
    """A chart as an SVG: `inked` of `columns` × `rows` stars inked, reading as text does.

    Only whole stars are inked, rounded down: a chart never shows more than there is. `milestone` is
    the number (from 1) of a star to outline. `label` says the count in words for those who do not see
    it. Pass a `uid` where the very same chart stands twice on a page.
    Raises ValueError with a plain message where a number is out of range or the label is empty.
    """
    _check(inked, columns, rows, label, milestone)
    uid = element_id("stars", inked, columns, rows, label, milestone, uid)
    # A share of a total seldom comes out whole in floating point: 0.29 * 100 is 28.999999999999996.
    full_rows, rest = divmod(math.floor(inked + 1e-9), columns)
    field = "".join(_use(f"{uid}r", 0, at) for at in range(rows))
    ink = "".join(_use(f"{uid}r", 0, at) for at in range(full_rows))
    ink += "".join(_use(f"{uid}s", column, full_rows) for column in range(rest))
    mark = ""
    if milestone is not None:
        at, column = divmod(milestone - 1, columns)
        mark = f'<g class="cm">{_use(f"{uid}s", column, at)}</g>'
    return (
        f'<svg class="count" viewBox="-.5 -.5 {columns * PITCH + 1} {rows * PITCH + 1}"'
        f" {label_attributes(label)}><defs>{_star(uid)}{_row(uid, columns)}</defs>"
        f'<g class="co">{field}</g><g class="ck">{ink}</g>{mark}</svg>'
    )


def _check(inked: float, columns: int, rows: int, label: str, milestone: int | None) -> None:
    """Raise ValueError with a plain message where a number is out of range or the label is empty."""
    stars = columns * rows
    if columns < 1 or rows < 1:
        raise ValueError(f"A chart has at least one star, not {columns} by {rows}.")
    if not (math.isfinite(inked) and 0 <= inked <= stars):
        raise ValueError(f"Of {stars} stars 0 to {stars} can be inked, not {inked}.")
    if milestone is not None and not 1 <= milestone <= stars:
        raise ValueError(f"The milestone is one of the stars 1 to {stars}, not {milestone}.")
    if not text(label).strip():
        raise ValueError("A chart needs a label that says its numbers in words.")


def _outline() -> str:
    """The khatam, two squares one of them turned by 45°, its tips half a pitch from its centre, as path data."""
    tips = PITCH / 2
    notches = tips * math.cos(math.pi / 4) / math.cos(math.pi / 8)
    points = [polar((tips, notches)[i % 2], math.tau * i / 16, (tips, tips)) for i in range(16)]
    return path(points, closed=True, places=2)


def _star(uid: str) -> str:
    """One star, to be placed."""
    return f'<path id="{uid}s" d="{_outline()}"/>'


def _row(uid: str, columns: int) -> str:
    """A row of stars as one path: a browser lays out two objects, where twenty stars placed one by one are forty."""
    outline = _outline()
    again = "l" + outline.partition("l")[2]
    return f'<path id="{uid}r" d="{outline}{f"m{PITCH} 0{again}" * (columns - 1)}"/>'


def _use(element: str, column: int, row: int) -> str:
    """An element again, moved to the place of a star."""
    x = f' x="{column * PITCH}"' if column else ""
    y = f' y="{row * PITCH}"' if row else ""
    return f'<use href="#{element}"{x}{y}/>'
