"""The rehearsal in the admin: a button on the release, a table of addresses as the answer."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry, log

from publications.rehearsal import rehearse
from publications.release_views import release_of


@require_POST
def rehearse_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask every address now and as at the second, and show what came back. The history keeps that it was done."""
    release = release_of(request, pk)
    try:
        rehearsal = rehearse(release, request.get_host(), is_secure=request.is_secure())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("publications_release", release.pk)
    told = {"green": rehearsal.is_green, "addresses": len(rehearsal.rows)}
    log(instance=release.report, action="publications.release.rehearse", user=request.user, data=told)
    context = {"release": release, "report": release.report, "rehearsal": rehearsal}
    return render(request, "publications/releases/rehearsal.html", context)


@hooks.register("register_admin_urls")
def add_rehearsal_address() -> list[URLPattern]:
    """Of one release."""
    return [path("releases/<int:pk>/rehearse/", rehearse_release, name="publications_rehearse_release")]


@hooks.register("register_log_actions")
def name_actions(actions: LogActionRegistry) -> None:
    """As the history of a report words it."""
    actions.register_action("publications.release.rehearse", _("Rehearse a release"), _("Release rehearsed"))
