"""Web, worker and clock under the portal's own supervisor, over a database that the tests have prepared.

Run as `python -m tests.storms.serve`. Each of the three notes its process id in DATA_DIR, so that it can be killed.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import django

from portal import supervisor
from portal.run import serve_clock, serve_tasks, serve_web

WORKS = {"web": serve_web, "worker": serve_tasks, "clock": serve_clock}


def noted(name: str, work: Callable[[], None]) -> Callable[[], None]:
    """The work, which first says who does it."""

    def begin() -> None:
        note = Path(os.environ["DATA_DIR"]) / f"{name}.pid"
        note.with_suffix(".new").write_text(str(os.getpid()))
        note.with_suffix(".new").replace(note)
        work()

    return begin


def main() -> int:
    """Run until a signal comes. Whoever kills more often than accidents do is not given up."""
    supervisor.ENDINGS_ALLOWED = 10_000
    django.setup()
    works = {name: noted(name, work) for name, work in WORKS.items()}
    return supervisor.Supervisor(works, on_wake=lambda: None).run()


if __name__ == "__main__":
    sys.exit(main())
