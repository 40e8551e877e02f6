"""Counting signatures: always all of them anew, on a tick, never plus one.

A recount is harmless to repeat, heals itself, and lets confirming touch no shared row. Two at once are safe: the
result is written only over the count that was read (compare and set). All times are the database's.
"""

import logging
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Now
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone

from supporters.counting.milestones import reach_milestones
from supporters.models import Action, ActionStats, CountHour, PaperBatch, Signature

logger = logging.getLogger(__name__)
State = Signature.State
# How often what moved is counted, and everything.
RECOUNT_EVERY, SWEEP_EVERY = timedelta(seconds=10), timedelta(hours=1)
# A signature's time is taken before its transaction ends: look back so far for those that ended late.
OVERLAP = timedelta(minutes=1)


@dataclass(frozen=True)
class Counted:
    """What a recount found, by the names of ActionStats."""

    confirmed: int
    waiting: int
    held: int
    expired: int
    areas: dict[str, int]
    paper: int

    def keeps(self, seen: ActionStats) -> bool:
        """Whether the history has nothing new to tell: its three numbers are those of the count before."""
        kept = (seen.confirmed, seen.waiting, seen.paper)
        return seen.counted_at is not None and (self.confirmed, self.waiting, self.paper) == kept


def mark_dirty(action_id: int) -> None:
    """Ask for a recount after something that is no new signature."""
    ActionStats.objects.filter(action=action_id).update(dirty_at=timezone.now())


def recount(action_id: int) -> bool:
    """Count an action and write the result. False when another recount was faster; its result stands.

    The count before is read first: whatever moves after that either is in this count or spoils its writing.
    """
    seen = with_paper_and_time().filter(action=action_id).first()
    if seen is None:
        return False
    counted = count_signatures(action_id, paper=seen.sheets)
    with transaction.atomic():
        unchanged = ActionStats.objects.filter(action=action_id, counted_at=seen.counted_at, dirty_at=seen.dirty_at)
        if not unchanged.update(**asdict(counted), counted_at=seen.now, dirty_at=None):
            return False
        # The row is ours until the transaction ends: of two recounts only this one comes here.
        if not counted.keeps(seen):
            keep_hour(action_id, counted, seen.now)
        reach_milestones(action_id, counted.confirmed + counted.paper)
    return True


def with_paper_and_time() -> QuerySet[Any]:
    """The counts as they stand, with the sum of the paper batches (`sheets`) and the database's time (`now`)."""
    batches = PaperBatch.objects.filter(action=OuterRef("pk")).order_by().values("action")
    return ActionStats.objects.annotate(
        now=Now(), sheets=Coalesce(Subquery(batches.annotate(sum=Sum("count")).values("sum")), 0)
    )


def count_signatures(action_id: int, *, paper: int) -> Counted:
    """All signatures of an action by state, the confirmed ones by area too. One query, on one index."""
    groups = Signature.objects.filter(action=action_id).order_by().values_list("state", "area")
    states: Counter[str] = Counter()
    areas: dict[str, int] = {}
    for state, area, number in groups.annotate(number=Count("*")):
        states[state] += number
        if state == State.CONFIRMED:
            areas[area] = number
    return Counted(
        confirmed=states[State.CONFIRMED],
        waiting=states[State.PENDING],
        held=states[State.HELD],
        expired=states[State.EXPIRED],
        areas=areas,
        paper=paper,
    )


def keep_hour(action_id: int, counted: Counted, now: datetime) -> None:
    """Note the counts as those of the present hour, over those that were noted in it before."""
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    numbers = {"confirmed": counted.confirmed, "waiting": counted.waiting, "paper": counted.paper}
    CountHour.objects.bulk_create(
        [CountHour(action_id=action_id, hour=hour, **numbers)],
        update_conflicts=True,
        unique_fields=["action", "hour"],
        update_fields=list(numbers),
    )


def recount_due() -> int:
    """Recount the actions in which something moved; returns how many. One query where nothing did."""
    stats = ActionStats.objects.exclude(action__state=Action.State.DRAFT).filter(has_moved()).order_by("pk")
    return _recount_each(list(stats.values_list("pk", flat=True)))


def has_moved() -> Q:
    """Whether an action has something that its last count may not know of.

    Asked by the newest moments, each the end of an index. Asked as "is there any since", PostgreSQL read all signatures.
    """
    mine = Signature.objects.filter(action=OuterRef("pk"))
    signed = mine.order_by("-created_at").values("created_at")[:1]
    confirmed = mine.filter(state=State.CONFIRMED).order_by("-confirmed_at").values("confirmed_at")[:1]
    since = F("counted_at") - OVERLAP
    return (
        Q(counted_at__isnull=True)
        | Q(dirty_at__isnull=False)
        | Q(GreaterThanOrEqual(Subquery(signed), since))
        | Q(GreaterThanOrEqual(Subquery(confirmed), since))
    )


def recount_all() -> int:
    """Tick, every hour: recount every action, for whatever the quick tick may have missed; returns how many."""
    return _recount_each(list(ActionStats.objects.order_by("pk").values_list("pk", flat=True)))


def _recount_each(action_ids: list[int]) -> int:
    """Recount some actions; returns how many. One that cannot be counted keeps no other from it, and is in the log."""
    counted = 0
    for action_id in action_ids:
        try:
            counted += recount(action_id)
        except Exception:
            logger.exception("Action %s could not be counted.", action_id)
    return counted
