"""The made files of a picture, put together for a template; and making those that are missing.

A visitor's request makes nothing and writes nothing: until the worker has made the files, the page shows the drawn
pattern in their place. A preview, and a PDF, make the one plain file. AVIF is made by the worker only.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from wagtail.images.models import Filter
from wagtail.images.rect import Vector

from foundation.pictures.shapes import FORMATS, Shape

if TYPE_CHECKING:
    from foundation.models.media import LibraryImage, Rendition

logger = logging.getLogger(__name__)

#: A picture with fewer pixels than this share of its place is shown in its own size: enlarged it would be a blur.
TOO_SMALL = 0.6

#: A picture so tall that it would get less than this share of its place's width is shown in its own size too.
TOO_TALL = 0.85

#: Where the style sheet cuts once more, it keeps one of these places in view (percent; 50 needs no class).
PLACES = (0, 25, 50, 75, 100)

#: What of an upright picture without a focal point is kept in view: heads are near the top.
UPRIGHT = (50, 25)


class Making(IntEnum):
    """How many missing files may be made now."""

    NOTHING = 0
    PLAIN = 1
    EVERYTHING = 2


_making_all: ContextVar[bool] = ContextVar("making_all", default=False)


@contextmanager
def making_pictures() -> Iterator[None]:
    """Inside, whatever is shown is made first, in every size and format. For the worker."""
    token = _making_all.set(True)
    try:
        yield
    finally:
        _making_all.reset(token)


def making_for(request: Any) -> Making:
    """What may be made while a page is rendered for that request (None: for a PDF)."""
    if _making_all.get():
        return Making.EVERYTHING
    return Making.PLAIN if request is None or getattr(request, "is_preview", False) else Making.NOTHING


@dataclass(frozen=True)
class Source:
    """One format's files, as `source` wants them."""

    content_type: str
    srcset: str


@dataclass(frozen=True)
class Shown:
    """A picture ready for components/picture.html. `width` and `height` are what the browser reserves."""

    plain: Rendition
    sources: list[Source]
    sizes: str
    width: int
    height: int
    css_class: str
    first: bool

    @property
    def alt(self) -> str:
        """What is read out: the block's own words, else the picture's description; empty for a decorative one."""
        return str(self.plain.alt)


def find_picture(image: LibraryImage, shape: Shape, making: Making) -> Shown | None:
    """The picture in that shape, or None while none of its files is made or where its original is lost."""
    files = files_of(image, shape.specs, making)
    plain = files.get(shape.plain_spec)
    if plain is None:
        return None
    plain.image = image  # with the words that a block may have given it
    by_format = {
        file_format: [files[spec] for box in shape.boxes if (spec := shape.spec(box, file_format)) in files]
        for file_format in FORMATS
    }
    widest = max((file for group in by_format.values() for file in group), key=lambda file: file.width, default=plain)
    own = own_size(widest, shape)
    return Shown(
        plain=plain,
        sources=[
            Source(f"image/{file_format}", srcset(group, own[0] if own else None))
            for file_format, group in by_format.items()
            if group
        ],
        sizes="" if own else shape.sizes,
        width=own[0] if own else plain.width,
        height=own[1] if own else plain.height,
        css_class=" ".join(["own"] * bool(own) + focus_classes(image, shape)),
        first=shape.first,
    )


def files_of(image: LibraryImage, specs: list[str], making: Making) -> dict[str, Rendition]:
    """The files by specification; of the missing ones those made first that may be. One query, none if prefetched.

    After the focal point was moved the file cut about the old one is shown until the new one is made.
    """
    found: dict[str, Rendition] = {}
    for file in image.renditions.all():
        if file.filter_spec in specs:
            fresh = file.focal_point_key == Filter(file.filter_spec).get_cache_key(image)
            if fresh or (making is Making.NOTHING and file.filter_spec not in found):
                found[file.filter_spec] = file
    if making is not Making.NOTHING:
        wanted = specs if making is Making.EVERYTHING else specs[:1]
        found |= make_files(image, [spec for spec in wanted if spec not in found])
    return found


def make_files(image: LibraryImage, specs: list[str]) -> dict[str, Rendition]:
    """Make and keep files, one after the other: a large original takes 120 MB while it is open.

    A lost or damaged original is logged and makes none.
    """
    made: dict[str, Rendition] = {}
    try:
        for spec in specs:
            made[spec] = image.create_rendition(Filter(spec))
    except (OSError, SyntaxError, ValueError) as error:
        logger.warning("Picture %s cannot be shown: %s", image.pk, error)
    return made


def srcset(files: list[Rendition], own_width: int | None) -> str:
    """Address and width of each file, or for a picture in its own size address and density."""
    by_width = {file.width: file for file in files}
    if own_width is None:
        return ", ".join(f"{file.url} {width}w" for width, file in sorted(by_width.items()))
    return ", ".join(f"{file.url} {width / own_width:.3g}x" for width, file in sorted(by_width.items()))


def own_size(widest: Rendition, shape: Shape) -> tuple[int, int] | None:
    """Width and height in CSS pixels of a picture that is too small or too tall for its place; None if it fits."""
    box_width, box_height = shape.shown
    room = box_width if shape.cut else min(box_width, box_height * widest.width / widest.height)
    is_small = widest.width < TOO_SMALL * room
    if not is_small and room > TOO_TALL * box_width:
        return None
    width = round(widest.width if is_small else room)
    return max(width, 1), max(round(width * widest.height / widest.width), 1)


def focus_classes(image: LibraryImage, shape: Shape) -> list[str]:
    """The classes that keep the focal point in view where the style sheet cuts a shape once more."""
    if not shape.cut_again:
        return []
    focus = image.get_focal_point()
    if focus is None:
        places = UPRIGHT if image.height >= image.width else (50, 50)
    else:
        transform = Filter(shape.plain_spec).get_transform(image)
        seen = transform.transform_vector(Vector(*focus.centroid))
        places = (_place(seen.x / transform.size[0]), _place(seen.y / transform.size[1]))
    return [f"{axis}{place}" for axis, place in zip(("fx", "fy"), places, strict=True) if place != 50]


def _place(share: float) -> int:
    """The place nearest to a share from 0 to 1."""
    return min(PLACES, key=lambda place: abs(place - 100 * share))
