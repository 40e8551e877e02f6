"""The ways to read a report: its modes, its chapters, its figures."""

import datetime
from typing import Any

from wagtail.blocks import StreamValue

from portal.styleguide.entries import PAGE, PROSE, Entry, Group, State, component
from portal.styleguide.samples import ADDRESS, LONDON, UNBROKEN, report
from publications.blocks import ReportStoryBlock
from publications.chapters import Chapter, Place
from publications.models import Version


def chapters() -> list[Chapter]:
    """Three chapters without text."""
    empty = StreamValue(ReportStoryBlock(), [])
    titles = ("How people were asked", "What they said", "What we ask for")
    return [Chapter("", number, title, "sample", empty, ADDRESS) for number, title in enumerate(titles, start=1)]


def modes(current: str) -> dict[str, Any]:
    """Four ways, one of them taken."""
    labels = {"findings": "Findings", "summary": "Summary", "full": "Whole report", "data": "Data"}
    return {
        "modes": [{"name": name, "label": words, "url": ADDRESS} for name, words in labels.items()],
        "mode": current,
    }


def steps(number: int) -> dict[str, Any]:
    """The chapters before and after the one with this number."""
    listed = chapters()
    before = listed[number - 2] if number > 1 else None
    after = listed[number] if number < len(listed) else None
    return {"place": Place(listed[number - 1], before, after, len(listed)), "page": report("Sample report")}


def long_title() -> list[Chapter]:
    """A chapter whose title has no place to break."""
    first = chapters()[0]
    return [Chapter("", 1, UNBROKEN[:80], "sample", first.body, ADDRESS)]


def reports() -> Group:
    """The group of the guide."""
    return Group(
        "reports",
        "Reading a report",
        (ways_to_read(), chapter_list(), chapter_steps(), version_banner(), embargo_banner()),
    )


def ways_to_read() -> Entry:
    """The navigation between the modes."""
    return Entry(
        "report-modes",
        "Ways to read",
        "Below the title of a report that has chapters or data: the findings, the summary, the whole, the data.",
        (
            State("summary", "On the first page", component("report_modes", lambda: modes("summary"))),
            State(
                "chapter", "In a chapter, which is none of them", component("report_modes", lambda: modes("chapter"))
            ),
        ),
        components=("report_modes",),
    )


def chapter_list() -> Entry:
    """The chapters on the first page."""
    return Entry(
        "chapter-list",
        "Chapters",
        "On the first page of a report: what each chapter is called, and how long it takes to read.",
        (
            State("three", "Three chapters", component("chapter_list", lambda: {"chapters": chapters()})),
            State("unbroken", "A title without a break", component("chapter_list", lambda: {"chapters": long_title()})),
        ),
        components=("chapter_list",),
        setting=PROSE,
    )


def chapter_steps() -> Entry:
    """The way on at the end of a chapter."""
    return Entry(
        "chapter-steps",
        "Before and next",
        "At the end of a chapter.",
        (
            State("first", "The first chapter", component("chapter_steps", lambda: steps(1))),
            State("second", "Between two", component("chapter_steps", lambda: steps(2))),
            State("last", "The last chapter", component("chapter_steps", lambda: steps(3))),
        ),
        components=("chapter_steps",),
        setting=PROSE,
    )


def version(number: int) -> Version:
    """A version that came out on a day in the past."""
    return Version(number=number, published_at=datetime.datetime(2026, 1, number, 9, tzinfo=LONDON))


def version_banner() -> Entry:
    """What stands above a frozen page."""

    def banner(number: int) -> dict[str, Any]:
        return {"read_version": version(number), "newest": version(2), "page": report("Sample report")}

    return Entry(
        "version-banner",
        "Version",
        "Above every page of a version that is kept as it came out.",
        (
            State("old", "An old version", component("version_banner", lambda: banner(1))),
            State("newest", "The newest", component("version_banner", lambda: banner(2))),
        ),
        components=("version_banner",),
        setting=PAGE,
    )


def embargo_banner() -> Entry:
    """What stands above a page that a press link opens."""

    def banner(outlet: str) -> dict[str, Any]:
        return {
            "outlet": outlet,
            "number": 3,
            "embargo_time": "09:00",
            "embargo_day": "Monday 5 January 2026",
            "time_left": "2 days, 3 hours",
        }

    return Entry(
        "embargo-banner",
        "Embargo",
        "Above every page of a report that somebody of the press reads before it is public.",
        (
            State("usual", "Two days before", component("embargo_banner", lambda: banner("The Sample Gazette"))),
            State("unbroken", "An outlet without a break", component("embargo_banner", lambda: banner(UNBROKEN))),
        ),
        components=("embargo_banner",),
        setting=PAGE,
    )
