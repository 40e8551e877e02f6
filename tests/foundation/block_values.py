"""Values of the shared blocks, as the database and the editor's form hold them."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import RequestFactory
from PIL import Image as PillowImage
from wagtail import blocks

from foundation.blocks import (
    StoryBlock,
)
from foundation.models import LibraryImage
from foundation.pictures.showing import making_pictures


def render(block: blocks.Block, value: Any, **context: Any) -> str:
    """The HTML of a block made from stored data, its pictures made first as publishing does."""
    python_value = block.to_python(value) if not isinstance(value, blocks.StructValue) else value
    with making_pictures():
        return block.render(python_value, {"request": RequestFactory().get("/"), **context})


def clean(block: blocks.Block, value: Any) -> Any:
    """The value as saving for publication would leave it."""
    return block.clean(block.to_python(value))


def story(*children: tuple[str, Any]) -> blocks.StreamValue:
    """A body with ids as the database holds them."""
    data = [{"type": kind, "value": value, "id": f"{number:08d}-0000"} for number, (kind, value) in enumerate(children)]
    return StoryBlock().to_python(data)


def heading(text: str, level: str = "2", anchor: str = "") -> tuple[str, dict[str, str]]:
    """A heading as it is stored."""
    return "heading", {"text": text, "level": level, "anchor": anchor}


def picture(title: str = "Members at a meeting") -> LibraryImage:
    """An image of 40 by 30 pixels in the library."""
    content = BytesIO()
    PillowImage.new("RGB", (40, 30), "white").save(content, "PNG")
    return LibraryImage.objects.create(
        title=title, description=title, credit="A. Member", file=ImageFile(ContentFile(content.getvalue()), "one.png")
    )
