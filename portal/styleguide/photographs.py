"""Pictures of the guide: drawn for it, never in the library, with a file for every place where one may stand."""

from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage

from foundation.models import LibraryImage
from foundation.models.media import Rendition
from foundation.pictures.shapes import SHAPES
from foundation.pictures.showing import Making, find_picture

LANDSCAPE, UPRIGHT, SMALL = (960, 720), (640, 800), (120, 90)


def photograph(size: tuple[int, int] = LANDSCAPE, **fields: Any) -> LibraryImage:
    """An unsaved picture of that many pixels, as an editor might upload it."""
    width, height = size
    image = LibraryImage(
        pk=0, title="Sample picture", description="Three invented people before a town", credit="A. Sample", **fields
    )
    image.width, image.height = width, height
    files = []
    for shape in SHAPES.values():
        box_width, box_height = shape.plain
        scale = min(1, box_width / width, box_height / height)
        shown = shape.plain if shape.cut else (round(width * scale), round(height * scale))
        files.append(sample_file(image, shape.plain_spec, shown))
    image._prefetched_objects_cache = {"renditions": files}
    return image


def sample_file(image: LibraryImage, spec: str, size: tuple[int, int]) -> Rendition:
    """A made file of the picture: one of three that the guide brings, whichever is nearest to its shape."""
    shape = "small" if size[0] <= SMALL[0] else "upright" if size[1] > size[0] else "landscape"
    made = Rendition(image=image, filter_spec=spec, focal_point_key="", width=size[0], height=size[1])
    field = Rendition._meta.get_field("file")
    file = field.attr_class(made, field, f"portal/styleguide/{shape}.webp")
    file.storage = staticfiles_storage
    made.__dict__["file"] = file  # assigned the usual way, Django would open it in the library to measure it
    return made


def shown(place: str, size: tuple[int, int] = LANDSCAPE) -> dict[str, Any]:
    """The context of components/picture.html for that place."""
    return {"shown": find_picture(photograph(size), SHAPES[place], Making.NOTHING)}
