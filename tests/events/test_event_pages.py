"""The list of events and an event's page as visitors meet them."""

import datetime
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from events.models import EventPage, EventSpeaker
from foundation.models import Topic

NOW = timezone.now()
DAY = datetime.timedelta(days=1)


def read(client: Client, path: str) -> BeautifulSoup:
    """A page as a visitor gets it."""
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    return BeautifulSoup(response.content, "html.parser")


def titles_under(soup: BeautifulSoup, anchor: str) -> list[str]:
    """The events listed below the heading with this id."""
    heading = soup.find(id=anchor)
    return [link.get_text() for link in heading.find_parent("section").select("h3 a")] if heading else []


def test_coming_events_stand_first_the_next_one_on_top_then_the_past_the_latest_on_top(
    client: Client, make_event: Any
) -> None:
    for title, days in [("Later", 9), ("Longest ago", -9), ("Next", 2), ("Just over", -2)]:
        make_event(title, starts_at=NOW + days * DAY, ends_at=NOW + days * DAY)
    soup = read(client, "/events/")
    assert titles_under(soup, "coming") == ["Next", "Later"]
    assert titles_under(soup, "past") == ["Just over", "Longest ago"]


def test_an_empty_list_of_events_offers_the_calendar(client: Client, event_index: Any) -> None:
    soup = read(client, "/events/")
    assert "No event is planned at the moment" in soup.get_text()
    assert soup.select_one("a[href='/events/feed.ics']")


def test_events_are_narrowed_to_a_topic(client: Client, home_page: Any, make_event: Any) -> None:
    training = Topic.objects.create(name="Training", slug="training", locale=home_page.locale)
    make_event("On topic", topics=[training])
    make_event("Off topic")
    soup = read(client, "/events/?topic=training")
    assert titles_under(soup, "coming") == ["On topic"]
    assert soup.select_one("select[name=topic] option[selected]")["value"] == "training"


@pytest.mark.parametrize("query", ["topic=nothing", "topic=' OR 1=1", "topic=" + "x" * 3000, "topic=%F0%9F%98%80"])
def test_an_unknown_topic_shows_nothing_and_says_so(client: Client, make_event: Any, query: str) -> None:
    make_event("Sample event")
    soup = read(client, f"/events/?{query}")
    assert "No event here matches" in soup.get_text()
    assert titles_under(soup, "coming") == []


@pytest.mark.parametrize("number", ["abc", "0", "-1", "99", "1.5"])
def test_a_page_of_results_that_does_not_exist_is_not_found(client: Client, make_event: Any, number: str) -> None:
    make_event()
    assert client.get("/events/", {"page": number}).status_code == 404


def test_the_list_goes_on_over_pages_without_losing_an_event(client: Client, make_event: Any) -> None:
    for number in range(-7, 8):
        make_event(
            f"Event {number}", slug=f"event-{number + 7}", starts_at=NOW + number * DAY, ends_at=NOW + number * DAY
        )
    found = [
        title
        for page in ("1", "2")
        for anchor in ("coming", "past")
        for title in titles_under(read(client, f"/events/?page={page}"), anchor)
    ]
    assert found[:7] == [f"Event {number}" for number in range(1, 8)]
    assert found[7:] == [f"Event {number}" for number in range(0, -8, -1)]


def test_an_event_shows_when_where_what_it_costs_and_how_to_book(client: Client, make_event: Any) -> None:
    start = datetime.datetime(2087, 7, 5, 9, 30, tzinfo=datetime.UTC)
    make_event(
        "Training day",
        starts_at=start,
        ends_at=start + datetime.timedelta(hours=6),
        venue_address="1 Example Street\nExampleton",
        price="Free for members",
        registration=[("link", {"text": "Book a place", "page": None, "address": "https://example.org/book"})],
    )
    soup = read(client, "/events/training-day/")
    text = soup.main.get_text(" ", strip=True).replace("\u00a0", " ")
    for words in (
        "5 July 2087",
        "Saturday, 10.30am to 4.30pm",
        "UK time (BST)",
        "Exampleton Town Hall",
        "1 Example Street, Exampleton",
        "Free for members",
    ):
        assert words in text
    assert soup.select_one("a[href='https://example.org/book']").get_text() == "Book a place"
    assert soup.select_one("main a[href='/events/training-day.ics']")
    assert soup.select_one("time.date")["datetime"] == "2087-07-05T10:30+01:00"


def test_an_event_leads_to_the_other_events_on_its_topic(client: Client, home_page: Any, make_event: Any) -> None:
    training = Topic.objects.create(name="Training", slug="training", locale=home_page.locale)
    make_event("Training day", topics=[training])
    link = read(client, "/events/training-day/").select_one("dl.facts a")
    assert link.get_text() == "Training"
    assert titles_under(read(client, link["href"]), "coming") == ["Training day"]


def test_nobody_can_book_an_event_that_is_over(client: Client, make_event: Any) -> None:
    make_event(
        "Old day",
        starts_at=NOW - 2 * DAY,
        ends_at=NOW - DAY,
        registration=[("link", {"text": "Book a place", "page": None, "address": "https://example.org/book"})],
    )
    soup = read(client, "/events/old-day/")
    assert "This event is over" in soup.get_text()
    assert not soup.select("a[href='https://example.org/book']")


def test_speakers_stand_in_the_editors_order_with_a_link_where_they_have_a_profile(
    client: Client, make_event: Any, make_person: Any
) -> None:
    person = make_person("Sample Speaker", "Sample role")
    make_event(
        "Training day", speakers=[{"external_name": "Guest Speaker", "affiliation": "Exampleton"}, {"person": person}]
    )
    cells = read(client, "/events/training-day/").find(id="speakers").find_parent("section").select("li")
    assert [cell.select_one(".nm").get_text(strip=True) for cell in cells] == ["Guest Speaker", "Sample Speaker"]
    assert [cell.select_one(".meta").get_text(strip=True) for cell in cells] == ["Exampleton", "Sample role"]
    assert not cells[0].a
    assert cells[1].a["href"] == "/people/sample-speaker/"


def test_an_event_keeps_the_name_of_a_speaker_whose_profile_is_deleted(
    client: Client, make_event: Any, make_person: Any
) -> None:
    person = make_person("Sample Speaker")
    event = make_event("Training day", speakers=[{"person": person}])
    person.delete()
    section = read(client, "/events/training-day/").find(id="speakers").find_parent("section")
    assert "Sample Speaker" in section.get_text()
    assert not section.a
    EventSpeaker.objects.get(event=event).clean()


def test_a_speaker_whose_profile_is_not_public_is_named_without_a_link(
    client: Client, make_event: Any, make_person: Any
) -> None:
    drafted, private = make_person("Drafted Speaker"), make_person("Private Speaker", "Secret role")
    make_event("Training day", speakers=[{"person": drafted}, {"person": private}])
    drafted.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    section = read(client, "/events/training-day/").find(id="speakers").find_parent("section")
    assert "Drafted Speaker" in section.get_text()
    assert "Private Speaker" in section.get_text()
    assert "Secret role" not in section.get_text()
    assert not section.a


@pytest.mark.parametrize(
    ("fields", "mode", "kinds"),
    [
        ({}, "OfflineEventAttendanceMode", ["Place"]),
        ({"is_online": True}, "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
        ({"is_online": True, "venue_name": ""}, "OnlineEventAttendanceMode", ["VirtualLocation"]),
    ],
)
def test_structured_data_says_when_and_where(
    client: Client, make_event: Any, fields: dict[str, Any], mode: str, kinds: list[str]
) -> None:
    start = datetime.datetime(2087, 1, 5, 9, 30, tzinfo=datetime.UTC)
    make_event("Training day", starts_at=start, ends_at=start + datetime.timedelta(hours=1), **fields)
    script = read(client, "/events/training-day/").find("script", type="application/ld+json")
    event = json.loads(script.string)["@graph"][0]
    places = event["location"] if isinstance(event["location"], list) else [event["location"]]
    assert event["@type"] == "Event"
    assert event["startDate"] == "2087-01-05T09:30:00+00:00"
    assert event["endDate"] == "2087-01-05T10:30:00+00:00"
    assert event["eventAttendanceMode"].endswith(mode)
    assert [place["@type"] for place in places] == kinds


def test_an_over_long_title_is_shown_whole(client: Client, make_event: Any) -> None:
    title = ("Donaudampfschifffahrtsgesellschaft " * 8).strip()[:255]
    make_event(title, slug="long")
    assert read(client, "/events/long/").h1.get_text(strip=True) == title
    assert title in titles_under(read(client, "/events/"), "coming")


def test_events_and_their_list_lie_where_they_belong(home_page: Any, event_index: Any) -> None:
    assert EventPage.can_create_at(event_index)
    assert not EventPage.can_create_at(home_page)
    assert not event_index.can_create_at(home_page)


def test_a_draft_is_previewed_in_the_admin(admin_client: Client, make_event: Any, make_person: Any) -> None:
    event = make_event(speakers=[{"person": make_person("Sample Speaker")}])
    event.title = "Draft title"
    event.save_revision()
    response = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[event.pk]))
    assert response.status_code == 200
    assert "Draft title" in response.content.decode()
    assert "Sample Speaker" in response.content.decode()
    assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).status_code == 200


def test_a_draft_without_a_place_gets_a_message_and_no_error(admin_client: Client, event_index: Any) -> None:
    form = {"title": "Half done", "slug": "half-done", "summary": "", "starts_at": "2087-01-05 10:00", "price": ""}
    for prefix in ("topic_links", "speakers", "comments"):
        form |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    form |= {"body-count": "0", "registration-count": "0"}
    add = reverse("wagtailadmin_pages:add", args=["events", "eventpage", event_index.pk])
    refused = admin_client.post(add, form)
    assert refused.status_code == 200
    assert "Name a venue, or tick that people can join online." in refused.content.decode()
    assert admin_client.post(add, {**form, "is_online": "on"}).status_code == 302
    assert Page.objects.get(slug="half-done").specific.is_online


@pytest.mark.parametrize("path", ["/events/", "/events/with-speakers/"])
@pytest.mark.usefixtures("tasks_wait")
def test_thirty_events_and_speakers_cost_as_many_queries_as_three(
    client: Client, home_page: Any, make_event: Any, make_person: Any, path: str
) -> None:
    topic = Topic.objects.create(name="Training", slug="training", locale=home_page.locale)
    event = make_event("With speakers", topics=[topic])

    def add(numbers: range) -> None:
        for number in numbers:
            make_event(f"Event {number}", topics=[topic], starts_at=NOW + (number - 2) * DAY)
            event.speakers.create(person=make_person(f"Speaker {number}"), sort_order=number)
        event.save_revision().publish()

    def count_queries() -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    add(range(3))
    with_three = count_queries()
    add(range(3, 30))
    assert count_queries() == with_three
    assert with_three <= 25
