"""A report of a hundred pages: what its pages cost to print anew, and what its files cost to make.

Run as `python -m tests.bench.making` with a portal's environment; prints one JSON object of rows for a table.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any
from unittest import mock

from tests.running import ROOT, RunningPortal

TIMES = 9
PAGES = (("first page", ""), ("a chapter", "part-3/"), ("the whole on one page", "full/"))


def costs_of_long_report(portal: RunningPortal) -> list[list[str]]:
    """Rows: what, measured, target. The report is made in the portal's database, by a process of its own."""
    environment = portal.environment | {"DJANGO_SETTINGS_MODULE": "portal.settings.production"}
    command = [sys.executable, "-m", "tests.bench.making"]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    rows: list[list[str]] = json.loads(done.stdout)
    return rows


def main() -> None:
    """Publish it without its task, look at its pages, then make its files here as the worker does."""
    from portal.wsgi import application  # noqa: F401, PLC0415  (sets Django up as a web process does)
    from publications.models import PublicationIndexPage  # noqa: PLC0415
    from tests.bench.long_report import make_long_report  # noqa: PLC0415

    with mock.patch("publications.freezing.make_version_files"):
        report = make_long_report(PublicationIndexPage.objects.get())
    rows = [row for name, path in PAGES for row in costs_of_page(name, f"{report.url}{path}")]
    rows += costs_of_files(report.newest_version)
    sys.stdout.write(json.dumps(rows))


def costs_of_page(name: str, path: str) -> list[list[str]]:
    """CPU and queries of one page, made anew each time."""
    from django.core.cache import cache  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(SERVER_NAME="localhost", SERVER_PORT=os.environ["PORT"], HTTP_COOKIE="passes=by")
    client.get(path)  # what a process keeps
    spent = []
    for _time in range(TIMES):
        cache.clear()
        spent.append(cpu_of(lambda: client.get(path)))
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"Answered {answer.status_code}, not 200: nothing that could be measured.")
    return [
        [f"{name}: CPU ms", f"{1000 * statistics.median(spent):.0f}", "≤ 150"],
        [f"{name}: queries", str(len(captured)), "≤ 25"],
    ]


def cpu_of(work: Callable[[], object]) -> float:
    """Seconds of processor time of this process."""
    before = time.process_time()
    work()
    return time.process_time() - before


def costs_of_files(version: Any) -> list[list[str]]:
    """Seconds and memory of the PDF, of the process that draws it and of this one; seconds of the others."""
    from publications.making import epub, pdf, workbook  # noqa: PLC0415

    epub.make_epub(version)
    before, started = resident(), time.monotonic()
    made = pdf.make_pdf(version)
    seconds, pages = time.monotonic() - started, made.pages or 1
    drawn = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = drawn.ru_utime + drawn.ru_stime
    return [
        [f"PDF of {pages} pages: seconds", f"{seconds:.1f}", "≤ 30"],
        ["the same: CPU seconds", f"{spent:.1f}", "≤ 30"],
        ["PDF, of a page: CPU ms", f"{1000 * spent / pages:.0f}", "≤ 300"],
        ["PDF, memory of the process that draws it: MB", f"{drawn.ru_maxrss / 1024:.0f}", "≤ 500"],
        ["PDF, what the worker grows by: MB", f"{resident() - before:.0f}", "≤ 40"],
        ["EPUB: CPU seconds", f"{cpu_of(lambda: epub.make_epub(version)):.1f}", "≤ 3"],
        ["workbook: CPU seconds", f"{cpu_of(lambda: workbook.make_workbook(version)):.1f}", "≤ 3"],
    ]


def resident() -> float:
    """Memory of this process now, in MB."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1024**2


if __name__ == "__main__":
    main()
