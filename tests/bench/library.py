"""The library with few and with many reports: measured in a process of its own, on the database of the portal that runs.

Run as `python -m tests.bench.library` with a portal's environment; prints one JSON object. Leaves 5,000 reports behind.
"""

import json
import os
import subprocess
import sys
import time

from tests.running import ROOT, RunningPortal

FEW, MANY, TIMES = 50, 5000, 31
PATHS = {
    "all facets": "/publications/",
    "one filter": "/publications/?topic=sample-topic-3",
    "by title": "/publications/?sort=title",
    "words that every report has": "/publications/?q=invented+sample",
}


def costs_of_library(portal: RunningPortal) -> list[list[str]]:
    """Rows of the table: CPU with few and with many reports, how much more it is, and queries."""
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench.library"],
        cwd=ROOT,
        env=portal.environment | {"DJANGO_SETTINGS_MODULE": "portal.settings.production"},
        stdout=subprocess.PIPE,
        check=True,
    )
    measured = json.loads(answer.stdout)
    rows = []
    for name in PATHS:
        (few, _), (many, queries) = measured[str(FEW)][name], measured[str(MANY)][name]
        target = "≤ 1.5" if name == "all facets" else ""
        rows.append([name, f"{few:.0f}", f"{many:.0f}", f"{many / few:.2f}", target, str(queries), "< 15"])
    return rows


def main() -> None:
    """Fill, ask, fill again, ask again. A page with a cookie is made anew; CPU in ms, and queries.

    The least of many: what other work on the machine adds is not the page's, and would blur a ratio of two.
    """
    from django.db import connection, transaction  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from portal.wsgi import application  # noqa: F401, PLC0415  (sets Django up as a web process does)
    from publications.models import PublicationIndexPage, ReportPage  # noqa: PLC0415
    from tests.bench.many_reports import fill  # noqa: PLC0415

    client = Client(SERVER_NAME="localhost", SERVER_PORT=os.environ["PORT"], headers={"cookie": "passes=by"})
    library = PublicationIndexPage.objects.get()
    measured: dict[int, dict[str, tuple[float, int]]] = {}
    for count in (FEW, MANY):
        with transaction.atomic():
            fill(library, count - ReportPage.objects.count())
        measured[count] = {}
        for name, path in PATHS.items():
            taken = []
            for _time in range(TIMES):
                before = time.process_time()
                assert client.get(path).status_code == 200
                taken.append((time.process_time() - before) * 1000)
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            measured[count][name] = min(taken), len(captured)
    sys.stdout.write(json.dumps(measured))


if __name__ == "__main__":
    main()
