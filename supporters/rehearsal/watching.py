"""What the database and the outbox look like while the crowd is there, measured twice a second from beside it."""

import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, connection, transaction
from django.db.models import Count, Min
from django.utils import timezone

from supporters.models import OutboxMail

EVERY = 0.5  # seconds
WAITING = (OutboxMail.State.QUEUED, OutboxMail.State.SENDING)
TRANSACTIONS = "SELECT xact_commit, xact_rollback, deadlocks FROM pg_stat_database WHERE datname = current_database()"
WAITING_FOR_LOCKS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


class Watch:
    """Measures in a thread of its own until it is told to stop; tells `on_sent` the signatures whose mail has gone out."""

    def __init__(self, action_id: int, on_sent: Callable[[list[int]], None]) -> None:
        self.action_id, self.on_sent = action_id, on_sent
        self.turns: list[float] = []  # seconds until the database let us write
        self.errors = self.most_waiting = self.lock_waits = 0
        self.longest_wait = 0.0  # seconds
        self.drained_at: float | None = None  # monotonic; None while mail waits
        self.before = self.after = (0, 0, 0)
        self.told: set[int] = set()
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin."""
        self.thread.start()

    def stop(self) -> None:
        """End, once the last look is done."""
        self.stopped.set()
        self.thread.join()

    def run(self) -> None:
        """What the thread does: look, twice a second."""
        self.before = self._transactions()
        while not self.stopped.wait(EVERY):
            self.look()
        self.after = self._transactions()
        connection.close()

    def look(self) -> None:
        """Measure once."""
        try:
            begun = time.perf_counter()
            with transaction.atomic():  # on SQLite this takes the one lock for writing
                self.turns.append(time.perf_counter() - begun)
            self._look_at_mail()
            if connection.vendor == "postgresql":
                self.lock_waits = max(self.lock_waits, self._ask(WAITING_FOR_LOCKS)[0])
        except DatabaseError:
            self.errors += 1

    @property
    def transactions(self) -> tuple[int, int, int] | None:
        """Committed, rolled back and deadlocked while we watched; None where the database does not count them."""
        if connection.vendor != "postgresql":
            return None
        committed, undone, deadlocked = (late - early for late, early in zip(self.after, self.before, strict=True))
        return committed, undone, deadlocked

    def _look_at_mail(self) -> None:
        mails = OutboxMail.objects.filter(signature__action=self.action_id).order_by()
        waiting = mails.filter(state__in=WAITING).aggregate(number=Count("pk"), since=Min("created_at"))
        self.most_waiting = max(self.most_waiting, waiting["number"])
        if waiting["since"]:
            self.longest_wait = max(self.longest_wait, (timezone.now() - waiting["since"]).total_seconds())
            self.drained_at = None
        elif self.drained_at is None:
            self.drained_at = time.monotonic()
        sent = set(mails.filter(state=OutboxMail.State.SENT).values_list("signature", flat=True))
        if fresh := sorted(sent - self.told):
            self.told |= sent
            self.on_sent(fresh)

    def _transactions(self) -> tuple[int, int, int]:
        if connection.vendor != "postgresql":
            return 0, 0, 0
        committed, undone, deadlocked = self._ask(TRANSACTIONS)
        return committed, undone, deadlocked

    @staticmethod
    def _ask(sql: str) -> tuple[int, ...]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return tuple(cursor.fetchone())
