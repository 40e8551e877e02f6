"""The chapters of a report as its pages show them: each at an address of its own, with those before and after it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wagtail import blocks

if TYPE_CHECKING:
    from publications.models.reports import ReportPage

TAG = re.compile(r"<[^>]*>")
READING_SPEED = 230  # words a minute, prose on a screen; rounded up to whole minutes


@dataclass(frozen=True)
class Chapter:
    """One chapter: where it stands, what it is called, and its text."""

    id: str
    number: int
    title: str
    slug: str
    body: blocks.StreamValue
    url: str

    @property
    def minutes(self) -> int:
        """How long it takes to read, at least one minute."""
        return reading_minutes(self.title, self.body)


def chapters_of(report: ReportPage, address: str | None = None) -> list[Chapter]:
    """The chapters in reading order, below `address` (the report's own, or that of a version). No query."""
    base = report.reading_address if address is None else address
    return [
        Chapter(
            id=child.id or "",
            number=number,
            title=child.value["title"],
            slug=child.value["slug"],
            body=child.value["body"],
            url=f"{base}{child.value['slug']}/",
        )
        for number, child in enumerate(report.chapters, start=1)
    ]


@dataclass(frozen=True)
class Place:
    """A chapter among the others."""

    chapter: Chapter
    before: Chapter | None
    after: Chapter | None
    count: int


def place_of(slug: str, chapters: list[Chapter]) -> Place | None:
    """The chapter with this address, with its neighbours; None where there is none."""
    for place, chapter in enumerate(chapters):
        if chapter.slug == slug:
            return Place(
                chapter=chapter,
                before=chapters[place - 1] if place else None,
                after=chapters[place + 1] if place + 1 < len(chapters) else None,
                count=len(chapters),
            )
    return None


def within_whole(chapters: list[Chapter]) -> list[Chapter]:
    """The same chapters where they all stand on one page: each leads to its place there."""
    return [replace(chapter, url=f"#{chapter.slug}") for chapter in chapters]


def word_count(value: Any) -> int:
    """The words of texts and of what streams store, markup aside. A lone word there is an id or a choice.

    It looks at the stored form: making blocks of a hundred pages, and texts of them, takes longer than printing them.
    """
    if isinstance(value, str):
        return len(TAG.sub(" ", value).split()) if " " in value else 0
    if isinstance(value, blocks.StreamValue):
        return word_count(value.raw_data)
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, Iterable) else ()
    return sum(word_count(part) for part in parts)


def reading_minutes(*texts: Any) -> int:
    """How long some texts and streams take to read, in whole minutes, at least one."""
    return max(1, -(-word_count(texts) // READING_SPEED))
