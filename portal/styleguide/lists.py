"""Lists: of pages, people, events, results, dates."""

from dataclasses import replace
from typing import Any

from django.utils.safestring import mark_safe

from events.models import EventPage
from foundation.blocks.data import TimelineEntry
from portal.search.in_files import PageLink
from portal.search.results import Result
from portal.styleguide.entries import Entry, Group, State, component, specimen
from portal.styleguide.photographs import UPRIGHT, photograph
from portal.styleguide.samples import (
    ADDRESS,
    CAPITALS,
    UNBROKEN,
    campaign,
    moment,
    page,
    people,
    person,
    report,
    reports,
)


def odd_pages() -> dict[str, Any]:
    """Cards as editors make them on a bad day."""
    return {
        "pages": [
            report(UNBROKEN, slug="sample-1"),
            report(CAPITALS, slug="sample-2", is_sample=True),
            report("Sample report without a summary, withdrawn", slug="sample-3", summary="", is_withdrawn=True),
            campaign(),
            report("Sample report with a photograph", listing_image=photograph()),
            report("Sample report with an upright photograph", listing_image=photograph(UPRIGHT)),
        ]
    }


def events() -> dict[str, Any]:
    """A short event, a long one, one with an odd title."""
    made = [
        page(EventPage, "Sample meeting", starts_at=moment(2020, 3, 6), venue_name="Sample Hall", is_online=True),
        page(
            EventPage,
            "Sample course of several days",
            starts_at=moment(2020, 3, 30),
            ends_at=moment(2020, 4, 2, 16),
            venue_name="Another Sample Hall, Sampletown",
            is_sample=True,
        ),
        page(EventPage, UNBROKEN, starts_at=moment(2020, 12, 31), is_online=True),
    ]
    return {"events": made}


def results() -> dict[str, Any]:
    """A result with the words marked that pages of its PDF hold too, and one with a title that does not break."""
    in_file = [PageLink(4, ADDRESS), PageLink(17, ADDRESS)]
    marked = mark_safe("An invented passage in which the <mark>sample</mark> words are marked, and what follows them.")
    return {
        "results": [
            Result("Sample report", ADDRESS, "Report", "November 2020", marked, False, "", "", in_file),
            Result(UNBROKEN, ADDRESS, "Page", "", mark_safe(""), False, "", "", []),
            Result("Sample report", ADDRESS, "Report", "May 2020", mark_safe(""), False, "", "", [], is_withdrawn=True),
        ]
    }


def history() -> dict[str, Any]:
    """Dates as exact as they are known."""
    return {
        "entries": [
            TimelineEntry("2016", "Sample founded", mark_safe("<p>An invented first meeting.</p>"), ""),
            TimelineEntry("Late 2019", "", mark_safe("<p>Something happened, nobody knows which day.</p>"), ""),
            TimelineEntry("11 December 2020", "First sample report", "", ""),
        ]
    }


def strip(count: int) -> dict[str, Any]:
    """A few years."""
    text = "An invented event in a line."
    return {
        "entries": [{"year": year, "text": text, "spoken": f"{year}. {text}"} for year in range(2016, 2016 + count)]
    }


def lists() -> Group:
    """The group of the guide."""
    return Group("lists", "Lists", (cards(), grid(), *dated()))


def cards() -> Entry:
    """Pages."""
    return Entry(
        "cards",
        "Cards",
        "A list of pages, each with what it is, when, its title and summary, and its picture or pattern.",
        (
            State("three", "Three", component("card_index", lambda: {"pages": reports(3)})),
            State("one", "One", component("card_index", lambda: {"pages": reports(1)})),
            State("two", "Two", component("card_index", lambda: {"pages": reports(2)})),
            State("lead", "The first one large", component("card_index", lambda: {"pages": reports(3), "lead": True})),
            State("odd", "Odd titles, an outcome, no summary, photographs", component("card_index", odd_pages)),
            State("none", "None", component("card_index", lambda: {"pages": [], "empty": "Nothing here yet."})),
            State("forty", "Forty", component("card_index", lambda: {"pages": reports(40)})),
        ),
        components=("card_index", "art"),
    )


def odd_people() -> dict[str, Any]:
    """Somebody with more to be called than the others, and somebody with a portrait."""
    wordy = replace(person(0, role="Sample role with a name that is longer than most"), name=UNBROKEN[:60])
    return {"people": [wordy, replace(person(1), portrait=photograph(UPRIGHT)), *people(2)]}


def grid() -> Entry:
    """People."""
    everyone = {"more_url": ADDRESS, "more_label": "All people"}
    return Entry(
        "people",
        "People",
        "A grid of people, with a portrait or, without one, a rosette of the initials.",
        (
            State("six", "Six", component("people_grid", lambda: {"people": people(6)})),
            State("one", "One", component("people_grid", lambda: {"people": people(1), "lead": True})),
            State("lead", "The first one large", component("people_grid", lambda: {"people": people(7), "lead": True})),
            State(
                "more", "With the way to everybody", component("people_grid", lambda: {"people": people(3), **everyone})
            ),
            State("long", "A long name and role, a portrait", component("people_grid", odd_people)),
            State("forty", "Forty", component("people_grid", lambda: {"people": people(40)})),
        ),
        components=("people_grid",),
    )


def dated() -> tuple[Entry, ...]:
    """What has a date."""
    return (
        Entry(
            "agenda",
            "Events",
            "Coming events, the next one first: the date is the picture.",
            (State("three", "A day, several days, an odd title", specimen("agenda", events)),),
            components=("event_line",),
        ),
        Entry(
            "timeline",
            "Timeline",
            "What happened when, one under the other, with room for words.",
            (State("mixed", "Dates as exact as they are known", component("timeline", history)),),
            components=("timeline",),
        ),
        Entry(
            "time-strip",
            "Strip of dates",
            "Four or five years across the page, a line each, on the rule of a section.",
            (
                State("four", "Four", specimen("time_strip", lambda: strip(4))),
                State("one", "One", specimen("time_strip", lambda: strip(1))),
            ),
            components=("time_strip",),
            setting="page",
        ),
        Entry(
            "results",
            "Search results",
            "What a search finds, with the words marked.",
            (State("two", "Marked words, pages of a PDF, an odd title", specimen("results", results)),),
            components=("search_result",),
        ),
    )
