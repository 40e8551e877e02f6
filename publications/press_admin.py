"""Press links in the admin: the list of a release, making one, seeing for whom, ending it."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry

from publications import press
from publications.models import PressLink, Release
from supporters.access.reasons import LONGEST_REASON
from supporters.press import LONGEST_NAME

ACTIONS = {
    "make": (gettext_lazy("Make a press link"), gettext_lazy("Press link made")),
    "revoke": (gettext_lazy("Revoke a press link"), gettext_lazy("Press link revoked")),
}


class RecipientForm(forms.Form):
    """Whom a link is for."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=LONGEST_NAME, help_text=gettext_lazy("Kept encrypted, shown masked.")
    )
    outlet = forms.CharField(
        label=gettext_lazy("Outlet"),
        max_length=160,
        help_text=gettext_lazy("Printed on every page and in every PDF that this link opens."),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("For your own use: the link is not sent from here."),
    )


class ReasonForm(forms.Form):
    """Why somebody's name is needed."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you need the name?"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Kept in the history of the site. Name no person here."),
    )


def release_to_send(request: HttpRequest, pk: int) -> Release:
    """The release, for somebody who may deal with its links. Raises Http404 and PermissionDenied."""
    release: Release = get_object_or_404(Release.objects.select_related("report"), pk=pk)
    if not press.may_send(release.report, request.user):
        raise PermissionDenied
    return release


def link_to_handle(request: HttpRequest, pk: int) -> PressLink:
    """The same for one link."""
    link: PressLink = get_object_or_404(PressLink.objects.select_related("release__report", "contact"), pk=pk)
    if not press.may_send(link.release.report, request.user):
        raise PermissionDenied
    return link


def list_links(request: HttpRequest, pk: int) -> HttpResponse:
    """The links of a release, and the form for another. A new one is shown in the answer, and never again."""
    release = release_to_send(request, pk)
    form, address = RecipientForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            token = press.make_link(release, request.user, **form.cleaned_data)[1]
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            address = address_of(release, token)
            form = RecipientForm()
    context = {
        "release": release,
        "report": release.report,
        "form": form,
        "address": address,
        "links": release.press_links.select_related("contact", "made_by"),
        "now": timezone.now(),
        "can_make": release.state == Release.State.APPROVED and release.embargo_until > timezone.now(),
    }
    return confidential(render(request, "publications/press/links.html", context, status=422 if form.errors else 200))


def address_of(release: Release, token: str) -> str:
    """The full address of a link, on the report's own site."""
    site = release.report.get_site()
    return f"{site.root_url if site is not None else ''}{reverse('press_open', args=[token])}"


def confidential(response: HttpResponse) -> HttpResponse:
    """An answer that no browser keeps: it may hold a link or a name."""
    response.headers["Cache-Control"] = "no-store, private"
    return response


def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a reason, then show for whom a link is."""
    link = link_to_handle(request, pk)
    form, revealed = ReasonForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            revealed = press.reveal_recipient(link, form.cleaned_data["reason"], request.user)
        except ValidationError as error:  # of the one rule for reasons
            form.add_error(None, error)
    context = {"link": link, "release": link.release, "form": form, "revealed": revealed}
    return confidential(render(request, "publications/press/reveal.html", context, status=422 if form.errors else 200))


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a link. One click: another can be made."""
    link = link_to_handle(request, pk)
    press.revoke_link(link, request.user)
    messages.success(request, gettext_lazy("The link opens nothing any more."))
    return redirect("publications_press", link.release_id)


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then forget for whom a link was and end it: this cannot be taken back."""
    link = link_to_handle(request, pk)
    if request.method == "POST":
        press.erase_recipient(link, request.user)
        messages.success(request, gettext_lazy("Name and e-mail address are erased, and the link has ended."))
        return redirect("publications_press", link.release_id)
    return confidential(render(request, "publications/press/erase.html", {"link": link}))


@hooks.register("register_admin_urls")
def add_press_addresses() -> list[URLPattern]:
    """The list is of a release, the rest of a link."""
    return [
        path("releases/<int:pk>/press/", list_links, name="publications_press"),
        path("press-links/<int:pk>/reveal/", reveal, name="publications_press_reveal"),
        path("press-links/<int:pk>/revoke/", revoke, name="publications_press_revoke"),
        path("press-links/<int:pk>/erase/", erase, name="publications_press_erase"),
    ]


@hooks.register("register_log_actions")
def name_actions(actions: LogActionRegistry) -> None:
    """As the history of a report words them."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"publications.press.{name}", label, message)
