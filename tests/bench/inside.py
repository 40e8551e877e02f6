"""Measured inside a process of its own: SQL queries of a page, and how long a process takes to its first answer.

Run as `python -m tests.bench.inside PATH …` with a portal's environment; prints one JSON object.
"""

import json
import os
import subprocess
import sys
import time

from tests.running import ROOT, RunningPortal


def look_inside(portal: RunningPortal, paths: list[str]) -> tuple[float, dict[str, int]]:
    """Seconds from nothing to a first answer, and the queries of each page, uncached."""
    environment = portal.environment | {"DJANGO_SETTINGS_MODULE": "portal.settings.production"}
    started = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.inside", *paths], cwd=ROOT, env=environment, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        seconds = time.monotonic() - started
        queries = json.loads(process.stdout.read())
    return seconds, queries


def main(paths: list[str]) -> None:
    """Answer once and say so, then count."""
    from django.core.cache import cache  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from portal.wsgi import application  # noqa: F401, PLC0415  (sets Django up as a web process does)

    client = Client(SERVER_NAME="localhost", SERVER_PORT=os.environ["PORT"])
    client.get("/")
    sys.stdout.write("answered\n")
    sys.stdout.flush()
    queries = {}
    for path in paths:
        client.get(path)  # what a process keeps: content types, the site
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
            if response.streaming:
                b"".join(response.streaming_content)
        queries[path] = len(captured)
    sys.stdout.write(json.dumps(queries))


if __name__ == "__main__":
    main(sys.argv[1:])
