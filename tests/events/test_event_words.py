"""Dates and hours in words, on both sides of a clock change."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from events.wording import clock_words, date_words, time_words, zone_words

NO_BREAK = "\u00a0"
LONDON = ZoneInfo("Europe/London")


def moment(text: str) -> datetime.datetime:
    """A moment by the clock on the wall in London."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2027-03-06T10:00", None, "6 March 2027"),
        ("2027-03-06T10:00", "2027-03-06T16:00", "6 March 2027"),
        ("2027-03-06T10:00", "2027-03-07T16:00", "6–7 March 2027"),
        ("2027-03-30T10:00", "2027-04-02T16:00", "30 March to 2 April 2027"),
        ("2026-12-31T20:00", "2027-01-01T01:00", "31 December 2026 to 1 January 2027"),
    ],
)
def test_the_days_of_an_event_in_words(start: str, end: str | None, words: str) -> None:
    assert date_words(moment(start), moment(end) if end else None).replace(NO_BREAK, " ") == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2027-03-06T10:00", None, "Saturday, 10am"),
        ("2027-03-06T10:00", "2027-03-06T10:00", "Saturday, 10am"),
        ("2027-03-06T10:00", "2027-03-06T16:30", "Saturday, 10am to 4.30pm"),
        ("2027-03-06T12:00", "2027-03-07T00:00", "Saturday noon to Sunday midnight"),
    ],
)
def test_the_hours_of_an_event_in_words(start: str, end: str | None, words: str) -> None:
    assert time_words(moment(start), moment(end) if end else None) == words


@pytest.mark.parametrize(
    ("clock", "words"),
    [("00:00", "midnight"), ("00:05", "12.05am"), ("09:00", "9am"), ("12:00", "noon"), ("12:30", "12.30pm")],
)
def test_the_hour_is_written_the_british_way(clock: str, words: str) -> None:
    assert clock_words(moment(f"2027-03-06T{clock}")) == words


def test_the_same_hour_of_universal_time_is_another_hour_in_summer() -> None:
    """The clocks go forward on 28 March 2027."""
    before = datetime.datetime(2027, 3, 27, 10, 0, tzinfo=datetime.UTC)
    after = before + datetime.timedelta(days=1)
    assert time_words(before, None) == "Saturday, 10am"
    assert time_words(after, None) == "Sunday, 11am"
    assert zone_words(before) == "UK time (GMT)"
    assert zone_words(after) == "UK time (BST)"


def test_an_editor_abroad_sees_the_words_that_visitors_will_see() -> None:
    with timezone.override(ZoneInfo("Asia/Karachi")):
        assert time_words(moment("2027-03-06T23:00"), None) == "Saturday, 11pm"
        assert date_words(moment("2027-03-06T23:00"), None) == f"6{NO_BREAK}March 2027"
