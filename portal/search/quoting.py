"""Wagtail hands what an editor types to FTS5 between quotes, and a quote among it ends them: an error, not a result."""

from typing import Any

from modelsearch.backends.base import BaseSearchBackend
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.query import Phrase, PlainText


class QuotingQueryCompiler(SQLiteSearchQueryCompiler):
    """Doubles the quotes in the words, which is how FTS5 reads one as itself."""

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        """The words in FTS5's grammar."""
        if isinstance(query, PlainText):
            query = PlainText(query.query_string.replace('"', '""'), operator=query.operator)
        elif isinstance(query, Phrase):
            query = Phrase(query.query_string.replace('"', '""'))
        return super().build_search_query_content(query, config=config)


class QuotingAutocompleteQueryCompiler(QuotingQueryCompiler, SQLiteAutocompleteQueryCompiler):
    """The same for choosers, which search while somebody types."""


def quoting(backend: BaseSearchBackend) -> BaseSearchBackend:
    """Give FTS5's backend these compilers; the plain one of an SQLite without FTS5 has no grammar to break."""
    if isinstance(backend, SQLiteSearchBackend):
        backend.query_compiler_class = QuotingQueryCompiler
        backend.autocomplete_query_compiler_class = QuotingAutocompleteQueryCompiler
    return backend
