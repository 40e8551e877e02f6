"""What anybody may know of an action's count: one body for the view and for the file that a web server gives out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder

from supporters.counting.small_areas import without_small_areas
from supporters.models import Action, ActionStats

# What a single form moves is shown no finer than this: see `rounded_down`.
ROUNDED_TO = 10


@dataclass(frozen=True)
class PublicCount:
    """What anybody may know of an action's progress."""

    confirmed: int
    waiting: int
    paper: int
    goal: int | None
    milestone: int | None
    counted_at: datetime | None
    areas: Mapping[str, int]
    other_areas: int

    @property
    def total(self) -> int:
        """Confirmed and on paper: what is set against the goal."""
        return self.confirmed + self.paper


def rounded_down(number: int) -> int:
    """A number rounded down to a multiple of ten.

    Anybody can send a form with somebody else's address. If the exact number of waiting signatures were public, it
    would tell whether that person had signed before: it goes up for a new signature, and not for a second one.
    """
    return number // ROUNDED_TO * ROUNDED_TO


def public_count(action: Action, stats: ActionStats | None = None) -> PublicCount:
    """The last count of an action and the next milestone above it (the goal, where none is left).

    Two queries, one for those who have fetched the counts.
    """
    stats = stats or ActionStats.objects.filter(action=action).first() or ActionStats(action=action)
    total = stats.confirmed + stats.paper
    following = next((step.count for step in action.milestones.all() if step.count > total), None)
    if following is None and action.goal and action.goal > total:
        following = action.goal
    places = without_small_areas(stats.areas)
    return PublicCount(
        confirmed=stats.confirmed,
        waiting=rounded_down(stats.waiting),
        paper=stats.paper,
        goal=action.goal,
        milestone=following,
        counted_at=stats.counted_at,
        areas=places.shown,
        other_areas=places.others,
    )


def counter_body(count: PublicCount) -> bytes:
    """`/counters/<id>.json`. What is waiting is rounded down to tens; `other_areas` is null where it is not told."""
    document = {
        "confirmed": count.confirmed,
        "waiting": count.waiting,
        "paper": count.paper,
        "total": count.total,
        "goal": count.goal,
        "milestone": count.milestone,
        "counted_at": count.counted_at,
        "areas": dict(count.areas),
        "other_areas": count.other_areas or None,
    }
    return json.dumps(document, cls=DjangoJSONEncoder).encode()
