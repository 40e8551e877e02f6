"""Counting downloads from the access log: a number a file and day, and nothing about anybody (docs/decisions/0031).

A download is a GET that began: answered with 200, or with 206 from the first byte on. Robots, later parts of a file and
questions for its head alone are left out. Each line is counted once: how far a log was read is written together with
what was found in it, whatever becomes of the process, and a log that was moved aside is read to its end.
"""

import datetime
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from foundation.access_log import Entry
from publications.models import DownloadDay, LogPosition, ReportFile, ReportPage

STATUSES = {200, 206}
FILE_PATH = re.compile(r"(?P<page>/(?:.+/)?(?P<slug>[^/]+)/)(?:v(?P<number>[1-9]\d{0,3})/(?P<name>[^/]+)|latest\.pdf)")

Counts = Counter[tuple[int, datetime.date]]  # by file and day
Place = tuple[int, datetime.datetime]


def count_downloads(folder: Path) -> int:
    """Count what was written to the logs of a folder since the last time; returns how many downloads. Every clock tick."""
    known = set()
    total = 0
    for log in [*sorted(folder.glob("access-*.log")), folder / "access.log"]:
        first_line = identity_of(log)
        if first_line:
            known.add(first_line)
            total += count_log(log, first_line)
    LogPosition.objects.exclude(first_line__in=known).delete()  # of logs that were deleted
    return total


def identity_of(log: Path) -> str:
    """What a log is known by; empty where there is none, or no whole line yet."""
    try:
        with log.open("rb") as lines:
            first = lines.readline()
    except FileNotFoundError:
        return ""
    return hashlib.sha256(first).hexdigest() if first.endswith(b"\n") else ""


def count_log(log: Path, first_line: str) -> int:
    """Count the new whole lines of one log."""
    position, _made = LogPosition.objects.get_or_create(first_line=first_line)
    found: Counts = Counter()
    with log.open("rb") as lines:
        lines.seek(position.offset)
        end = position.offset
        places: dict[str, list[Place]] = {}
        for line in whole_lines(lines):
            end += len(line)
            entry = download_of(line)
            file = file_at(places, entry.path, entry.time) if entry is not None else None
            if entry is not None and file is not None:
                found[file, timezone.localdate(entry.time)] += 1
    if end == position.offset:
        return 0
    with transaction.atomic():
        # Another clock that read the same lines finds the position moved, and leaves them.
        if not LogPosition.objects.filter(pk=position.pk, offset=position.offset).update(offset=end):
            return 0
        add(found)
    return found.total()


def whole_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines that are written to their end; the rest comes the next time."""
    for line in lines:
        if not line.endswith(b"\n"):
            return
        yield line


def download_of(line: bytes) -> Entry | None:
    """The entry, if the line tells of a download by a reader."""
    entry = Entry.read(line.decode("ascii", "replace"))
    if entry is None or entry.method != "GET" or entry.status not in STATUSES:
        return None
    return None if entry.is_robot or entry.is_continued else entry


def file_at(places: dict[str, list[Place]], path: str, moment: datetime.datetime) -> int | None:
    """The key of the file that lay at an address at a moment; None where none was public. Queries once for each address."""
    if path not in places:
        match = FILE_PATH.fullmatch(path)
        places[path] = list(files_at(match)) if match is not None else []
    return next((key for key, since in places[path] if since <= moment), None)


def files_at(match: re.Match[str]) -> Iterator[Place]:
    """The files that may have lain at an address, the latest first, each with the moment from which it may have."""
    reports = [page for page in ReportPage.objects.filter(slug=match["slug"]) if path_of(page) == match["page"]]
    files = ReportFile.objects.filter(version__report__in=reports, version__published_at__isnull=False)
    files = (
        files.filter(version__number=match["number"], name=match["name"]) if match["number"] else files.latest_pdfs()
    )
    since = Greatest("version__published_at", "made_at")
    # The log knows whole seconds.
    for key, moment in files.exclude(role=ReportFile.Role.ASSET).values_list("pk", since):
        yield key, moment.replace(microsecond=0)


def path_of(report: ReportPage) -> str:
    """The path of a report's address, without the site's name."""
    parts = report.get_url_parts()
    return str(parts[2]) if parts is not None else ""


def add(found: Counts) -> None:
    """Write the numbers. Inside a transaction."""
    for (file, day), count in found.items():
        row, _made = DownloadDay.objects.get_or_create(file_id=file, day=day)
        DownloadDay.objects.filter(pk=row.pk).update(count=F("count") + count)
