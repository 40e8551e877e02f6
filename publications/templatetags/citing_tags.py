"""Citing and quoting in templates."""

from django import template
from django.http import HttpRequest

from foundation.models import OrganisationSettings
from publications.citing.quoting import Quoting
from publications.metadata import citation_tags
from publications.quotations import titled

register = template.Library()


@register.simple_tag(takes_context=True)
def citation_meta(context: template.Context) -> list[tuple[str, str]]:
    """Names and contents of the `meta` tags of a report; none before it came out."""
    request: HttpRequest | None = context.get("request")
    version = context.get("version")
    if request is None or version is None:
        return []
    return citation_tags(context["page"], version, OrganisationSettings.for_request(request).name)


@register.simple_tag(takes_context=True)
def quotation_of_figure(context: template.Context, label: str, title: str, name: str) -> str:
    """The words to copy below a figure or table; empty where the page offers no quotations (a preview, a frame
    elsewhere, paper) or it has no number."""
    quoting: Quoting | None = context.get("quoting")
    if quoting is None or not label or context.get("is_alone") or context.get("is_printed"):
        return ""
    return quoting.quote(titled(label, title), name, quotable_page(context))


def quotable_page(context: template.Context) -> str:
    """The last part of the address below the version's: a chapter, the whole report, or nothing for the first page."""
    if context.get("mode") == "chapter":
        return str(context["chapter"].slug)
    return context["mode"] if context.get("mode") in ("full", "data") else ""
