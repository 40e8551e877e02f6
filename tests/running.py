"""A running portal, started as `make run` starts it, with the demo site: for journeys, measurements and pictures.

Web, worker and clock as in production, in a data folder and on a port of its own.
"""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_string, policy
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "a-demo-password-for-tests"
PORTS = 3  # that are tried: between the looking for a free one and its use another process may take it
PORT_IS_TAKEN = "Something else listens at"  # portal.run
START_WITHIN = 120  # seconds, as in the contract: what is measured must keep to it
# Chromium without a window of its own: a third of the work of one that only hides its window.
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell")
# It must not look for hosts outside.
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass(frozen=True)
class RunningPortal:
    """Where it answers, where its files are, its settings, and the process that keeps the others alive."""

    url: str
    data_dir: Path
    environment: dict[str, str]
    pid: int

    def run_code(self, code: str) -> None:
        """Change something in its database, as a command in a process of its own does."""
        subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
            cwd=ROOT,
            env=self.environment | {"DJANGO_SETTINGS_MODULE": "portal.settings.production"},
            check=True,
        )

    def mails_to(self, address: str) -> list[str]:
        """The plain text of the mails that were delivered to an address, oldest first."""
        found = []
        for path in sorted((self.data_dir / "mail").glob("*"), key=lambda path: path.stat().st_mtime):
            for raw in path.read_text(encoding="utf-8").split("-" * 79 + "\n"):
                message = message_from_string(raw, policy=policy.default)
                body = message.get_body(("plain",)) if message["To"] else None
                if body is not None and address in str(message["To"]):
                    found.append(body.get_content())
        return found

    def confirmation_path(self, address: str) -> str:
        """The path of the confirmation link in the newest mail to an address."""
        return self.path_in_mail(address, re.compile(r"/c/[^\s/]+/"))

    def path_in_mail(self, address: str, path: re.Pattern[str], seconds: float = 120) -> str:
        """The path in the newest mail to an address that has such a one, once the worker has delivered it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for text in reversed(self.mails_to(address)):
                if found := path.search(text):
                    return found.group()
            time.sleep(0.2)
        raise AssertionError(f"No such link was mailed to {address} within {seconds} seconds.")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def database_for(data_dir: Path) -> dict[str, str]:
    """On PostgreSQL, a database of its own beside that of the other tests, new for a new folder; else nothing: SQLite
    in `data_dir`."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        return {}
    import psycopg  # noqa: PLC0415

    name = f"portal_browser_{os.getpid()}"
    if not any(data_dir.iterdir()):
        with psycopg.connect(given, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
            connection.execute(f'CREATE DATABASE "{name}"')
    secret = "of the tests, and of no other installation: 0123456789"
    return {
        "DATABASE_URL": beside(given, name),
        "SECRET_KEY": secret,
        "PERSONAL_DATA_KEYS": secret,
        "PERSON_KEY_SECRET": secret,
    }


def beside(database_url: str, name: str) -> str:
    """The address of another database on the same PostgreSQL."""
    base, mark, query = database_url.partition("?")
    return f"{base.rsplit('/', 1)[0]}/{name}{mark}{query}"


def is_ready(url: str) -> bool:
    """Whether the portal says so itself."""
    try:
        with urllib.request.urlopen(f"{url}/healthz/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextlib.contextmanager
def running_portal(
    data_dir: Path, *, program: str = "portal.run", ready_within: float = START_WITHIN
) -> Iterator[RunningPortal]:
    """A portal that keeps its data in `data_dir` and runs until the block ends. Fails with its log if it is not ready
    in time. The program `tests.fixed_date` runs it on a day that is always the same."""
    for _port in range(PORTS):
        environment, process = started(data_dir, program)
        try:
            if not answers(process, environment, ready_within):
                continue
            yield RunningPortal(environment["BASE_URL"], data_dir, environment, process.pid)
            return
        finally:
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=15)
            process.kill()
    raise AssertionError(f"{PORTS} ports that were free were taken a moment later.")


def started(data_dir: Path, program: str) -> tuple[dict[str, str], "subprocess.Popen[bytes]"]:
    """A portal that has been started on a free port, and its settings."""
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")},
        **database_for(data_dir),
        "DATA_DIR": str(data_dir),
        "PORT": str(port),
        "BASE_URL": f"http://localhost:{port}",
        "DEMO_PASSWORD": PASSWORD,
    }
    with (data_dir / "run.log").open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", program], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    return environment, process


def answers(process: "subprocess.Popen[bytes]", environment: dict[str, str], ready_within: float) -> bool:
    """Wait until a started portal is ready. False if it did not start because its port was taken meanwhile."""
    log = Path(environment["DATA_DIR"], "run.log")
    until = time.monotonic() + ready_within
    while not is_ready(environment["BASE_URL"]):
        if process.poll() is not None and PORT_IS_TAKEN in log.read_text():
            return False
        assert process.poll() is None, f"The portal stopped:\n{log.read_text()}"
        assert time.monotonic() < until, f"Not ready within {ready_within} seconds:\n{log.read_text()}"
        time.sleep(0.5)
    return True
