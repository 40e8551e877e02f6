"""Opening an action: the one call that other rooms make."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from supporters.models import Action, Milestone

# UK Parliament's petitions keep details for six months after closing; so do we unless told otherwise.
KEEP_DETAILS_FOR = timedelta(days=183)
# Who signed in the last minute must still be able to open the mail.
GRACE_AFTER_CLOSING = timedelta(hours=24)


@transaction.atomic
def open_petition(  # noqa: PLR0913  (the fields of a petition, each by name)
    *,
    title: str,
    demand: str,
    target: str,
    goal: int | None = None,
    milestones: Iterable[int | tuple[int, str]] = (),
    closes_at: datetime | None = None,
    deletion_date: date | None = None,
    state: str = Action.State.OPEN,
) -> Action:
    """Make a petition with its counts and the consent words, ready to sign.

    A milestone is a number, or a number with what is promised at it. Without `deletion_date` details are kept for
    six months after closing (or after today, where there is no closing date). Raises ValidationError.
    """
    ends = closes_at or timezone.now()
    action = Action(
        kind=Action.Kind.PETITION,
        title=title,
        demand=demand,
        target=target,
        goal=goal,
        state=state,
        closes_at=closes_at,
        deletion_date=deletion_date or (ends + KEEP_DETAILS_FOR).date(),
    )
    action.full_clean()
    action.save()
    for step in milestones:
        count, promise = step if isinstance(step, tuple) else (step, "")
        milestone = Milestone(action=action, count=count, promise=promise)
        milestone.full_clean()
        milestone.save()
    return action
