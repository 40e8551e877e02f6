"""Many made-up people at once: they come evenly over the time, and confirm as soon as their mail has gone out."""

import contextlib
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.urls import reverse

from supporters.mailing.letters import confirmation_address
from supporters.models import Action, Signature
from supporters.rehearsal.bounds import Place
from supporters.rehearsal.people import answers_of
from supporters.rehearsal.visitor import Sample, Visitor

AT_ONCE = 64  # connections
SOURCE = "flash-crowd-rehearsal"  # an event code: all of them come from one network


@dataclass
class Crowd:
    """What happened so far. Lists are added to from many threads, which Python allows."""

    place: Place
    path: str
    action: Action
    is_https: bool
    samples: list[Sample] = field(default_factory=list)
    signed: list[float] = field(default_factory=list)  # moments, monotonic
    confirmed: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)  # seconds that people waited for a free connection of ours

    jobs: list[Future[None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pool = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="visitor")
        self.counter_path = reverse("supporters:counter", args=[self.action.pk])

    def come(self, people: int, seconds: float) -> None:
        """Let everybody come in their turn; returns when the last has been sent on their way."""
        begun = time.monotonic()
        for number in range(people):
            due = begun + seconds * number / people
            time.sleep(max(0.0, due - time.monotonic()))
            self._begin(self._visit, number, due)

    def confirm(self, signatures: list[int]) -> None:
        """Let these confirm: their mail has gone out."""
        for signature in signatures:
            self._begin(self._confirm, signature)

    @property
    def is_idle(self) -> bool:
        """Whether nobody is on their way."""
        return all(job.done() for job in self.jobs)

    def go_home(self, *, at_once: bool = False) -> None:
        """Wait for everybody; or, at once, send nobody more on their way. Raises what went wrong in ourselves."""
        self.pool.shutdown(wait=True, cancel_futures=at_once)
        for job in self.jobs:
            if not job.cancelled():
                job.result()

    def _begin(self, act: Callable[..., None], *given: object) -> None:
        # The watch may still tell of mail when everybody was sent home.
        with contextlib.suppress(RuntimeError):
            self.jobs.append(self.pool.submit(act, *given))

    def _visit(self, number: int, due: float) -> None:
        self.late.append(time.monotonic() - due)

        def visit(visitor: Visitor) -> None:
            page = visitor.look_at(f"{self.path}?source={SOURCE}", self.counter_path)
            if visitor.sign(page, answers_of(number)):
                self.signed.append(time.monotonic())

        self._with_browser(visit)

    def _confirm(self, signature: int) -> None:
        path = urlsplit(confirmation_address(Signature(pk=signature))).path

        def follow(visitor: Visitor) -> None:
            if visitor.confirm(path):
                self.confirmed.append(time.monotonic())

        self._with_browser(follow)

    def _with_browser(self, act: Callable[[Visitor], None]) -> None:
        visitor = Visitor(self.place, self.samples.append, is_https=self.is_https)
        try:
            act(visitor)
        finally:
            visitor.close()
