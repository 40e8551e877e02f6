"""Removing landing pages: never one that people have signed, and no petition is left behind without its page."""

from django.db.models import Exists, OuterRef, ProtectedError, QuerySet
from django.utils.translation import ngettext
from wagtail.models import Page

from campaigns.models import LandingPage
from supporters.models import Action, Signature


def signed_pages_in(page: Page) -> QuerySet[LandingPage]:
    """The landing pages at or below a page whose petition somebody has signed, in any state."""
    signatures = Signature.objects.filter(action=OuterRef("action"))
    return LandingPage.objects.descendant_of(page, inclusive=True).filter(Exists(signatures))


def refusal(pages: list[LandingPage]) -> str:
    """Why pages cannot be deleted, and what to do instead."""
    titles = ", ".join(f"“{page.title}”" for page in pages)
    return ngettext(
        "%(titles)s has signatures. Deleting the page would lose what people signed: unpublish it instead.",
        "%(titles)s have signatures. Deleting the pages would lose what people signed: unpublish them instead.",
        len(pages),
    ) % {"titles": titles}


def refuse_signed(page: LandingPage) -> None:
    """Raise ProtectedError for a page that people have signed, whichever way it is deleted."""
    signatures = Signature.objects.filter(action=page.action_id)[:1]
    if page.action_id is not None and signatures:
        raise ProtectedError(refusal([page]), set(signatures))


def remove_petition(action_id: int) -> None:
    """Remove the petition of a page that is gone, unless another page shows it."""
    try:
        Action.objects.filter(pk=action_id).delete()
    except ProtectedError:
        return
