"""What an event must and must not be."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.models import EventPage, EventSpeaker

pytestmark = pytest.mark.django_db  # a page asks for its content type when it is made
NOON = datetime.datetime(2026, 6, 15, 12, tzinfo=datetime.UTC)  # of a day: no rule asks what time it is
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


def problems_of(**fields: Any) -> dict[str, list[str]]:
    """What `clean` says about an event, by field."""
    event = EventPage(title="Sample", slug=fields.pop("slug", "sample"), **fields)
    try:
        event.clean()
    except ValidationError as refusal:
        return refusal.message_dict
    return {}


def test_an_end_before_the_start_is_refused() -> None:
    assert problems_of(starts_at=NOON, ends_at=NOON - HOUR, is_online=True) == {
        "ends_at": ["The end lies before the start."]
    }


def test_an_end_at_or_after_the_start_or_no_end_is_fine() -> None:
    for end in (NOON, NOON + HOUR, None):
        assert problems_of(starts_at=NOON, ends_at=end, is_online=True) == {}


def test_an_event_has_a_venue_or_is_online_or_both() -> None:
    assert "venue_name" in problems_of(starts_at=NOON)
    assert problems_of(starts_at=NOON, venue_name="Town Hall") == {}
    assert problems_of(starts_at=NOON, is_online=True) == {}
    assert problems_of(starts_at=NOON, venue_name="Town Hall", is_online=True) == {}


def test_an_address_needs_the_name_of_its_place() -> None:
    assert "venue_name" in problems_of(starts_at=NOON, is_online=True, venue_address="1 Example Street")


def test_an_event_without_a_start_is_judged_without_an_error() -> None:
    assert problems_of(starts_at=None, ends_at=NOON, is_online=True) == {}


def test_no_event_takes_the_address_of_the_calendar_of_all_events() -> None:
    assert "slug" in problems_of(starts_at=NOON, is_online=True, slug="feed")


@pytest.mark.parametrize("fields", [{"ends_at": NOON - DAY}, {"venue_name": ""}])
def test_the_database_refuses_what_the_form_refuses(make_event: Any, fields: dict[str, Any]) -> None:
    event = make_event(starts_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        EventPage.objects.filter(pk=event.pk).update(**fields)


def test_a_speaker_is_a_profile_or_a_name_and_not_both(make_person: Any) -> None:
    person = make_person("Sample Speaker")
    with pytest.raises(ValidationError):
        EventSpeaker().clean()
    with pytest.raises(ValidationError):
        EventSpeaker(person=person, external_name="Somebody else").clean()
    EventSpeaker(person=person).clean()
    EventSpeaker(external_name="Somebody else").clean()


@pytest.mark.parametrize(
    ("starts", "ends", "is_past"),
    [
        (-2 * HOUR, -HOUR, True),
        (-HOUR, HOUR, False),
        (HOUR, None, False),
        (-2 * DAY, None, True),
        (-2 * DAY, DAY, False),
    ],
)
def test_the_page_and_the_list_agree_on_whether_an_event_is_over(
    make_event: Any, starts: datetime.timedelta, ends: datetime.timedelta | None, is_past: bool
) -> None:
    now = timezone.now()
    event = make_event(starts_at=now + starts, ends_at=now + ends if ends else None)
    assert event.is_past is is_past
    assert EventPage.objects.past().filter(pk=event.pk).exists() is is_past
    assert EventPage.objects.coming().filter(pk=event.pk).exists() is not is_past


@pytest.mark.usefixtures("clock_stands")
def test_an_event_without_an_end_is_not_over_before_its_day_is(make_event: Any) -> None:
    this_morning = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    event = make_event(starts_at=this_morning)
    assert not event.is_past
    assert EventPage.objects.coming().get() == event
