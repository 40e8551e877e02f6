"""Citing and quoting in templates."""

from typing import Any

from django import template
from django.http import HttpRequest

from foundation.models import OrganisationSettings
from publications.charts.showing import Figure
from publications.metadata import citation_tags
from publications.quotations import figure_quotation

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
def quotation_of_figure(context: template.Context, figure: Figure) -> str:
    """The words to copy below a figure; empty where the page offers no quotations (a preview, a frame elsewhere)."""
    quoting: Any = context.get("quoting")
    if quoting is None or not figure.table.label:
        return ""
    return figure_quotation(figure.table, quoting, quotable_page(context)).quotation


def quotable_page(context: template.Context) -> str:
    """The last part of the address below the version's: a chapter, the whole report, or nothing for the first page."""
    if context.get("mode") == "chapter":
        return str(context["chapter"].slug)
    return context["mode"] if context.get("mode") in ("full", "data") else ""
