"""Launching a petition: the one moment at which the terms on a landing page become an action.

Until then they are ordinary fields of the page: an editor changes them, a revision keeps them, a publisher
approves them, and a draft that is never published leaves nothing behind. From then on the action alone
holds them, and no revision of the page touches it (docs/decisions/0013).
"""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from supporters.actions import open_petition
from supporters.models import Action
from supporters.models.actions import too_early_deletion

if TYPE_CHECKING:
    from campaigns.models.landing import LandingPage

TERMS = ("demand", "target", "goal", "closes_at", "deletion_date")


def contradictions_in(page: "LandingPage") -> dict[str, Any]:
    """What is wrong with the terms as far as they are filled in, by field. Judged for drafts too."""
    return too_early_deletion(page.closes_at, page.deletion_date)


def obstacles_to_launch(page: "LandingPage") -> dict[str, Any]:
    """What keeps the petition from opening, by field; empty when it may."""
    problems: dict[str, Any] = {
        name: _("A petition needs this before it opens.") for name in TERMS if not _given(page, name)
    }
    if page.closes_at and page.closes_at <= timezone.now():
        problems["closes_at"] = _("The closing date has passed. Choose one in the future.")
    return problems | contradictions_in(page)


def launch(page: "LandingPage") -> Action | None:
    """Open the petition of a page that goes live: make it, or open the draft that the page was given.

    Does nothing for a petition that was ever open: an old revision brings nothing back. Returns None where
    the terms are not ready (a page may be published late, by schedule): the page then says so.
    """
    if page.action is not None:
        if page.action.state == Action.State.DRAFT and (
            not page.action.closes_at or page.action.closes_at > timezone.now()
        ):
            page.action.state = Action.State.OPEN
            page.action.save(update_fields=["state"])
        return page.action
    if obstacles_to_launch(page):
        return None
    return open_petition(
        title=page.title[:150],
        demand=page.demand,
        target=page.target,
        goal=page.goal,
        closes_at=page.closes_at,
        deletion_date=page.deletion_date,
    )


def proposed_action(page: "LandingPage") -> Action:
    """The petition as it would be, for previews. Never saved."""
    return Action(
        kind=Action.Kind.PETITION,
        title=page.title[:150],
        **{name: getattr(page, name) for name in TERMS},
    )


def _given(page: "LandingPage", name: str) -> bool:
    """Whether a term is filled in."""
    value = getattr(page, name)
    return bool(value.strip()) if isinstance(value, str) else value is not None
