"""Events as calendar files (RFC 5545), written by the icalendar library."""

import datetime
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from icalendar import Calendar, Event

from events.models.event import EventPage
from foundation.models import OrganisationSettings

PRODUCT = "-//Campaign and publications portal//Events//EN"
UTC = datetime.UTC


def calendar_of(events: Iterable[EventPage], request: HttpRequest, *, name: str = "") -> bytes:
    """A calendar of public events. The same events give the same bytes, so that a copy can be validated."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)  # what most programs read in place of NAME (RFC 7986)
    organiser = OrganisationSettings.for_request(request).name
    for event in events:
        calendar.add_component(_entry(event, request, organiser))
    return calendar.to_ical()


def calendar_response(content: bytes, filename: str) -> HttpResponse:
    """A calendar file that a phone opens and a browser saves under `filename`."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
    return response


def _entry(event: EventPage, request: HttpRequest, organiser: str) -> Event:
    """One event. Times are in UTC: right on both sides of a clock change and in every program.

    The UID is the page's translation key: it stays when the page is moved, renamed or exported.
    """
    entry = Event()
    published = event.last_published_at or event.starts_at
    entry.add("uid", str(event.translation_key))
    entry.add("dtstamp", published.astimezone(UTC))
    entry.add("last-modified", published.astimezone(UTC))
    entry.add("dtstart", event.starts_at.astimezone(UTC))
    if event.ends_at:
        entry.add("dtend", event.ends_at.astimezone(UTC))
    entry.add("summary", event.title)
    if event.summary:
        entry.add("description", event.summary)
    entry.add("location", event.calendar_location)
    entry.add("url", event.get_full_url(request))
    if event.is_sample:
        entry.add("categories", [gettext("Sample content")])
    entry.add("contact", organiser)
    return entry
