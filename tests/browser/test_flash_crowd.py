"""The rehearsal of a flash crowd, small, at the running portal: it tells the truth and leaves nothing behind."""

import json
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

from tests.running import ROOT, RunningPortal

STAGE = "/campaigns/flash-crowd-rehearsal/sign/"
# Rows by table, but for what the portal notes of its own work. Runs in a process of its own, with the portal's settings.
COUNT_ROWS = """
import json
from django.db import connection
own = (
    *("django_tasks", "portal_tick", "wagtailsearch", "sqlite_", "publications_logposition", "publications_downloadday"),
    *("supporters_viewlog", "supporters_viewday", "supporters_counthour", "supporters_retentionrun"),
)
with connection.cursor() as cursor:
    tables = [name for name in connection.introspection.table_names(cursor) if not name.startswith(own)]
    rows = {}
    for name in tables:
        cursor.execute(f'SELECT count(*) FROM "{name}"')
        rows[name] = cursor.fetchone()[0]
print(json.dumps(rows))
"""


def manage(portal: RunningPortal, *arguments: str) -> subprocess.Popen[str]:
    """A management command beside the running portal."""
    environment = portal.environment | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "PYTHONUNBUFFERED": "1",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def rows_of(portal: RunningPortal) -> dict[str, int]:
    """How many rows each table has."""
    output, _none = manage(portal, "shell", "--verbosity", "0", "--command", COUNT_ROWS).communicate(timeout=300)
    rows: dict[str, int] = json.loads(output.splitlines()[-1])
    return rows


def figure(table: str, name: str) -> str:
    """The last cell of a line."""
    found = re.search(rf"^  {re.escape(name)} .*?(\S+)$", table, re.MULTILINE)
    assert found, table
    return found.group(1)


def status_of(portal: RunningPortal, path: str) -> int:
    """What a visitor gets."""
    try:
        with urllib.request.urlopen(f"{portal.url}{path}", timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_a_small_crowd_is_served_counted_and_gone_and_so_is_one_that_is_stopped(portal: RunningPortal) -> None:
    before = rows_of(portal)
    rehearsal = manage(portal, "rehearse_flash_crowd", "--people", "12", "--minutes", "0.02")
    table, _none = rehearsal.communicate(timeout=300)
    assert rehearsal.returncode == 0, table
    for name in ("people thanked", "signatures recorded", "signatures confirmed"):
        assert figure(table, name) == "12"
    for step in ("page", "file", "count", "sign", "thanks", "link in the mail", "confirm", "all"):
        assert figure(table, step) == "0", "no errors"
    assert figure(table, "seconds until the public count was right") != "–"
    assert not portal.mails_to("rehearsal.example"), "no mail of a rehearsal goes anywhere"
    assert status_of(portal, STAGE) == 404

    stopped = manage(portal, "rehearse_flash_crowd", "--people", "60", "--minutes", "1")
    assert stopped.stdout is not None
    assert "made-up people" in stopped.stdout.readline()
    time.sleep(1)
    assert status_of(portal, STAGE) == 200
    stopped.send_signal(signal.SIGINT)
    table, _none = stopped.communicate(timeout=300)
    assert "signatures recorded" in table
    assert status_of(portal, STAGE) == 404
    assert rows_of(portal) == before
