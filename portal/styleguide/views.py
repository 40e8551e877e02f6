"""The guide and its entries. For those who may enter the admin; nothing of it is kept by a cache or a search engine."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.second_factor import lacks_second_factor
from portal.styleguide.entries import Entry, State, apart
from portal.styleguide.registry import entries, groups

View = Callable[..., HttpResponseBase]


def for_staff(view: View) -> View:
    """Leads those who are not logged in to the log-in; 404 for log-ins without the admin."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            response: HttpResponseBase = redirect_to_login(request.get_full_path())
        elif not request.user.has_perm("wagtailadmin.access_admin") or lacks_second_factor(request):
            raise Http404(_("There is no such page."))
        else:
            response = view(request, *arguments, **options)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return guarded


@for_staff
def guide(request: HttpRequest) -> HttpResponse:
    """Every entry in all its states, on one page."""
    drawn = [
        {
            "group": group,
            "entries": [
                {"entry": entry, "specimens": specimens(request, entry, apart_by=entry.name)} for entry in group.entries
            ],
        }
        for group in groups()
    ]
    scripts = dict.fromkeys(script for entry in entries().values() for script in entry.scripts)
    return render(request, "styleguide/guide.html", {"groups": drawn, "scripts": scripts, "page": None})


@for_staff
def entry(request: HttpRequest, name: str) -> HttpResponse:
    """One entry alone, in all its states or in the one of `?state=`. 404 for one that does not exist."""
    found = entries().get(name)
    if found is None:
        raise Http404(_("The style guide has no such entry."))
    wanted = request.GET.get("state")
    state = found.state(wanted) if wanted is not None else None
    if wanted is not None and state is None:
        raise Http404(_("The entry has no such state."))
    shown = specimens(request, found, only=state)
    return render(request, "styleguide/entry.html", {"entry": found, "state": state, "specimens": shown, "page": None})


def specimens(
    request: HttpRequest, found: Entry, *, only: State | None = None, apart_by: str = ""
) -> list[dict[str, State | SafeString]]:
    """The states of an entry, drawn. Where several stand on a page, each gets ids of its own."""
    if only is not None:
        return [{"state": only, "html": mark_safe(only.draw(request))}]  # noqa: S308  (our own templates)
    return [
        {"state": state, "html": apart(state.draw(request), f"{apart_by or found.name}-{state.name}")}
        for state in found.states
    ]
