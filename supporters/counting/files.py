"""Counters as files, `DATA_DIR/counters/<action id>.json`: a web server in front answers polls without Django.

The view and the files have the same bytes (`public_counts.counter_body`). Every run sets right whatever differs, so
that a changed goal, an unpublished page and a file that somebody deleted need no event of their own.
"""

import os
import time
from collections.abc import Collection
from pathlib import Path

from django.conf import settings

from supporters.counting.public_counts import counter_body, public_count
from supporters.counting.recounting import recount_due
from supporters.models import Action
from supporters.pages import public_action_ids

READABLE_BY_ALL = 0o644  # the web server is another user
UNFINISHED_FOR = 60  # seconds after which a half-written file is one that a killed process left behind


def count_and_write() -> int:
    """Tick, every 10 seconds: recount what moved, then bring the files up to date; returns how many files changed."""
    recount_due()
    return write_counter_files()


def write_counter_files() -> int:
    """Write each file whose bytes are others, remove those of actions that nobody can see; returns how many."""
    folder = settings.DATA_DIR / "counters"
    folder.mkdir(exist_ok=True)
    bodies = counter_bodies()
    written = sum(write(folder / name, body) for name, body in bodies.items())
    return written + remove_others(folder, bodies.keys())


def counter_bodies() -> dict[str, bytes]:
    """What each file should hold, by its name. Four queries, however many actions there are."""
    shown = Action.objects.exclude(state=Action.State.DRAFT).filter(pk__in=public_action_ids())
    actions = shown.select_related("stats").prefetch_related("milestones").order_by("pk")
    return {f"{action.pk}.json": counter_body(public_count(action, action.stats)) for action in actions}


def write(path: Path, body: bytes) -> bool:
    """Put a body at a path in one step: a reader finds the old file or the new one. False where it is there already."""
    if path.is_file() and path.read_bytes() == body:
        return False
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    unfinished.write_bytes(body)
    unfinished.chmod(READABLE_BY_ALL)
    unfinished.replace(path)
    return True


def remove_others(folder: Path, wanted: Collection[str]) -> int:
    """Remove counters that are not wanted, and what a killed process has not finished."""
    old = time.time() - UNFINISHED_FOR
    left = [path for path in folder.glob("*.json") if path.name not in wanted]
    left += [path for path in folder.glob("*.part") if path.stat().st_mtime < old]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
