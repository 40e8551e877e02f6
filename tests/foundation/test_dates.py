"""A date is printed as exactly as it is known and no more; a moment by the clock of the site."""

import datetime

import pytest
from django.utils import timezone

from foundation.dates import date_in_iso, date_in_words, day_in_words, length_in_words

DAY = datetime.date(2020, 11, 1)


@pytest.mark.parametrize(
    ("precision", "words", "iso"),
    [("year", "2020", "2020"), ("month", "November 2020", "2020-11"), ("day", "1 November 2020", "2020-11-01")],
)
def test_date_says_only_what_is_known(precision: str, words: str, iso: str) -> None:
    assert date_in_words(DAY, precision) == words
    assert date_in_iso(DAY, precision) == iso


def test_day_is_that_of_the_site_and_not_of_the_editor() -> None:
    late_in_summer = datetime.datetime(2027, 6, 30, 23, 30, tzinfo=datetime.UTC)
    with timezone.override("America/New_York"):
        assert day_in_words(late_in_summer) == "1 July 2027"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        ({"seconds": 10}, "10 seconds"),
        ({"seconds": 90}, "90 seconds"),
        ({"minutes": 1}, "1 minute"),
        ({"minutes": 90}, "90 minutes"),
        ({"hours": 1}, "1 hour"),
        ({"days": 1}, "24 hours"),
        ({"hours": 48}, "48 hours"),
        ({"days": 30}, "30 days"),
        ({"days": 30, "hours": 1}, "721 hours"),
    ],
)
def test_the_length_of_a_deadline_in_words(length: dict[str, int], words: str) -> None:
    assert length_in_words(datetime.timedelta(**length)) == words
