"""Writing a picture's files: sRGB, without what a camera notes (place, time, serial number), within a stated weight.

Wagtail saves at a fixed quality, whatever comes out. Here quality is lowered in steps until the file fits, and when
the lowest is reached, pixels are: a noisy photograph gets softer, never heavier. Films in a GIF become stills: moving
pictures would have to be stoppable (WCAG 2.2.2).
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from PIL import ExifTags, Image, ImageCms, ImageOps
from wagtail.images.image_operations import FormatOperation, ImageTransform
from wagtail.images.models import Filter
from willow.image import AvifImageFile, GIFImageFile, ImageFile, JPEGImageFile, PNGImageFile, WebPImageFile

#: No file that is shown weighs more, at any width (issue 3: 150 kB at 1440 pixels). Narrower ones weigh less in
#: proportion, down to SMALLEST.
HEAVIEST, HEAVIEST_WIDTH, SMALLEST = 150_000, 1440, 12_000

#: The qualities to try in turn. The last still looks well on a photograph; below it fewer pixels look better.
QUALITIES = {"avif": (58, 46, 36), "webp": (76, 62, 48), "jpeg": (76, 62, 48), "png": (0, 256, 64)}

#: AVIF at the encoder's speed 8: a fifth of the time of the default, for files as small.
AVIF_SPEED = 8

#: A picture this small is kept as it comes out, whatever it weighs.
FEWEST_PIXELS = 64

FILES: dict[str, type[ImageFile]] = {
    "avif": AvifImageFile,
    "gif": GIFImageFile,
    "jpeg": JPEGImageFile,
    "png": PNGImageFile,
    "webp": WebPImageFile,
}

#: Kinds of file that drawings come in: sharp edges and few colours, which lossless formats keep best.
DRAWN = frozenset({"PNG", "GIF"})


def heaviest(width: int) -> int:
    """The weight in bytes that a picture so many pixels wide may have."""
    return max(SMALLEST, min(HEAVIEST, HEAVIEST * width // HEAVIEST_WIDTH))


class FittedFilter(Filter):
    """Wagtail's filter (`fill-400x300|format-webp`) with files that fit.

    Without a format it writes what every browser reads: PNG for drawings and for pictures one can see through,
    JPEG for photographs.
    """

    def run(self, image: Any, output: BinaryIO, source: BinaryIO | None = None) -> ImageFile:
        """Write the picture. Raises OSError for a file that is lost or damaged, ValueError for an unknown format."""
        with _opened(image, source) as original:
            drawn = original.format in DRAWN
            picture = self.cut(image, original)
        file_format, content = fit(plain(picture), self.wanted_format(), drawn=drawn)
        output.write(content)
        return FILES[file_format](output)

    def cut(self, image: Any, original: Image.Image) -> Image.Image:
        """The part of the picture that is asked for, the right way up and in the size asked for."""
        upright = _upright_size(original)
        transform: ImageTransform = self.get_transform(image, upright)
        left, top, right, bottom = transform.get_rect().round()
        across = transform.size[0] / (right - left)
        # A JPEG is read in a fraction of its size where that is enough: four times as quick for a large one.
        original.draft(None, tuple(math.ceil(side * across) for side in original.size))
        whole = resizable(ImageOps.exif_transpose(original))
        x, y = whole.width / upright[0], whole.height / upright[1]
        box = (max(left, 0) * x, max(top, 0) * y, min(right, upright[0]) * x, min(bottom, upright[1]) * y)
        return whole.resize(transform.size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)

    def wanted_format(self) -> str:
        """The format asked for; empty where none is."""
        asked = [operation.format for operation in self.filter_operations if isinstance(operation, FormatOperation)]
        return asked[-1] if asked else ""


@contextmanager
def _opened(image: Any, source: BinaryIO | None) -> Iterator[Image.Image]:
    """The original, read no further than its head."""
    if source is not None:
        yield Image.open(source)
    else:
        with image.open_file() as stream:
            yield Image.open(stream)


def upright_size(image: Any) -> tuple[int, int] | None:
    """Width and height of a picture of the library as it is seen; None where its file is lost or cannot be read."""
    try:
        with _opened(image, None) as original:
            return _upright_size(original)
    except OSError:
        return None


def _lies(original: Image.Image) -> bool:
    return original.getexif().get(ExifTags.Base.Orientation, 1) in (5, 6, 7, 8)


def _upright_size(original: Image.Image) -> tuple[int, int]:
    """Width and height once turned as the camera noted."""
    return (original.height, original.width) if _lies(original) else original.size


def resizable(picture: Image.Image) -> Image.Image:
    """The picture in a mode whose pixels can be averaged. Sixteen bits of grey become eight."""
    if picture.mode.startswith("I"):
        grey = picture.convert("I").point(lambda value: value / 256)
        return grey.convert("L")
    if picture.mode in ("1", "P", "PA"):
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return picture


def plain(picture: Image.Image) -> Image.Image:
    """The picture in sRGB, with nothing noted beside its pixels. Transparency stays where some of it is used."""
    seen_through = picture.has_transparency_data and picture.convert("RGBA").getchannel("A").getextrema() != (255, 255)
    mode = "RGBA" if seen_through else "RGB"
    profile = picture.info.get("icc_profile")
    shown: Image.Image | None = None
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        shown = _in_srgb(picture, profile, mode)
    shown = (shown or picture).convert(mode)
    shown.info = {}
    return shown


def _in_srgb(picture: Image.Image, profile: bytes, mode: str) -> Image.Image | None:
    """The colours as the profile means them; None for a profile that does not suit the picture."""
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if picture.mode == "RGBA" and mode == "RGB":
            picture = picture.convert("RGB")
        return ImageCms.profileToProfile(picture, meant, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def fit(picture: Image.Image, file_format: str, *, drawn: bool) -> tuple[str, bytes]:
    """The format that was written and the bytes, within the weight for the picture's width.

    `drawn` says that the original is of a kind that drawings come in. Raises ValueError for an unknown format.
    """
    limit = heaviest(picture.width)
    if not file_format:
        return fit_for_every_browser(picture, limit, drawn=drawn)
    if file_format not in QUALITIES:
        raise ValueError(f"Pictures are written as {', '.join(QUALITIES)}, not as {file_format}.")
    write = _sharp_avif if drawn and file_format == "avif" else WRITERS[file_format]
    content = lower(picture, limit, write, QUALITIES[file_format])
    if drawn and file_format == "webp":
        exact = _written(picture, "WEBP", lossless=True)
        content = min(content, exact, key=len)
    return file_format, content


def fit_for_every_browser(picture: Image.Image, limit: int, *, drawn: bool) -> tuple[str, bytes]:
    """PNG where it is exact and light or where JPEG would lose the transparency, else JPEG."""
    if picture.mode == "RGBA":
        return "png", lower(picture, limit, _png, QUALITIES["png"])
    if drawn and len(exact := _png(picture, 0)) <= limit:
        return "png", exact
    return "jpeg", lower(picture, limit, _jpeg, QUALITIES["jpeg"])


def lower(
    picture: Image.Image, limit: int, write: Callable[[Image.Image, int], bytes], qualities: tuple[int, ...]
) -> bytes:
    """The picture at the first quality that fits, or at the last one with as few pixels as it takes."""
    for quality in qualities:
        content = write(picture, quality)
        if len(content) <= limit:
            return content
    while len(content) > limit and picture.width * picture.height > FEWEST_PIXELS:
        less = min(0.9, max(0.8, math.sqrt(limit / len(content))))
        size = max(1, round(picture.width * less)), max(1, round(picture.height * less))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
        content = write(picture, qualities[-1])
    return content


def _written(picture: Image.Image, pillow_format: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, pillow_format, **options)
    return stream.getvalue()


def _avif(picture: Image.Image, quality: int) -> bytes:
    return _written(picture, "AVIF", quality=quality, speed=AVIF_SPEED)


def _sharp_avif(picture: Image.Image, quality: int) -> bytes:
    """With colour at every pixel, or thin coloured lines would fray."""
    return _written(picture, "AVIF", quality=quality, speed=AVIF_SPEED, subsampling="4:4:4")


def _webp(picture: Image.Image, quality: int) -> bytes:
    return _written(picture, "WEBP", quality=quality)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    """On white, for JPEG knows no transparency."""
    if picture.mode == "RGBA":
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture).convert("RGB")
    return _written(picture, "JPEG", quality=quality, progressive=True, optimize=True)


def _png(picture: Image.Image, colours: int) -> bytes:
    """With so many colours; 0 for all of them."""
    if colours:
        picture = picture.quantize(colours, Image.Quantize.FASTOCTREE)
    return _written(picture, "PNG", optimize=True)


WRITERS: dict[str, Callable[[Image.Image, int], bytes]] = {"avif": _avif, "jpeg": _jpeg, "png": _png, "webp": _webp}
