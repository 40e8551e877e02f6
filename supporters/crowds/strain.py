"""Whether the portal can hardly keep up: mail that is behind, pages that come slowly. Measured by the clock, kept in
the cache that all processes share, and forgotten when the clock stops: then nothing stays switched off for ever.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.core.cache import cache
from django.db.models import Min
from django.db.models.functions import Now
from django.utils import timezone
from redis.exceptions import RedisError

from foundation.log_reading import newest_entries
from supporters.models import OutboxMail
from supporters.models.switches import OFF_KEY

logger = logging.getLogger(__name__)
STRAIN_KEY = "supporters.crowds.strain"
STRAIN_KEPT_FOR = 5 * 60  # seconds
# A mail that one mailbox puts off for hours is that mailbox's matter; so many, and nothing sent, are ours.
PUT_OFF_AT_LEAST = 3
NOTHING_SENT_FOR = timedelta(minutes=5)
# What the latency is read from: the last minutes, if enough was asked.
LATENCY_WINDOW = timedelta(minutes=3)
REQUESTS_AT_LEAST = 50
# Files cost nothing, the admin and the probes say nothing about what visitors wait for.
NOT_MEASURED = ("/static/", "/media/", "/admin/", "/accounts/", "/healthz/", "/metrics", "/counters/")


@dataclass(frozen=True)
class Reading:
    """What was measured last, and since when it has been too much (None where it is not)."""

    value: float = 0.0
    since: datetime | None = None

    @property
    def is_strained(self) -> bool:
        """Whether it has been too much, and is not yet well again."""
        return self.since is not None


@dataclass(frozen=True)
class Limits:
    """Too much from `above` on, well again below `below`, and not before `at_least` has passed: no flicker."""

    above: float
    below: float
    at_least: timedelta

    def judge(self, before: Reading, value: float, now: datetime) -> Reading:
        """The new reading after the one before."""
        if before.since is None:
            return Reading(value, now if value > self.above else None)
        is_well = value < self.below and now - before.since >= self.at_least
        return Reading(value, None if is_well else before.since)


# Seconds that mail is behind, and milliseconds that the slowest twentieth of the pages take.
MAIL = Limits(above=300, below=60, at_least=timedelta(0))
SITE = Limits(above=1000, below=500, at_least=timedelta(minutes=10))


@dataclass(frozen=True)
class Strain:
    """Mail in seconds behind, the site in milliseconds."""

    mail: Reading = field(default_factory=Reading)
    site: Reading = field(default_factory=Reading)


def current_strain() -> Strain:
    """As it was measured last; none where the clock or the cache is away. No query."""
    try:
        return cache.get(STRAIN_KEY) or Strain()
    except (OSError, RedisError):
        return Strain()


def watch_strain(logs: Path) -> Strain:
    """Tick, every 30 seconds: measure, judge and remember; say so in the log where it has changed."""
    before, now = current_strain(), timezone.now()
    strain = Strain(
        mail=MAIL.judge(before.mail, mail_is_behind_by().total_seconds(), now),
        site=SITE.judge(before.site, slowest_twentieth(logs, now), now),
    )
    cache.set(STRAIN_KEY, strain, STRAIN_KEPT_FOR)
    for words in changes(before, strain):
        logger.warning(words)
        cache.delete(OFF_KEY)
    return strain


def changes(before: Strain, after: Strain) -> list[str]:
    """What began or ended between two readings, in words for the log."""
    found = []
    if after.mail.is_strained and not before.mail.is_strained:
        found.append(f"Mail is {after.mail.value / 60:.0f} minutes behind: reminders wait.")
    if before.mail.is_strained and not after.mail.is_strained:
        found.append("Mail has caught up: reminders go out again.")
    if after.site.is_strained and not before.site.is_strained:
        found.append(f"The slowest pages take {after.site.value:.0f} ms: areas, history and exports wait.")
    if before.site.is_strained and not after.site.is_strained:
        found.append("Pages come quickly again: areas, history and exports are back.")
    return found


def mail_is_behind_by() -> timedelta:
    """How long the mail that waits longest has been due: of those never tried, or of all while none gets through.

    Two queries; a third while several have been put off.
    """
    waiting = OutboxMail.objects.filter(state=OutboxMail.State.QUEUED).order_by()
    now = timezone.now()
    untried = waiting.filter(attempts=0, not_before__lte=Now()).aggregate(since=Min("not_before"))["since"]
    put_off = list(waiting.filter(attempts__gt=0).order_by("created_at").values_list("created_at", flat=True)[:1000])
    oldest = [untried] if untried else []
    if len(put_off) >= PUT_OFF_AT_LEAST and now - put_off[0] > NOTHING_SENT_FOR and not _has_sent_since(now):
        oldest.append(put_off[0])
    return max(now - min(oldest), timedelta(0)) if oldest else timedelta(0)


def _has_sent_since(now: datetime) -> bool:
    return OutboxMail.objects.filter(sent_at__gte=now - NOTHING_SENT_FOR).exists()


def slowest_twentieth(logs: Path, now: datetime) -> float:
    """The milliseconds that 19 of 20 requests of the last minutes stayed below; 0 where too few came to tell."""
    took = sorted(
        entry.took for entry in newest_entries(logs, now - LATENCY_WINDOW) if not entry.path.startswith(NOT_MEASURED)
    )
    return float(took[len(took) * 19 // 20]) if len(took) >= REQUESTS_AT_LEAST else 0.0
