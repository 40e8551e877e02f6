"""Marks one PDF in a process of its own: `python stamp_child.py FOLDER`. Knows neither Django nor the database.

FOLDER holds job.json, plain.pdf and, afterwards, stamped.pdf. The words are drawn as outlines, so that no page needs a
font that the document does not bring, and as an artefact, so that a tagged PDF stays what it was to a screen reader.
"""

import json
import resource
import sys
from pathlib import Path

import pikepdf
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

MEGABYTE = 1024 * 1024
LIMITS = {
    resource.RLIMIT_AS: 1024 * MEGABYTE,
    resource.RLIMIT_CPU: 15,  # seconds
    resource.RLIMIT_FSIZE: 128 * MEGABYTE,
    resource.RLIMIT_CORE: 0,
}
SIZE = 7  # points
EDGE = 16  # points from the left edge of the page to the foot of the letters
START = 40  # points from the lower edge to the first letter
LONGEST = 700  # points: a page may be lower than its mark is long
GREY = 0.35


class OutlinePen(BasePen):
    """Writes the outline of a letter as the operators of a page."""

    def __init__(self, glyphs: object, operators: list[str]) -> None:
        super().__init__(glyphs)
        self.operators = operators

    def _moveTo(self, place: tuple[float, float]) -> None:  # noqa: N802  (the names that fontTools asks for)
        self.operators.append(f"{place[0]:g} {place[1]:g} m")

    def _lineTo(self, place: tuple[float, float]) -> None:  # noqa: N802
        self.operators.append(f"{place[0]:g} {place[1]:g} l")

    def _curveToOne(self, one: tuple[float, float], two: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        self.operators.append(f"{one[0]:g} {one[1]:g} {two[0]:g} {two[1]:g} {end[0]:g} {end[1]:g} c")

    def _closePath(self) -> None:  # noqa: N802
        self.operators.append("h")


def drawing_of(words: str, font_path: str) -> bytes:
    """The words as filled outlines, a line from the origin to the right. Letters that the font has not are left out."""
    font = TTFont(font_path)
    glyphs, names, scale = font.getGlyphSet(), font.getBestCmap(), SIZE / font["head"].unitsPerEm
    operators, along = [f"{GREY} g"], 0.0
    for letter in words:
        name = names.get(ord(letter))
        if name is None or along > LONGEST:
            continue
        operators.append(f"q {scale:.5f} 0 0 {scale:.5f} {along:.2f} 0 cm")
        glyphs[name].draw(OutlinePen(glyphs, operators))
        operators.append("f Q")
        along += glyphs[name].width * scale
    return "\n".join(operators).encode("ascii")


def stamp(plain: Path, made: Path, drawing: bytes) -> None:
    """Set the drawing on every page, as it is read: pages that lie on their side or do not begin at nought too."""
    with pikepdf.open(plain) as document:
        mark = document.make_stream(
            drawing,
            {
                "/Type": pikepdf.Name.XObject,
                "/Subtype": pikepdf.Name.Form,
                "/BBox": [-SIZE, -SIZE, LONGEST + 2 * SIZE, 2 * SIZE],
            },
        )
        for page in document.pages:
            name = page.add_resource(mark, pikepdf.Name.XObject)
            # Whatever the page does to its own state ends before the mark.
            page.contents_add(b"q", prepend=True)
            page.contents_add(
                f"Q /Artifact <</Type /Pagination /Subtype /Watermark>> BDC q {place_on(page)} cm {name} Do Q EMC".encode()
            )
        document.save(made, static_id=True)


def place_on(page: pikepdf.Page) -> str:
    """The matrix that turns the words upwards and puts them into what a reader sees as the left margin."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    turned = int(page.obj.get("/Rotate", 0)) % 360
    return {
        0: f"0 1 -1 0 {left + EDGE:g} {bottom + START:g}",
        90: f"-1 0 0 -1 {right - START:g} {bottom + EDGE:g}",
        180: f"0 -1 1 0 {right - EDGE:g} {top - START:g}",
        270: f"1 0 0 1 {left + START:g} {top - EDGE:g}",
    }[turned - turned % 90]


def confine() -> None:
    """Let this process take no more than a long report needs."""
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))


def main(folder: Path) -> None:
    """Mark what job.json says."""
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    stamp(folder / "plain.pdf", folder / "stamped.pdf", drawing_of(job["words"], job["font"]))


if __name__ == "__main__":
    confine()
    main(Path(sys.argv[1]))
