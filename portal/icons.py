"""The site's icon, an eightfold star, in the organisation's colours. The site's own are static files."""

import io
from functools import lru_cache
from math import cos, pi, sin

from PIL import Image, ImageDraw

from foundation.palette import Brand, derive

SIZES = (180, 192, 512)  # pixels: the home screens of phones, and what the manifest asks for
SHARE, HOLE = 0.68, 0.36  # of the star in the picture, and of the hole in the star
SMOOTHING = 4  # drawn so much larger and scaled down: Pillow's edges have steps

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -10 20 20"><style>.i{{fill:{ink}}}.p{{fill:{paper}}}\
@media(prefers-color-scheme:dark){{.i{{fill:{night_ink}}}.p{{fill:{night_paper}}}}}</style>\
<path class="i" d="{star}"/><path class="p" d="{hole}"/></svg>
"""


def star(radius: float) -> list[tuple[float, float]]:
    """The corners of two crossed squares around the origin."""
    inner = radius * cos(pi / 4) / cos(pi / 8)
    return [(r * cos(corner * pi / 8), r * sin(corner * pi / 8)) for corner, r in enumerate([radius, inner] * 8)]


@lru_cache(maxsize=16)
def svg_icon(brand: Brand) -> str:
    """The icon for the tab of a browser; light on dark where the browser is dark."""
    palette = derive(brand)

    def path(radius: float) -> str:
        return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in star(radius)) + "z"

    return SVG.format(
        ink=palette.light["ink"],
        paper=palette.light["paper"],
        night_ink=palette.dark["ink"],
        night_paper=palette.dark["paper"],
        star=path(10),
        hole=path(10 * HOLE),
    )


@lru_cache(maxsize=16)
def png_icon(brand: Brand, size: int) -> bytes:
    """The icon for a home screen, on paper. `size` is in pixels."""
    large = size * SMOOTHING
    picture = Image.new("RGB", (large, large), brand.paper)
    pen = ImageDraw.Draw(picture)
    for share, colour in ((SHARE, brand.ink), (SHARE * HOLE, brand.paper)):
        pen.polygon([(large / 2 + x, large / 2 + y) for x, y in star(share * large / 2)], fill=colour)
    stream = io.BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).save(stream, "PNG", optimize=True)
    return stream.getvalue()
