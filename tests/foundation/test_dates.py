"""A date is printed as exactly as it is known and no more; a moment by the clock of the site."""

import datetime

import pytest
from django.utils import timezone

from foundation.dates import date_in_iso, date_in_words, day_in_words

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
