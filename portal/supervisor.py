"""Keeps a few long-running processes alive together, and ends them together.

Its own hundred lines rather than honcho, because it forks: Django is imported once, so that three processes start
in the time of one and share that memory. One that ends by itself is started again; one that keeps ending stops all.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from types import FrameType

FORK = multiprocessing.get_context("fork")
PR_SET_PDEATHSIG = 1  # Linux: the signal that a process gets when its parent ends
ENDINGS_ALLOWED, WITHIN_SECONDS = 3, 60
GRACE_SECONDS = 20


def say(words: str) -> None:
    """Write a line for the person at the terminal, at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def run_alone(name: str, work: Callable[[], None]) -> None:
    """Do the work of a child: away from the terminal's Ctrl-C, and never longer than its parent lives."""
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.argv[1:] = [name]
    work()


@dataclass
class Supervised:
    """One process, and when it last ended by itself (monotonic seconds)."""

    name: str
    work: Callable[[], None]
    process: ForkProcess | None = None
    endings: deque[float] = field(default_factory=deque)

    def start(self) -> None:
        """Fork and begin."""
        self.process = FORK.Process(target=run_alone, args=(self.name, self.work), name=self.name)
        self.process.start()

    def note_ending(self, now: float) -> bool:
        """Remember an ending and say whether it may be started again."""
        self.endings.append(now)
        while self.endings and now - self.endings[0] > WITHIN_SECONDS:
            self.endings.popleft()
        return len(self.endings) < ENDINGS_ALLOWED


class Supervisor:
    """Starts, watches and stops the processes. `on_wake` is called about once a second while they run."""

    def __init__(self, works: dict[str, Callable[[], None]], on_wake: Callable[[], None]) -> None:
        self.supervised = [Supervised(name, work) for name, work in works.items()]
        self.on_wake = on_wake
        self.stopping = False

    def ask_to_stop(self, signum: int, frame: FrameType | None) -> None:
        """Signal handler: the loop notices within a second."""
        self.stopping = True

    def run(self) -> int:
        """Run until a signal comes (0) or a process keeps ending (1)."""
        signal.signal(signal.SIGINT, self.ask_to_stop)
        signal.signal(signal.SIGTERM, self.ask_to_stop)
        signal.signal(signal.SIGHUP, self.ask_to_stop)
        for one in self.supervised:
            one.start()
        try:
            while not self.stopping:
                if (given_up := self.mend()) is not None:
                    say(f"“{given_up}” ended {ENDINGS_ALLOWED} times within a minute. Stopping everything.")
                    return 1
                self.on_wake()
            say("\nStopping.")
            return 0
        finally:
            self.stop()

    def mend(self) -> str | None:
        """Wait up to a second, start again what has ended, and return the name of a process that keeps ending."""
        sentinels = {one.process.sentinel: one for one in self.supervised if one.process is not None}
        for sentinel in wait(list(sentinels), timeout=1):
            one = sentinels[sentinel]  # type: ignore[index]  # a sentinel is a file descriptor here
            if self.stopping or one.process is None:
                continue
            one.process.join()
            if not one.note_ending(time.monotonic()):
                return one.name
            say(f"“{one.name}” ended with code {one.process.exitcode}. Starting it again.")
            one.start()
        return None

    def stop(self) -> None:
        """Ask every process to finish what it is doing; after the grace period, end it."""
        running = [one.process for one in self.supervised if one.process is not None and one.process.is_alive()]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in running:
            process.join(max(0.0, deadline - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()
