"""The clock: does periodic work when it is due, each piece in a thread of its own.

Why threads here and not tasks for the worker: 13,000 ticks a day would be 40,000 writes into the queue's table,
and mail would wait behind a PDF. A future carries whatever a tick raised, so one that fails is logged and noted and
the others go on. A row of `Tick` is claimed before each run: a second clock finds it taken.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import Error as DatabaseError
from django.db import close_old_connections
from django.db.models import Q
from django.utils import timezone

from portal.models import Tick

logger = logging.getLogger(__name__)
# A tick may come this much early and still count: clocks and threads are not exact.
TOLERANCE = 0.1


@dataclass(frozen=True)
class Periodic:
    """A piece of periodic work: its name, how often (seconds), and what to do. Must bear being done twice."""

    name: str
    seconds: int
    work: Callable[[], object]


def claim(periodic: Periodic) -> bool:
    """Take the next run of a piece of work. False if another clock has it, or it is not due."""
    now = timezone.now()
    due = now - timedelta(seconds=periodic.seconds * (1 - TOLERANCE))
    Tick.objects.get_or_create(name=periodic.name)
    fresh = Q(started_at__isnull=True) | Q(started_at__lte=due)
    return Tick.objects.filter(fresh, name=periodic.name).update(started_at=now) == 1


def run_once(periodic: Periodic) -> None:
    """Claim and do. Raises whatever the work raises."""
    if claim(periodic):
        periodic.work()
        Tick.objects.filter(name=periodic.name).update(finished_at=timezone.now(), error="")


def run_in_thread(periodic: Periodic) -> None:
    """What a thread of the pool does. Each has a database connection of its own, to be mended as a request's is."""
    close_old_connections()
    try:
        run_once(periodic)
    finally:
        close_old_connections()


def note_failure(periodic: Periodic, error: BaseException) -> None:
    """Log what went wrong, and keep it where the admin and the metrics see it, if the database is there."""
    logger.error("The tick %s failed.", periodic.name, exc_info=error)
    try:
        Tick.objects.filter(name=periodic.name).update(error=f"{type(error).__name__}: {error}"[:300])
    except DatabaseError:
        logger.warning("The failure of %s could not be noted: the database is away.", periodic.name)


class Clock:
    """Runs a table of periodic work until it is told to stop."""

    def __init__(self, table: Sequence[Periodic]) -> None:
        self.table = table
        self.stopped = threading.Event()
        self.running: dict[str, Future[None]] = {}
        self.pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="tick")

    def stop(self) -> None:
        """Let what is running finish, begin nothing more."""
        self.stopped.set()

    def run(self) -> None:
        """Loop until stopped."""
        due = {periodic.name: time.monotonic() for periodic in self.table}
        while not self.stopped.is_set():
            now = time.monotonic()
            for periodic in self.table:
                if due[periodic.name] <= now:
                    due[periodic.name] = now + periodic.seconds
                    self.begin(periodic)
            self.stopped.wait(max(0.0, min(due.values()) - time.monotonic()))
        self.pool.shutdown(wait=True, cancel_futures=True)

    def begin(self, periodic: Periodic) -> None:
        """Hand a piece of work to a thread, unless its last run is still going on."""
        last = self.running.get(periodic.name)
        if last is not None and not last.done():
            logger.warning("The tick %s is still running; this one is left out.", periodic.name)
            return
        future = self.pool.submit(run_in_thread, periodic)
        self.running[periodic.name] = future
        future.add_done_callback(partial(self.finish, periodic))

    def finish(self, periodic: Periodic, future: Future[None]) -> None:
        """Look at how a run ended."""
        if not future.cancelled() and (error := future.exception()) is not None:
            note_failure(periodic, error)
