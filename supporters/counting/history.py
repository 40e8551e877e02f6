"""The history of a count: hours as the recount noted them, folded into days of the site's own clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.utils import timezone

from foundation.dates import site_time
from foundation.spreadsheets import csv_chunks
from supporters.counting.public_counts import rounded_down
from supporters.models import Action, CountHour

DAYS_SHOWN = 7


@dataclass(frozen=True)
class Stretch:
    """The counts at the end of an hour or a day. `change` is that of the total."""

    begins: datetime
    confirmed: int
    paper: int
    change: int

    @property
    def total(self) -> int:
        """Confirmed and on paper."""
        return self.confirmed + self.paper


@dataclass(frozen=True)
class Day:
    """A day with its hours. Hours in which nothing changed are not among them."""

    day: date
    end: Stretch
    hours: list[Stretch] = field(default_factory=list)


def recent_days(action: Action) -> list[Day]:
    """The last seven days, today included, the newest first; fewer for a younger action. Two queries."""
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    first = today - timedelta(days=DAYS_SHOWN - 1)
    begins = datetime.combine(first, time.min, timezone.get_default_timezone())
    before = CountHour.objects.filter(action=action, hour__lt=begins).order_by("-hour").first()
    hours = list(CountHour.objects.filter(action=action, hour__gte=begins).order_by("hour"))
    by_day = {day: list(rows) for day, rows in groupby(hours, key=lambda row: site_time(row.hour).date())}
    days: list[Day] = []
    for number in range(DAYS_SHOWN):
        day = first + timedelta(days=number)
        rows = by_day.get(day, [])
        if rows or before is not None:
            days.insert(0, folded(day, rows, before))
        before = rows[-1] if rows else before
    return days


def folded(day: date, rows: Sequence[CountHour], before: CountHour | None) -> Day:
    """A day of so many hours, after what was counted before it. A day without hours repeats the count before."""
    hours: list[Stretch] = []
    previous = before
    for row in rows:
        hours.insert(0, stretch(row, previous))
        previous = row
    last = rows[-1] if rows else before
    if last is None:
        raise ValueError("A day needs hours or a count before it.")
    return Day(day, stretch(last, before), hours)


def stretch(row: CountHour, before: CountHour | None) -> Stretch:
    """The counts of a row, beside those before it."""
    earlier = before.confirmed + before.paper if before is not None else 0
    return Stretch(
        begins=site_time(row.hour),
        confirmed=row.confirmed,
        paper=row.paper,
        change=row.confirmed + row.paper - earlier,
    )


def history_csv(action: Action) -> Iterator[bytes]:
    """Every hour that was noted, the oldest first, as a CSV file: hours begin in UTC, `waiting` is rounded down."""
    hours = CountHour.objects.filter(action=action).order_by("hour")
    numbers = hours.values_list("hour", "confirmed", "paper", "waiting").iterator(chunk_size=2000)
    rows = (
        (f"{hour:%Y-%m-%dT%H:%M:%SZ}", str(confirmed), str(paper), str(rounded_down(waiting)))
        for hour, confirmed, paper, waiting in numbers
    )
    yield from csv_chunks(with_head(rows))


def with_head(rows: Iterator[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The names of the columns, then the rows."""
    yield "hour", "confirmed", "paper", "waiting"
    yield from rows
