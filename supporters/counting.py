"""Counting signatures: always all of them anew, on a tick, never plus one.

A recount is harmless to repeat, heals itself, and lets confirming touch no shared row. Two at once are safe: the
result is written only over the count that was read (compare and set). All times are the database's.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Now
from django.utils import timezone

from supporters.models import Action, ActionStats, Milestone, Signature

State = Signature.State
# A signature's time is taken before its transaction ends: look back so far for those that ended late.
OVERLAP = timedelta(minutes=1)


@dataclass(frozen=True)
class PublicCount:
    """What anybody may know of an action's progress."""

    confirmed: int
    goal: int | None
    milestone: int | None
    counted_at: datetime | None


def public_count(action: Action, stats: ActionStats | None = None) -> PublicCount:
    """The last count of an action and the next milestone above it (the goal, where none is left).

    Two queries, one for those who have fetched the counts.
    """
    stats = stats or ActionStats.objects.filter(action=action).first() or ActionStats(action=action)
    confirmed = stats.confirmed + stats.paper
    following = next((step.count for step in action.milestones.all() if step.count > confirmed), None)
    if following is None and action.goal and action.goal > confirmed:
        following = action.goal
    return PublicCount(confirmed, action.goal, following, stats.counted_at)


def mark_dirty(action_id: int) -> None:
    """Ask for a recount after something that is no new signature."""
    ActionStats.objects.filter(action=action_id).update(dirty_at=timezone.now())


def recount(action_id: int) -> bool:
    """Count an action and write the result. False when another recount was faster; its result stands."""
    seen = ActionStats.objects.annotate(now=Now()).filter(action=action_id).first()
    if seen is None:
        return False
    states = Signature.objects.filter(action=action_id).order_by().values_list("state").annotate(Count("pk"))
    counts = Counter(dict(states))
    with transaction.atomic():
        written = ActionStats.objects.filter(
            action=action_id, counted_at=seen.counted_at, dirty_at=seen.dirty_at
        ).update(
            confirmed=counts[State.CONFIRMED],
            waiting=counts[State.PENDING],
            held=counts[State.HELD],
            counted_at=seen.now,
            dirty_at=None,
        )
        if written:
            _reach_milestones(action_id, counts[State.CONFIRMED] + seen.paper)
    return bool(written)


def _reach_milestones(action_id: int, confirmed: int) -> None:
    """Note the moment of each milestone that this count reaches, once."""
    Milestone.objects.filter(action=action_id, count__lte=confirmed, reached_at__isnull=True).update(reached_at=Now())


def recount_due() -> int:
    """Tick, every 10 seconds: recount the actions in which something moved; returns how many."""
    stats = ActionStats.objects.exclude(action__state=Action.State.DRAFT).order_by("pk")
    return sum(recount(row.pk) for row in stats if _has_moved(row))


def _has_moved(stats: ActionStats) -> bool:
    if stats.counted_at is None or stats.dirty_at is not None:
        return True
    since = stats.counted_at - OVERLAP
    moved = Signature.objects.filter(action=stats.pk)
    return (
        moved.filter(created_at__gte=since).exists()
        or moved.filter(Q(confirmed_at__gte=since), state=State.CONFIRMED).exists()
    )


def recount_all() -> int:
    """Tick, every hour: recount every action, for whatever the quick tick may have missed; returns how many."""
    return sum(recount(pk) for pk in ActionStats.objects.order_by("pk").values_list("pk", flat=True))
