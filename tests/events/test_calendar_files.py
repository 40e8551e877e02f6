"""Calendar files as a calendar program reads them."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar, Event
from wagtail.models import PageViewRestriction

LONDON = ZoneInfo("Europe/London")


def entries_of(response: HttpResponse) -> list[Event]:
    """The events of a calendar file, as an independent reader of the format gives them."""
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_a_calendar_file_says_when_where_and_what(client: Client, make_event: Any) -> None:
    event = make_event(
        "Stand for council",
        starts_at=datetime.datetime(2087, 3, 8, 10, 0, tzinfo=LONDON),
        ends_at=datetime.datetime(2087, 3, 8, 16, 0, tzinfo=LONDON),
        venue_address="1 Example Street\r\nExampleton",
        is_online=True,
        summary="A training day.",
    )
    response = client.get("/events/stand-for-council.ics")
    [entry] = entries_of(response)
    assert entry["SUMMARY"] == "Stand for council"
    assert entry["DESCRIPTION"] == "A training day."
    assert entry["LOCATION"] == "Exampleton Town Hall and online, 1 Example Street, Exampleton"
    assert entry["URL"] == "http://localhost/events/stand-for-council/"
    assert entry.decoded("DTSTART") == event.starts_at
    assert entry.decoded("DTEND") == event.ends_at
    assert entry.decoded("DTSTAMP") == event.last_published_at.replace(microsecond=0)
    assert response.headers["Content-Disposition"] == 'attachment; filename="stand-for-council.ics"'


def test_an_hour_on_the_wall_stays_that_hour_across_a_clock_change(client: Client, make_event: Any) -> None:
    """10am in London is 10:00 UTC on 27 March 2027 and 09:00 UTC a day later."""
    for day in (27, 28):
        make_event(f"Day {day}", starts_at=datetime.datetime(2027, 3, day, 10, 0, tzinfo=LONDON))
    [winter] = entries_of(client.get("/events/day-27.ics"))
    [summer] = entries_of(client.get("/events/day-28.ics"))
    assert winter["DTSTART"].to_ical() == b"20270327T100000Z"
    assert summer["DTSTART"].to_ical() == b"20270328T090000Z"
    assert {entry.decoded("DTSTART").astimezone(LONDON).hour for entry in (winter, summer)} == {10}


def test_an_event_without_an_end_has_none_in_its_calendar_file(client: Client, make_event: Any) -> None:
    make_event("Open end")
    [entry] = entries_of(client.get("/events/open-end.ics"))
    assert "DTEND" not in entry


def test_commas_semicolons_quotes_and_line_breaks_survive(client: Client, make_event: Any) -> None:
    summary = "Tea, cake; and a back\\slash.\nSecond line: “quoted”, سلام"
    make_event("Meet, greet; & eat", slug="meet", summary=summary, venue_name="Hall 1, Wing A; rear")
    response = client.get("/events/meet.ics")
    [entry] = entries_of(response)
    assert entry["SUMMARY"] == "Meet, greet; & eat"
    assert entry["DESCRIPTION"] == summary
    assert entry["LOCATION"] == "Hall 1, Wing A; rear"
    lines = response.content.split(b"\r\n")
    assert b"LOCATION:Hall 1\\, Wing A\\; rear" in lines
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)


def test_no_field_can_bring_in_a_line_of_its_own(client: Client, make_event: Any) -> None:
    make_event("Innocent", venue_name="Hall", venue_address="x\nATTENDEE:mailto:victim@example.org")
    [entry] = entries_of(client.get("/events/innocent.ics"))
    assert "ATTENDEE" not in entry


def test_the_identifier_stays_when_the_event_is_renamed_and_moved_in_time(client: Client, make_event: Any) -> None:
    event = make_event("Old name")
    [before] = entries_of(client.get("/events/old-name.ics"))
    event.title, event.slug = "New name", "new-name"
    event.starts_at += datetime.timedelta(days=1)
    event.save_revision().publish()
    [after] = entries_of(client.get("/events/new-name.ics"))
    assert after["UID"] == before["UID"]
    assert after.decoded("DTSTAMP") >= before.decoded("DTSTAMP")
    assert client.get("/events/old-name.ics").status_code == 404


def test_two_events_have_two_identifiers(client: Client, make_event: Any) -> None:
    make_event("One")
    make_event("Two")
    assert len({str(entry["UID"]) for entry in entries_of(client.get("/events/feed.ics"))}) == 2


def test_the_calendar_of_all_events_holds_what_comes_and_the_last_year(client: Client, make_event: Any) -> None:
    now = timezone.now()
    make_event("Long ago", starts_at=now - datetime.timedelta(days=500))
    make_event("Last month", starts_at=now - datetime.timedelta(days=30))
    make_event("Next month", starts_at=now + datetime.timedelta(days=30))
    response = client.get("/events/feed.ics")
    assert [entry["SUMMARY"] for entry in entries_of(response)] == ["Last month", "Next month"]
    assert "Events" in Calendar.from_ical(response.content)["X-WR-CALNAME"]


def test_an_empty_calendar_is_still_a_calendar(client: Client, event_index: Any) -> None:
    assert entries_of(client.get("/events/feed.ics")) == []


def test_an_event_that_is_not_public_is_in_no_calendar(client: Client, make_event: Any) -> None:
    make_event("Public")
    make_event("Draft").unpublish()
    private = make_event("Private")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/events/draft.ics").status_code == 404
    assert client.get("/events/private.ics").status_code == 404
    assert [entry["SUMMARY"] for entry in entries_of(client.get("/events/feed.ics"))] == ["Public"]


@pytest.mark.parametrize(
    "path",
    [
        "/events/nothing.ics",
        "/nowhere/event.ics",
        "/nowhere.ics",
        "/events/a.b.ics",
        "/events/feed.ics/",
        "/events/.ics",
    ],
)
def test_a_calendar_of_nothing_is_not_found(client: Client, event_index: Any, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_calendar_file_of_a_page_that_is_no_event_is_not_found(client: Client, event_index: Any) -> None:
    assert client.get("/events/events.ics").status_code == 404
    assert client.get("/events/feed.ics", {"page": "abc"}).status_code == 200


def test_a_calendar_is_not_posted_to(client: Client, make_event: Any) -> None:
    make_event("Public")
    assert client.post("/events/public.ics").status_code == 405


def test_an_invented_event_says_so_in_a_calendar_too(client: Client, make_event: Any) -> None:
    make_event("Invented", is_sample=True)
    [entry] = entries_of(client.get("/events/invented.ics"))
    assert entry.categories == ["Sample content"]


def test_an_unchanged_calendar_is_not_sent_twice(client: Client, make_event: Any) -> None:
    make_event("Public")
    first = client.get("/events/feed.ics")
    assert first.content == client.get("/events/feed.ics").content
    assert "Set-Cookie" not in first.headers


@pytest.mark.usefixtures("tasks_wait")
def test_thirty_events_cost_the_calendar_as_many_queries_as_three(client: Client, make_event: Any) -> None:
    def count_queries() -> int:
        client.get("/events/feed.ics")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/events/feed.ics").status_code == 200
        return len(queries)

    for number in range(3):
        make_event(f"Event {number}")
    with_three = count_queries()
    for number in range(3, 30):
        make_event(f"Event {number}")
    assert count_queries() == with_three
