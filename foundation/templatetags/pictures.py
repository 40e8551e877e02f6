"""Pictures of the library in their places (foundation.pictures.shapes). Print them with components/picture.html."""

from typing import Any

from django import template
from django.template import Context

from foundation.logos import logo_file
from foundation.models import LibraryImage, Rendition
from foundation.pictures.shapes import SHAPES
from foundation.pictures.showing import Shown, find_picture, making_for

register = template.Library()


@register.simple_tag(takes_context=True)
def picture_for(context: Context, image: Any, place: str) -> Shown | None:
    """`{% picture_for page.portrait "portrait" as shown %}`: None without a picture, or until its files are made.

    Raises KeyError for a place that is not in the table.
    """
    shape = SHAPES[place]
    return find_picture(image, shape, making_for(context.get("request"))) if isinstance(image, LibraryImage) else None


@register.simple_tag(takes_context=True)
def logo_of(context: Context, organisation: Any) -> Rendition | None:
    """`{% logo_of organisation as logo %}`: None without a logo, or until its file is made: the name stands there."""
    return logo_file(organisation, making_for(context.get("request")))
