"""How far a petition has come, as the star field draws it."""

from dataclasses import dataclass

from supporters.counting.public_counts import public_count
from supporters.models import Action

STARS = 100


@dataclass(frozen=True)
class Progress:
    """What components/progress.html reads. `inked` and `milestone_star` are stars of one hundred.

    `count` holds confirmed signatures and those on paper; `paper` says how many of them these are.
    """

    count: int
    goal: int | None
    inked: int
    star_value: int
    milestone: int | None
    milestone_star: int | None
    paper: int = 0


def progress_of(action: Action) -> Progress:
    """The public count of an action against its goal and next milestone. Two queries, one where the counts were
    fetched with it, none before it is saved.

    A star is inked when it is reached, never rounded up. `star_value` is 0 where a star is no whole number of
    signatures.
    """
    if not action.pk:
        return drawn(0, action.goal, None)
    stats = action.stats if Action._meta.get_field("stats").is_cached(action) else None
    counted = public_count(action, stats)
    return drawn(counted.total, counted.goal, counted.milestone, counted.paper)


def drawn(count: int, goal: int | None, milestone: int | None, paper: int = 0) -> Progress:
    """A count in stars. A milestone beyond the goal has no star."""
    if not goal:
        return Progress(count, None, 0, 0, milestone, None, paper)
    return Progress(
        count=count,
        goal=goal,
        inked=min(STARS, count * STARS // goal),
        star_value=goal // STARS if goal % STARS == 0 else 0,
        milestone=milestone,
        milestone_star=-(-milestone * STARS // goal) if milestone and milestone <= goal else None,
        paper=paper,
    )
