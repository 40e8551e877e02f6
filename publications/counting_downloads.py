"""Counting downloads from the access log: a number a file and day, and nothing about anybody (docs/decisions/0031).

A download is a GET that began: answered with 200, or with 206 from the first byte on. Robots, later parts of a file and
questions for its head alone are left out. Each line is counted once (foundation.log_reading).
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from foundation.access_log import Entry
from foundation.log_reading import count_new_lines
from publications.models import DownloadDay, LogPosition, ReportFile, ReportPage

STATUSES = {200, 206}
FILE_PATH = re.compile(r"(?P<page>/(?:.+/)?(?P<slug>[^/]+)/)(?:v(?P<number>[1-9]\d{0,3})/(?P<name>[^/]+)|latest\.pdf)")

Counts = Counter[tuple[int, datetime.date]]  # by file and day
Place = tuple[int, datetime.datetime]


def count_downloads(folder: Path) -> int:
    """Count what was written to the logs of a folder since the last time; returns how many downloads. Every clock tick."""
    places: dict[str, list[Place]] = {}

    def find(entry: Entry) -> tuple[int, datetime.date] | None:
        file = file_at(places, entry.path, entry.time) if is_download(entry) else None
        return (file, timezone.localdate(entry.time)) if file is not None else None

    return count_new_lines(folder, LogPosition, find, add)


def is_download(entry: Entry) -> bool:
    """Whether the entry tells of a download by a reader."""
    return entry.method == "GET" and entry.status in STATUSES and not entry.is_robot and not entry.is_continued


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
