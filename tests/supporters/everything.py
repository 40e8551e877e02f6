"""All that the portal keeps, in clear: every table with what is encrypted decrypted, every file, the cache, the log."""

import json
import logging
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.db import connection

from supporters.encryption import decrypt

# What Fernet writes: version, time, initialisation vector, ciphertext, HMAC.
ENCRYPTED = re.compile(r"gAAAAA[A-Za-z0-9_-]{90,}={0,2}")
# The tests' own mail server, which runs in this process, logs what reaches it.
NOT_OURS = ("mail.", "asyncio", "aiosmtpd")


def in_clear(value: Any) -> str:
    """A value of a column as text: bytes decoded, what is encrypted decrypted."""
    if isinstance(value, bytes | memoryview):
        value = bytes(value).decode("utf-8", "replace")
    text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
    return ENCRYPTED.sub(lambda found: decrypt(found.group()), text)


def rows_of_tables() -> Iterator[tuple[str, str]]:
    """Each row of each table: where, and what."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (the names are the database's own)
            for row in cursor.fetchall():
                yield table, " ".join(in_clear(value) for value in row)
        cursor.execute("SELECT session_data FROM django_session")
        for (data,) in cursor.fetchall():
            yield "django_session", in_clear(SessionStore().decode(data))


def files() -> Iterator[tuple[str, str]]:
    """Each file below DATA_DIR, and the database's own files as they lie on the disk."""
    folder = Path(settings.DATA_DIR)
    paths = {path for path in folder.rglob("*") if path.is_file()}
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        paths |= {path for path in (Path(name), Path(f"{name}-wal")) if path.exists()}
    for path in sorted(paths):
        yield str(path), path.read_bytes().decode("utf-8", "replace")


def cached() -> Iterator[tuple[str, str]]:
    """Each entry of the cache of the tests (locmem)."""
    for key, value in dict(cache._cache).items():
        yield f"cache {key}", f"{key} {in_clear(pickle.loads(value))}"  # noqa: S301  (we have just written it)


def logged(records: list[logging.LogRecord]) -> Iterator[tuple[str, str]]:
    """What loggers of every kind said, tracebacks included."""
    formatter = logging.Formatter()
    for record in records:
        if not record.name.startswith(NOT_OURS):
            yield f"log of {record.name}", formatter.format(record)


def everything(records: list[logging.LogRecord]) -> Iterator[tuple[str, str]]:
    """All of it: where, and what."""
    yield from rows_of_tables()
    yield from files()
    yield from cached()
    yield from logged(records)


def places_of(markers: list[str], records: list[logging.LogRecord]) -> dict[str, set[str]]:
    """Where each marker is still found, letter case apart; empty for those that are nowhere."""
    found: dict[str, set[str]] = {}
    for place, text in everything(records):
        folded = text.casefold()
        for marker in markers:
            if marker.casefold() in folded:
                found.setdefault(marker, set()).add(place)
    return found
