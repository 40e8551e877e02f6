"""The search backend of WAGTAILSEARCH_BACKENDS: Wagtail's own for the database at hand, made safe on SQLite."""

from typing import Any

from django.db import connection
from modelsearch.backends import database
from modelsearch.backends.base import BaseSearchBackend


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802  (the name that Wagtail asks for)
    """The backend for the database. Another than FTS5 comes as it is: it quotes what people type itself."""
    backend = database.SearchBackend(params)
    if connection.vendor != "sqlite":
        return backend
    # The models of SQLite's index exist only there.
    from portal.search.quoting import quoting  # noqa: PLC0415

    return quoting(backend)
