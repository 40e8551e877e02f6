"""Databases of the tests: migrated once, copied for every process, and fresh again after a test that commits.

The migrated database is kept between runs, for migrating takes longer than most runs do. It carries a fingerprint of
what made it, and is made anew when that differs. The same for SQLite and for PostgreSQL.
"""

import fcntl
import hashlib
import importlib.metadata
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import DjangoDbBlocker

ROOT = Path(__file__).resolve().parent.parent
# One for each checkout, so that two of them do not take turns in making it.
SHARED = Path(tempfile.gettempdir()) / f"portal-tests-{os.getuid()}-{hashlib.sha256(bytes(ROOT)).hexdigest()[:12]}"


def fingerprint() -> str:
    """A hash of all that decides what migrating makes: our migrations and settings, and every installed package."""
    digest = hashlib.sha256()
    for path in sorted([*ROOT.glob("*/migrations/*.py"), *ROOT.glob("portal/settings/*.py")]):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    for package in sorted(f"{found.name}=={found.version}\0" for found in importlib.metadata.distributions()):
        digest.update(package.encode())
    return digest.hexdigest()


class TestDatabases:
    """The databases of this process: copies of the migrated one, which no test ever touches.

    Each scene is what a test may start from, with the function that sets it in a database that holds nothing but what
    the migrations wrote. A scene is set when the first test asks for it.
    """

    def __init__(self, blocker: DjangoDbBlocker, scenes: dict[str, Callable[[], object]]) -> None:
        is_file = connection.vendor == "sqlite"
        self.migrated = str(SHARED / "migrated.sqlite3") if is_file else f"test_{connection.settings_dict['NAME']}"
        # The data folder of the tests is another one for each run and each of its processes.
        self.suffix = "_".join(settings.DATA_DIR.parts[-2:]).replace("-", "_")
        self.blocker = blocker
        self.scenes = scenes
        self.copies: dict[str, str] = {}
        self.creation = connection.creation

    def set_up(self, *, anew: bool) -> None:
        """Migrate where that is due; with `anew` in any case."""
        mark = fingerprint()
        with self.blocker.unblock(), one_process_at_a_time():
            self.connect(self.migrated)
            if anew or not self.is_migrated(mark):
                self.migrate(mark)

    def enter(self, scene: str) -> None:
        """Connect to the copy in which a scene is set."""
        if scene in self.copies:
            self.connect(self.copies[scene])
            return
        with self.blocker.unblock():
            self.copies[scene] = self.copy(scene)
            self.connect(self.copies[scene])
            self.scenes[scene]()

    def drop(self, scene: str) -> None:
        """Remove the copy, after a test that has committed. The next one that asks for the scene gets a new copy."""
        name = self.copies.pop(scene)
        self.connect(self.migrated)
        with self.blocker.unblock(), one_process_at_a_time():
            self.end_sessions(name)
            self.creation.destroy_test_db(verbosity=0, suffix=f"{self.suffix}_{scene}")
            connection.close()

    def end_sessions(self, name: str) -> None:
        """On PostgreSQL: end what is still connected to a database, so that it can be copied or dropped."""
        if connection.vendor == "postgresql":
            with connection._nodb_cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])

    def connect(self, name: str) -> None:
        """Lead the connection to another database, as Django's own test runner does."""
        if connection.settings_dict["NAME"] != name:
            connection.close()
            connection.settings_dict["NAME"] = name

    def is_migrated(self, mark: str) -> bool:
        """Whether the database of the connection was migrated to the end, with what is installed and written now."""
        try:
            return ("tests", mark) in MigrationRecorder(connection).applied_migrations()
        except OperationalError:  # there is none
            return False

    def migrate(self, mark: str) -> None:
        """Make it, and mark it as made."""
        connection.close()
        forget_log(self.migrated)
        connection.settings_dict["TEST"]["NAME"] = self.migrated
        self.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        MigrationRecorder(connection).record_applied("tests", mark)
        connection.close()

    def copy(self, scene: str) -> str:
        """Copy the migrated database, in place of an earlier copy. Returns its name."""
        self.connect(self.migrated)
        suffix = f"{self.suffix}_{scene}"
        name = str(self.creation.get_test_db_clone_settings(suffix)["NAME"])
        forget_log(name)
        with one_process_at_a_time():
            connection.close()
            self.end_sessions(self.migrated)
            self.creation.clone_test_db(suffix, verbosity=0, autoclobber=True)
        return name


def forget_log(name: str) -> None:
    """SQLite would apply the write-ahead log of a process that was killed to the next database of that name."""
    for ending in ("-wal", "-shm") if connection.vendor == "sqlite" else ():
        Path(name + ending).unlink(missing_ok=True)


@contextmanager
def one_process_at_a_time() -> Iterator[None]:
    """Nobody copies what another process is still making."""
    SHARED.mkdir(parents=True, exist_ok=True)
    with (SHARED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
