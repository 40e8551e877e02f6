"""How mail fares: what waits and since when, what was refused, and whose mailboxes take it. Names nobody."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.db.models.functions import Now
from django.utils import timezone

from supporters.mailing.server import known_outage
from supporters.models import OutboxMail

State = OutboxMail.State


@dataclass(frozen=True)
class Backlog:
    """What is not yet sent, and what will not be sent by itself."""

    waiting: int
    due: int
    oldest_due: datetime | None
    failed: int
    uncertain: int
    outage: str

    @property
    def behind(self) -> timedelta:
        """How long the oldest mail has been due. Mail that a mailbox put off is not due before its time."""
        return timezone.now() - self.oldest_due if self.oldest_due else timedelta()


@dataclass(frozen=True)
class ProviderLine:
    """What became of the mails to one provider's mailboxes."""

    provider: str
    sent: int
    waiting: int
    failed: int
    uncertain: int

    @property
    def total(self) -> int:
        """All that were written."""
        return self.sent + self.waiting + self.failed + self.uncertain


def read_backlog() -> Backlog:
    """The outbox at this moment. One query."""
    waits, is_due = Q(state__in=(State.QUEUED, State.SENDING)), Q(state=State.QUEUED, not_before__lte=Now())
    found = OutboxMail.objects.exclude(state=State.SENT).aggregate(
        waiting=Count("pk", filter=waits),
        due=Count("pk", filter=is_due),
        oldest_due=Min("not_before", filter=is_due),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        uncertain=Count("pk", filter=Q(state=State.UNCERTAIN)),
    )
    return Backlog(**found, outage=known_outage())


def by_provider(within: timedelta) -> list[ProviderLine]:
    """What became of the mails written in the time before now, most mails first. One query."""
    waits = Q(state__in=(State.QUEUED, State.SENDING))
    rows = (
        OutboxMail.objects.filter(created_at__gte=timezone.now() - within)
        .order_by()
        .values("provider")
        .annotate(
            sent=Count("pk", filter=Q(state=State.SENT)),
            waiting=Count("pk", filter=waits),
            failed=Count("pk", filter=Q(state=State.FAILED)),
            uncertain=Count("pk", filter=Q(state=State.UNCERTAIN)),
        )
    )
    return sorted((ProviderLine(**row) for row in rows), key=lambda line: (-line.total, line.provider))
