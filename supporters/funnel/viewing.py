"""Counting how often the form of an action was looked at: from the access log, by day and source, nobody's name.

A view is a whole page (200) that a reader got: the page on which the form stands or its embed. Robots, questions for
the head alone and copies that a browser already had are left out. What came by a cookie nobody had to accept.
"""

import datetime
from collections import Counter
from pathlib import Path
from typing import Any

from django.db.models import F
from django.utils import timezone

from foundation.access_log import Entry
from foundation.log_reading import count_new_lines, is_view
from supporters.models import ViewDay, ViewLogPosition
from supporters.pages import action_page_types

# Codes are free: whoever makes up thousands of them fills no table. What comes later on a day goes under this name,
# which no link can carry.
SOURCES_A_DAY = 200
FURTHER_SOURCES = "…"

Seen = tuple[int, datetime.date, str]  # action, day, source


def count_views(folder: Path) -> int:
    """Count the views in the logs of a folder since the last time; returns how many. Tick, every 5 minutes."""
    forms = form_paths()

    def find(entry: Entry) -> Seen | None:
        action = forms.get(entry.path) if is_view(entry) else None
        return (action, timezone.localdate(entry.time), entry.source) if action is not None else None

    return count_new_lines(folder, ViewLogPosition, find, add)


def form_paths() -> dict[str, int]:
    """The action at each path that shows a form: its pages and its embed. A query for each page type."""
    paths: dict[str, int] = {}
    for model in action_page_types():
        pages: Any = model._default_manager.filter(action__isnull=False)
        for page in pages:
            parts = page.get_url_parts()
            if parts is not None:
                paths[str(parts[2])] = paths[f"{parts[2]}embed/"] = page.action_id
    return paths


def add(found: Counter[Seen]) -> None:
    """Write the numbers. Inside a transaction."""
    known: dict[tuple[int, datetime.date], set[str]] = {}
    for (action, day, source), count in found.most_common():
        if (action, day) not in known:
            rows = ViewDay.objects.filter(action=action, day=day)
            known[action, day] = set(rows.values_list("source", flat=True))
        sources = known[action, day]
        is_one_too_many = bool(source) and source not in sources and len(sources) >= SOURCES_A_DAY
        kept = FURTHER_SOURCES if is_one_too_many else source
        sources.add(kept)
        row, _made = ViewDay.objects.get_or_create(action_id=action, day=day, source=kept)
        ViewDay.objects.filter(pk=row.pk).update(count=F("count") + count)
