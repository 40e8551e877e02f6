"""Databases of the tests: migrated once, copied for every process, and fresh again after a test that commits.

The migrated database is kept between runs, for migrating takes longer than most runs do. It carries a fingerprint of
what made it, and is made anew when that differs. The same for SQLite and for PostgreSQL.
"""

import fcntl
import hashlib
import importlib.metadata
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

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


class TestDatabase:
    """The database of this process: a copy of the migrated one, which no test ever touches."""

    __test__ = False  # pytest: no class of tests

    def __init__(self) -> None:
        is_file = connection.vendor == "sqlite"
        self.migrated = str(SHARED / "migrated.sqlite3") if is_file else f"test_{connection.settings_dict['NAME']}"
        # The data folder of the tests is another one for each run and each of its processes.
        self.suffix = "_".join(settings.DATA_DIR.parts[-2:]).replace("-", "_")
        self.creation = connection.creation

    def set_up(self, *, anew: bool) -> None:
        """Migrate where that is due (with `anew` in any case), then copy."""
        mark = fingerprint()
        with one_process_at_a_time():
            self.connect(self.migrated)
            if anew or not self.is_migrated(mark):
                self.migrate(mark)
            self.copy()

    def renew(self) -> None:
        """Undo what a test has committed."""
        with one_process_at_a_time():
            self.copy()

    def tear_down(self) -> None:
        """Remove the copy."""
        self.connect(self.migrated)
        self.creation.destroy_test_db(verbosity=0, suffix=self.suffix)

    def connect(self, name: str) -> None:
        """Lead the connection to another database, as Django's own test runner does."""
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
        self.connect(self.migrated)
        forget_log(self.migrated)
        connection.settings_dict["TEST"]["NAME"] = self.migrated
        self.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        MigrationRecorder(connection).record_applied("tests", mark)

    def copy(self) -> None:
        """Replace the copy by a new one, and connect to it."""
        self.connect(self.migrated)
        name = str(self.creation.get_test_db_clone_settings(self.suffix)["NAME"])
        forget_log(name)
        self.creation.clone_test_db(self.suffix, verbosity=0, autoclobber=True)
        self.connect(name)


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
