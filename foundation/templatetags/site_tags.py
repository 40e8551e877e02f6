"""Tags of the site's own templates. None of them queries for more than the page it is given."""

import json
import re
from collections import Counter
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.template.defaultfilters import stringfilter
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page
from wagtail.rich_text import RichText

from foundation.blocks.paragraphs import with_ids
from foundation.drawing import draw
from foundation.models import BasePage, PageArt
from foundation.patterns import draw_rosette, draw_stars
from foundation.pictures.shapes import SHARED
from foundation.pictures.showing import files_of, making_for

register = template.Library()
JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
# What the ids of a drawing begin with (foundation.patterns.svg.element_id).
DRAWING_ID = re.compile(r' id="(?P<name>p[a-z]{6})')

# The hyphen of e-mail: a line may not end after it. The word joiner is not drawn, not read and not searched.
LONE_LETTER = re.compile(r"\b(\w-)(?=\w)")


@register.filter(is_safe=True)
@stringfilter
def joined(text: str) -> str:
    """The text with words such as e-mail kept on one line. For narrow columns."""
    return LONE_LETTER.sub("\\1\u2060", text)


@register.filter
def steps(page: Any) -> list[int | None]:
    """The numbers that the pagination of a list shows: the first, the last and those around the page; None for a gap.

    Here and not in the template, which would look at every number of a long list.
    """
    last = page.paginator.num_pages
    near = range(max(1, page.number - 2), min(last, page.number + 2) + 1)
    numbers = sorted({1, *near, last})
    shown: list[int | None] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number - before > 1:
            shown.append(None)
        shown.append(number)
    return shown


@register.simple_tag(takes_context=True)
def pattern(context: Context, page: Any, shape: str) -> SafeString:
    """The stored drawing of a page: `hero`, `card` or `band`. Drawn here only in a preview, before any is stored."""
    art = getattr(page, "art", None) if isinstance(page, Page) and page.pk else None
    if isinstance(art, PageArt):
        return placed(context, getattr(art, shape))
    return placed(context, draw(shape, getattr(page, "slug", "") or "portal"))


@register.simple_tag(takes_context=True)
def rosette(context: Context, page: Any, *, lead: bool = False) -> SafeString:
    """The stored monogram of a person, in a portrait's place; `lead` for the large one. Drawn here only in a preview.

    A name that holds no letter has no monogram: the page's own plate stands in.
    """
    initials = getattr(page, "initials", "")
    if not initials:
        return pattern(context, page, "card")
    art = getattr(page, "art", None) if page.pk else None
    if isinstance(art, PageArt) and art.rosette:
        return placed(context, art.rosette_lead if lead else art.rosette)
    return placed(context, draw_rosette(page.slug or "portal", initials, lead=lead))


@register.simple_tag(takes_context=True)
def stars(  # noqa: PLR0913, PLR0917  (what a template may say)
    context: Context, inked: float, label: str, columns: int = 10, rows: int = 10, milestone: int | None = None
) -> SafeString:
    """A star field that counts: `inked` of columns times rows."""
    return placed(context, draw_stars(inked, columns=columns, rows=rows, label=label, milestone=milestone))


def placed(context: Context, drawing: str) -> SafeString:
    """One of our own drawings (the engine escapes its letters), its ids unlike those of any other on the page.

    The same one may stand twice: a plate above and beside, a page among two lists of cards.
    """
    found = DRAWING_ID.search(drawing)
    request = context.get("request")
    if found and request is not None:
        seen: Counter[str] = request.__dict__.setdefault("_drawings", Counter())
        name = found["name"]
        seen[name] += 1
        if seen[name] > 1:
            drawing = drawing.replace(name, f"{name}{seen[name]}")
    return mark_safe(drawing)  # noqa: S308


@register.simple_tag(takes_context=True)
def prose(context: Context, text: RichText, block_id: str | None) -> SafeString:
    """Rich text. Where the page offers quotations (`quotable`), each paragraph has an id of its own to link to."""
    if context.get("quotable") and block_id:
        return with_ids(text, block_id)
    return SafeString(text.__html__())


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

    Until the editor's own picture is made, or where its file is lost, the drawn one stands in.
    """
    request: HttpRequest = context["request"]
    if not isinstance(page, BasePage):
        return ""
    if page.social_image is not None:
        files = files_of(page.social_image, [SHARED], making_for(request))
        if SHARED in files:
            return request.build_absolute_uri(files[SHARED].url)
    art = getattr(page, "art", None)
    return request.build_absolute_uri(art.social.url) if art is not None and art.social else ""
