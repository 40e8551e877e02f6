"""Tags of the site's own templates. None of them queries for more than the page it is given."""

import json
from contextlib import suppress
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from foundation.drawing import draw
from foundation.models import BasePage, PageArt
from foundation.patterns import draw_rosette, draw_stars

register = template.Library()
JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def pattern(page: Any, shape: str) -> SafeString:
    """The stored drawing of a page: `hero`, `card` or `band`. Drawn here only in a preview, before any is stored."""
    art = getattr(page, "art", None) if isinstance(page, Page) and page.pk else None
    if isinstance(art, PageArt):
        return mark_safe(getattr(art, shape))  # noqa: S308  (our own drawing, made from a slug)
    seed = getattr(page, "slug", "") or "portal"
    return mark_safe(draw(shape, seed))  # noqa: S308


@register.simple_tag
def rosette(page: Any, *, lead: bool = False) -> SafeString:
    """The stored monogram of a person, in a portrait's place; `lead` for the large one. Drawn here only in a preview.

    A name that holds no letter has no monogram: the page's own plate stands in.
    """
    initials = getattr(page, "initials", "")
    if not initials:
        return pattern(page, "card")
    art = getattr(page, "art", None) if page.pk else None
    if isinstance(art, PageArt) and art.rosette:
        return mark_safe(art.rosette_lead if lead else art.rosette)  # noqa: S308  (our own drawing)
    return mark_safe(draw_rosette(page.slug or "portal", initials, lead=lead))  # noqa: S308  (the engine escapes letters)


@register.simple_tag
def stars(inked: float, label: str, columns: int = 10, rows: int = 10, milestone: int | None = None) -> SafeString:
    """A star field that counts: `inked` of columns times rows."""
    return mark_safe(  # noqa: S308  (the engine escapes the label)
        draw_stars(inked, columns=columns, rows=rows, label=label, milestone=milestone)
    )


@register.simple_tag
def breadcrumbs(page: BasePage) -> list[Page]:
    """The pages above a page, home first; empty on the home page and off the tree."""
    return page.breadcrumbs if isinstance(page, BasePage) else []


@register.simple_tag(takes_context=True)
def structured_data(context: Context, page: Any) -> SafeString:
    """The page's schema.org data and its breadcrumbs, as one JSON-LD graph for a `script` element."""
    request: HttpRequest = context["request"]
    if not isinstance(page, BasePage):
        return SafeString("")
    graph = [page.structured_data(request)]
    trail = [*page.breadcrumbs, page]
    if len(trail) > 1:
        graph.append(
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": place, "name": item.title, "item": item.get_full_url(request)}
                    for place, item in enumerate(trail, start=1)
                ],
            }
        )
    document = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return mark_safe(document.translate(JSON_ESCAPES))  # noqa: S308  (no `<` can close the script element)


@register.simple_tag(takes_context=True)
def social_image(context: Context, page: Any) -> str:
    """The absolute address of the picture for shared links; empty until one is drawn.

    Where the file of the editor's own picture is missing, the drawn one stands in.
    """
    request: HttpRequest = context["request"]
    if not isinstance(page, BasePage):
        return ""
    if page.social_image is not None:
        with suppress(SourceImageIOError):
            return request.build_absolute_uri(page.social_image.get_rendition("fill-1200x630|format-png").url)
    art = getattr(page, "art", None)
    return request.build_absolute_uri(art.social.url) if art is not None and art.social else ""
