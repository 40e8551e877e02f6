"""A mark that changes with every commit that a public page may show. What was made under another mark is out of date.

Every statement of every process passes through `watch`, so that a bulk update, a command and raw SQL count like an
editor's click. The mark is in the cache that all processes share, so that reading it costs no query.
"""

import re
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.db.backends.base.base import BaseDatabaseWrapper

KEY = "generation"
CHANGING = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|MERGE|WITH|TRUNCATE|ALTER|DROP)\b", re.IGNORECASE)
TABLE = re.compile(r'"(\w+)"')
# What no public page shows. A table that is not named here counts.
UNSEEN = frozenset(
    {
        "django_session",
        "django_tasks_database_dbtaskresult",
        "portal_tick",
        "publications_downloadday",  # shown, but a minute later will do
        "publications_logposition",
        "publications_presslink",
        "supporters_consentrecord",  # first names beside a count: a minute later will do
        "supporters_counthour",  # shown, and always written with the counts
        "supporters_eventcode",
        "supporters_invalidatedsignature",
        "supporters_invalidation",
        "supporters_outboxmail",
        "supporters_presscontact",
        "supporters_retentionrun",
        "supporters_signature",  # counted ten seconds later
        "supporters_signaturedetails",
        "supporters_supporter",
        "supporters_suppression",
        "supporters_viewday",
        "supporters_viewlogposition",
        "wagtailadmin_editingsession",
        "wagtailadmin_formstate",
        "wagtailcore_modellogentry",
        "wagtailcore_pagelogentry",
        "wagtailcore_referenceindex",
        "wagtailcore_revision",
    }
)


def generation() -> str:
    """The mark as it is now."""
    found = cache.get(KEY)
    if found is None:  # new, or thrown out of a full cache
        cache.add(KEY, uuid4().hex, None)
        found = cache.get(KEY)
    return str(found)


def begin_anew() -> None:
    """Change the mark."""
    cache.set(KEY, uuid4().hex, None)


def is_shown(sql: str) -> bool:
    """Whether a statement may change what a public page shows."""
    if not CHANGING.match(sql):
        return False
    table = TABLE.search(sql)
    return table is None or table.group(1) not in UNSEEN


def watch(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Wraps every statement: one that may be seen changes the mark when it is committed, once for each transaction."""
    result = execute(sql, params, many, context)
    if is_shown(sql):
        connection: BaseDatabaseWrapper = context["connection"]
        if not any(waiting[1] is begin_anew for waiting in connection.run_on_commit):
            # An absent cache must not undo what was saved: pages are then as old as their Cache-Control says.
            connection.on_commit(begin_anew, robust=True)
    return result


def watch_connection(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Receives `connection_created`. A connection that is opened again is watched already."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)
