"""Compares what the browser draws with a picture that was kept: what differs, and whether anybody would see it.

A kept picture is a third of the size, each of its cells the mean of 3 by 3 pixels of the page, in steps of 12 levels
(of 256): small enough for the repository, and exact to 6 levels. It is judged in blocks of 8 by 8 cells (decision 0025):

1. in at most 10 blocks may 6 cells or more differ by over 48 levels: a thing that has moved, come or gone;
2. at most 4 blocks may differ by over 8 levels in their mean: a ground or an ink of another colour.

Another build of the same browser smooths the edges of letters differently. Chromium 138 against 156 came to 8 blocks by
the first rule and to none by the second, in the worst of the kept pictures.
"""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

CELL = 3  # pixels of the page
STEP = 12  # levels
BLOCK = 8  # cells
CELL_LEVELS, CELLS_OF_A_BLOCK, MOVED_ALLOWED = 48, 6, 10
COLOUR_LEVELS, COLOURED_ALLOWED = 8, 4
SEEN = (255, 0, 160)  # marks what differs; no brand has it

_IN_STEPS = [min(255, round(level / STEP) * STEP) for level in range(256)] * 3


@dataclass(frozen=True)
class Difference:
    """How many blocks differ by each rule; the words where the sizes differ."""

    moved: int
    coloured: int
    sizes: str = ""

    @property
    def is_seen(self) -> bool:
        """Whether it is more than the tolerance lets pass."""
        return bool(self.sizes) or self.moved > MOVED_ALLOWED or self.coloured > COLOURED_ALLOWED

    def __str__(self) -> str:
        return self.sizes or f"{self.moved} blocks hold something else, {self.coloured} have another colour"


def reduced(shot: Image.Image) -> Image.Image:
    """A picture of a page in cells."""
    size = (max(1, round(shot.width / CELL)), max(1, round(shot.height / CELL)))
    return shot.convert("RGB").resize(size, Image.Resampling.BOX)


def keep(shot: Image.Image, path: Path) -> None:
    """Write the picture that later ones are compared with."""
    path.parent.mkdir(parents=True, exist_ok=True)
    reduced(shot).point(_IN_STEPS).save(path, lossless=True, quality=80, method=4)


def compare(kept: Image.Image, drawn: Image.Image) -> Difference:
    """How two pictures in cells differ."""
    if kept.size != drawn.size:
        return Difference(
            0, 0, f"{kept.width} × {kept.height} cells were kept, {drawn.width} × {drawn.height} are drawn"
        )
    cells = _strongest(kept, drawn).point(lambda level: 255 if level > CELL_LEVELS else 0)
    colours = _strongest(_in_blocks(kept), _in_blocks(drawn))
    share = 255 * CELLS_OF_A_BLOCK // BLOCK**2
    return Difference(
        moved=sum(_in_blocks(cells).histogram()[share:]), coloured=sum(colours.histogram()[COLOUR_LEVELS + 1 :])
    )


def shown(kept: Image.Image, drawn: Image.Image) -> Image.Image:
    """The page in grey, with every cell that differs marked, also where one picture is longer than the other."""
    size = (max(kept.width, drawn.width), max(kept.height, drawn.height))
    first, second = (_on(picture, size) for picture in (kept, drawn))
    marks = _strongest(first, second).point(lambda level: 255 if level > CELL_LEVELS // 2 else 0)
    grey = second.convert("L").point(lambda level: 160 + level * 95 // 255).convert("RGB")
    return Image.composite(Image.new("RGB", size, SEEN), grey, marks)


def _strongest(first: Image.Image, second: Image.Image) -> Image.Image:
    """For each pixel the largest difference of its three colours."""
    red, green, blue = ImageChops.difference(first, second).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _in_blocks(picture: Image.Image) -> Image.Image:
    """The mean of each block."""
    size = (max(1, picture.width // BLOCK), max(1, picture.height // BLOCK))
    return picture.resize(size, Image.Resampling.BOX)


def _on(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """A picture at the top of a sheet of that size."""
    sheet = Image.new("RGB", size, SEEN)
    sheet.paste(picture)
    return sheet
