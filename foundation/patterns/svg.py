"""Writing SVG: short numbers, relative paths, ids and safe text.

Nothing here sets a colour: the style sheet does that by class.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from xml.sax.saxutils import escape

from foundation.patterns.geometry import Point

#: Characters that XML 1.0 (section 2.2) does not allow, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def number(value: float, places: int = 2) -> str:
    """A number in as few characters as SVG understands."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def path(points: Sequence[Point], *, closed: bool = False, unit: float = 1.0, places: int = 0) -> str:
    """A line through the points as relative path data: lengths times `unit`, to so many `places`.

    Steps are taken between rounded points, so rounding never adds up.
    """
    stops = [(round(x * unit, places), round(y * unit, places)) for x, y in points]
    text = f"M{_pair(stops[0][0], stops[0][1], places)}"
    for index, ((x, y), (next_x, next_y)) in enumerate(pairwise(stops)):
        step = _pair(next_x - x, next_y - y, places)
        text += f"l{step}" if index == 0 else step if step.startswith("-") else f" {step}"
    return f"{text}z" if closed else text


def _pair(x: float, y: float, places: int) -> str:
    """Two numbers, with a space only where the second does not begin with a sign."""
    first, second = number(x, places), number(y, places)
    return first + second if second.startswith("-") else f"{first} {second}"


def paths(lines: Iterable[tuple[Sequence[Point], bool]], *, unit: float = 1.0, places: int = 0) -> str:
    """Several lines, each with whether it is closed, as the data of one path."""
    return "".join(path(points, closed=closed, unit=unit, places=places) for points, closed in lines)


def element_id(*parts: object) -> str:
    """A short id prefix that is the same for the same parts, and another for others."""
    digest = hashlib.sha256(repr(parts).encode(errors="surrogatepass")).digest()
    letters = "abcdefghijklmnopqrstuvwxyz"
    value = int.from_bytes(digest[:8])
    return "p" + "".join(letters[value // 26**place % 26] for place in range(6))


def text(value: str) -> str:
    """Text made safe for an element or a double-quoted attribute."""
    return escape(_NOT_XML.sub("", value), {'"': "&quot;"})


def label_attributes(label: str) -> str:
    """What makes a drawing an image with a name, or hides a mere ornament from screen readers."""
    return f'role="img" aria-label="{text(label)}"' if text(label).strip() else 'aria-hidden="true"'


def hatching(element: str, spacing: float, thickness: float, angle: float) -> str:
    """A pattern of parallel ink lines; all but the angle (degrees) in units of the drawing."""
    gap = number(spacing)
    return (
        f'<pattern id="{element}" width="{gap}" height="{gap}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate({number(angle)})">'
        f'<path class="pn" stroke-width="{number(thickness)}" d="M{number(spacing / 2)} 0v{gap}"/></pattern>'
    )
