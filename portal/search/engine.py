"""Which pages of the site, and of uploaded PDFs, match, best first. Asks whatever engine the site is set up with.

SQLite's full-text table is asked directly: Wagtail's own query repeats the match for every hit (35 s at 10,000 pages
where this takes 90 ms) and finds whole words only.
"""

import logging
from collections.abc import Callable, Sequence

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import Error as DatabaseError
from django.db import connection
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string
from modelsearch.conf import get_app_config
from wagtail.models import Page, get_page_models
from wagtail.search.backends import get_search_backend

from foundation.querysets import visible_pages
from publications.models import FilePage

logger = logging.getLogger(__name__)
MOST_HITS = 2000
# A word of so many letters also finds longer words that begin with it: SQLite knows no word stems.
SHORTEST_PREFIX = 3
SERVER_ERRORS = (
    "opensearchpy.exceptions.OpenSearchException",
    "elasticsearch.exceptions.TransportError",
    "elasticsearch.exceptions.ApiError",
)


class EngineAwayError(Exception):
    """The search engine does not answer."""


def matching_keys(words: Sequence[str]) -> list[int]:
    """The keys of pages that hold every word, best match first, at most 2,000. Not all of them are public.

    Raises EngineAwayError.
    """
    # A search server understands the list of what is private, and no sub-query.
    return asked(words, get_page_models(), lambda: visible_pages(Page.objects.all().private_q()))


def matching_file_pages(words: Sequence[str]) -> list[int]:
    """The same for the pages of uploaded PDFs. Which of them are public says `publications.file_pages`."""
    return asked(words, [FilePage], FilePage.objects.all)


def asked(words: Sequence[str], models: Sequence[type[Model]], searched: Callable[[], QuerySet]) -> list[int]:
    """Ask SQLite's own table for entries of some models, or Wagtail's backend for a queryset of them."""
    try:
        if uses_sqlite():
            return sqlite_keys(words, models)
        return backend_keys(words, searched())
    except outages() as error:
        logger.exception("The search engine does not answer.")
        raise EngineAwayError from error


def uses_sqlite() -> bool:
    """Whether the index is SQLite's own full-text table."""
    backend = settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"]
    return connection.vendor == "sqlite" and backend == "portal.search.backend"


def sqlite_keys(words: Sequence[str], models: Sequence[type[Model]]) -> list[int]:
    """Ask FTS5. The words hold letters and digits only, so they may stand in its grammar, each in quotes.

    The table's columns are autocomplete, body and title; a word in the title weighs ten times one in the body.
    """
    terms = " AND ".join(f'"{word}"{"*" if len(word) >= SHORTEST_PREFIX else ""}' for word in words)
    content_types = [found.pk for found in ContentType.objects.get_for_models(*models).values()]
    places = ", ".join(["%s"] * len(content_types))
    entries = get_app_config().get_model("IndexEntry")._meta.db_table
    index = f"{entries}_fts"
    query = f"""
        SELECT entry.object_id FROM {index} JOIN {entries} AS entry ON entry.id = {index}.rowid
        WHERE {index} MATCH %s AND entry.content_type_id IN ({places})
        ORDER BY bm25({index}, 0, 1, 10), entry.id LIMIT %s
    """  # noqa: S608  (names of tables and the number of placeholders; the words are parameters)
    with connection.cursor() as cursor:
        cursor.execute(query, [f"{{title body}} : ({terms})", *content_types, MOST_HITS])
        return [int(row[0]) for row in cursor.fetchall()]


def backend_keys(words: Sequence[str], searched: QuerySet) -> list[int]:
    """Ask Wagtail's search backend: PostgreSQL, OpenSearch, Elasticsearch."""
    found = get_search_backend().search(" ".join(words), searched, operator="and")[:MOST_HITS]
    return [one.pk for one in found]


def title_keys(words: Sequence[str]) -> list[int]:
    """Pages with every word in the title: what is left when the engine is away."""
    pages = Page.objects.all()
    for word in words:
        pages = pages.filter(title__icontains=word)
    return list(pages.order_by("-first_published_at", "-pk").values_list("pk", flat=True)[:MOST_HITS])


def outages() -> tuple[type[Exception], ...]:
    """What the engines raise when they are away; of the clients of search servers, those that are installed."""
    found: list[type[Exception]] = [DatabaseError, OSError]
    for path in SERVER_ERRORS:
        try:
            found.append(import_string(path))
        except ImportError:
            continue
    return tuple(found)
