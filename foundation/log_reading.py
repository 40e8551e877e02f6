"""Reading the access log: each line once for each kind of count, and its newest lines for the latency.

How far a log was read is written together with what was found in it, whatever becomes of the process; a log that was
moved aside is read to its end.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from foundation.access_log import Entry

Key = TypeVar("Key")
NEWEST_BYTES = 512 * 1024  # about 6,000 requests


class LogPlace(models.Model):
    """How far a log has been read for one kind of count. It is known by its first line, which it keeps when it is moved
    aside."""

    first_line = models.CharField(max_length=64, unique=True, help_text=_("SHA-256 of the first line."))
    offset = models.PositiveBigIntegerField(_("bytes read"), default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.first_line[:12]}: {self.offset}"


def count_new_lines(
    folder: Path,
    places: type[LogPlace],
    find: Callable[[Entry], Key | None],
    add: Callable[[Counter[Key]], None],
) -> int:
    """Count what was written to the logs of a folder since the last time; returns how much was found.

    `find` says what an entry counts for, if for anything; `add` writes the numbers, inside a transaction.
    """
    known = set()
    total = 0
    for log in [*sorted(folder.glob("access-*.log")), folder / "access.log"]:
        first_line = identity_of(log)
        if first_line:
            known.add(first_line)
            total += _count_log(log, places._default_manager.get_or_create(first_line=first_line)[0], find, add)
    places._default_manager.exclude(first_line__in=known).delete()  # of logs that were deleted
    return total


def identity_of(log: Path) -> str:
    """What a log is known by; empty where there is none, or no whole line yet."""
    try:
        with log.open("rb") as lines:
            first = lines.readline()
    except FileNotFoundError:
        return ""
    return hashlib.sha256(first).hexdigest() if first.endswith(b"\n") else ""


def _count_log(
    log: Path, place: LogPlace, find: Callable[[Entry], Key | None], add: Callable[[Counter[Key]], None]
) -> int:
    found: Counter[Key] = Counter()
    end = place.offset
    with log.open("rb") as lines:
        lines.seek(place.offset)
        for line in whole_lines(lines):
            end += len(line)
            entry = read_line(line)
            key = find(entry) if entry is not None else None
            if key is not None:
                found[key] += 1
    if end == place.offset:
        return 0
    with transaction.atomic():
        # Another clock that read the same lines finds the place moved, and leaves them.
        if not type(place)._default_manager.filter(pk=place.pk, offset=place.offset).update(offset=end):
            return 0
        add(found)
    return found.total()


def read_line(line: bytes) -> Entry | None:
    """A line as the web server wrote it; None for any other."""
    return Entry.read(line.decode("ascii", "replace"))


def whole_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines that are written to their end; the rest comes the next time."""
    for line in lines:
        if not line.endswith(b"\n"):
            return
        yield line


def is_view(entry: Entry) -> bool:
    """Whether a reader got a whole page or file: no robot, no question for its head alone, no copy they had."""
    return entry.method == "GET" and entry.status == HTTPStatus.OK and not entry.is_robot


def newest_entries(folder: Path, since: datetime) -> list[Entry]:
    """What was asked since a moment, as far as the last half megabyte of today's log tells."""
    try:
        with (folder / "access.log").open("rb") as log:
            start = max(0, log.seek(0, os.SEEK_END) - NEWEST_BYTES)
            log.seek(start)
            if start:
                log.readline()  # cut in the middle
            entries = [read_line(line) for line in whole_lines(log)]
    except FileNotFoundError:
        return []
    return [entry for entry in entries if entry is not None and entry.time >= since]
