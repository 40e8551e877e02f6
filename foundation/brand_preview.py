"""What a palette would look like, for the editor who is choosing one. Nothing is saved here."""

from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from foundation.colour_sheet import rules
from foundation.legibility import Reached, fault, ratios, shown
from foundation.models import OrganisationSettings
from foundation.palette import Colours

FIELDS = ("paper", "ink", "accent", "accent_2", "accent_3")
# What is said of a pair: the palette has more of them, but these are what an editor looks at.
TOLD: dict[tuple[str, str], Any] = {
    ("ink", "paper"): _("Text on the page"),
    ("ink_2", "paper"): _("Small text on the page"),
    ("accent", "paper"): _("Accent as text, and the ring around what has the focus"),
    ("on_flag", "flag"): _("Text on the accent"),
    ("on_flag", "btn"): _("Text on a button"),
    ("btn_edge", "paper"): _("Button against the page"),
    ("flag", "paper"): _("Band against the page"),
    ("flag_edge", "paper"): _("Edge of the band against the page"),
    ("tone", "stock"): _("Stars and patterns"),
    ("on_foot", "foot"): _("Text on the ink"),
    ("error", "stock"): _("Errors"),
}


@require_safe
def preview(request: HttpRequest, site: int) -> HttpResponse:
    """A page for the frame in the settings: both screens with every ratio, or why the palette cannot pass."""
    organisation, faults = asked_for(request, site)
    context: dict[str, Any] = {"organisation": organisation, "faults": faults, "query": request.GET.urlencode()}
    if not faults:
        palette = organisation.palette
        context["accents"] = list(organisation.more_accents)
        context["screens"] = [
            {"name": "light", "label": _("Light"), "told": told(palette.light)},
            {"name": "dark", "label": _("Dark"), "told": told(palette.dark)},
        ]
    return render(request, "foundation/brand_preview.html", context)


@require_safe
def preview_sheet(request: HttpRequest, site: int) -> HttpResponse:
    """The palette that is asked for, once for each half of the preview."""
    organisation, faults = asked_for(request, site)
    if not faults:
        halves = [(".screen-light", organisation.palette.light), (".screen-dark", organisation.palette.dark)]
        for accent in organisation.more_accents:
            palette = organisation.palette_for(accent)
            halves += [(f".screen-light .{accent}", palette.light), (f".screen-dark .{accent}", palette.dark)]
        return HttpResponse("\n".join(rules(halves)), content_type="text/css; charset=utf-8")
    return HttpResponse(content_type="text/css; charset=utf-8")


def asked_for(request: HttpRequest, site: int) -> tuple[OrganisationSettings, list[Any]]:
    """The saved organisation with the colours of the request, and what is wrong with them."""
    organisation = copy(OrganisationSettings.for_site(get_object_or_404(Site, pk=site)))
    faults: list[Any] = []
    for name in FIELDS:
        if name not in request.GET:
            continue
        field: Any = OrganisationSettings._meta.get_field(name)
        try:
            setattr(organisation, name, field.clean(request.GET[name], organisation))
        except ValidationError as error:
            faults += [{"label": field.verbose_name, "reason": message} for message in error.messages]
    if not faults and (found := fault(organisation.brand)):
        label = OrganisationSettings._meta.get_field(found.field).verbose_name
        faults.append({"label": label, "reason": found.reason})
    return organisation, faults


def told(colours: Colours) -> list[dict[str, Any]]:
    """The ratios in an editor's words, in their order there."""
    reached = {(pair.front, pair.back): pair for pair in ratios(colours)}
    return [in_words(reached[pair], words) for pair, words in TOLD.items() if pair in reached]


def in_words(pair: Reached, words: str | Promise) -> dict[str, Any]:
    """One line of the list."""
    return {"words": words, "ratio": shown(pair.ratio), "needed": shown(pair.needed), "passes": pair.passes}
