"""Clear refusals in the admin, where a rule of this room would otherwise end in an error page."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from campaigns.models import LandingPage
from campaigns.removal import refusal, signed_pages_in

STARTS_AS_A_DRAFT = ("publish_copies", "alias")


@hooks.register("before_delete_page")
def refuse_to_delete_signed_pages(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say which pages people have signed, before anything is asked."""
    return _refused(request, [page], page.get_parent())


@hooks.register("before_bulk_action")
def refuse_to_delete_signed_pages_together(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """The same for pages that are ticked in a list."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type != "delete" or not pages:
        return None
    return _refused(request, pages, pages[0].get_parent())


@hooks.register("before_copy_page")
def copies_start_as_drafts(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copied petition needs dates of its own, and an alias could never have one."""
    if request.method != "POST" or not any(request.POST.get(name) for name in STARTS_AS_A_DRAFT):
        return None
    if not LandingPage.objects.descendant_of(page, inclusive=True).exists():
        return None
    messages.error(
        request,
        gettext(
            "A copy of a landing page starts as a draft, with a petition of its own. "
            "Copy it without publishing and without an alias, check its dates, then publish it."
        ),
    )
    return redirect("wagtailadmin_pages:copy", page.pk)


def _refused(request: HttpRequest, pages: list[Page], parent: Page) -> HttpResponse | None:
    """Back to the list with the reason, or None where nothing is in the way."""
    signed = [found for page in pages for found in signed_pages_in(page)]
    if not signed:
        return None
    messages.error(request, refusal(signed))
    return redirect("wagtailadmin_explore", parent.pk)
