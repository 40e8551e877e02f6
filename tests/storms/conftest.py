"""A portal of real processes over this test's own database, delivering to a real mail server."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.running import ROOT, beside, free_port
from tests.storms.visitors import Storm
from tests.supporters.conftest import answers, landing_page, mail_server, organisation, petition
from tests.supporters.mail_server import MailServer

__all__ = ["answers", "landing_page", "mail_server", "organisation", "petition"]
START_WITHIN = 60  # seconds


def database_url() -> str:
    """The database of this test's connection, for other processes."""
    name = str(connection.settings_dict["NAME"])
    return f"sqlite:///{name}" if connection.vendor == "sqlite" else beside(os.environ["DATABASE_URL"], name)


@pytest.fixture
def storm(
    landing_page: Any,
    answers: dict[str, str],
    mail_server: MailServer,
    settings: Any,
    tmp_path: Path,
) -> Iterator[Storm]:
    """Visitors at the door of a running portal, with its petition's page open."""
    # What the test process enqueues is done by the portal's worker.
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.portal.served_settings",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": database_url(),
        "PORT": str(port),
        "BASE_URL": f"http://localhost:{port}",
        "TRUSTED_PROXY_COUNT": "1",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}",
        "SECRET_KEY": settings.SECRET_KEY,
        "PERSONAL_DATA_KEYS": ",".join(settings.PERSONAL_DATA_KEYS),
        "PERSON_KEY_SECRET": settings.PERSON_KEY_SECRET,
    }
    log = tmp_path / "console"
    with log.open("wb") as console:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.storms.serve"], cwd=ROOT, env=environment, stdout=console, stderr=console
        )
    running = Storm(port, tmp_path, landing_page, answers, mail_server)
    try:
        until = time.monotonic() + START_WITHIN
        while not running.answers_live():
            assert process.poll() is None, f"It stopped:\n{log.read_text()}"
            assert time.monotonic() < until, f"Not up within {START_WITHIN} seconds:\n{log.read_text()}"
            time.sleep(0.2)
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=25)
        process.kill()
