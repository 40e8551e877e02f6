"""A date is printed as exactly as it is known and no more."""

import datetime

import pytest

from publications.precision import date_in_iso, date_in_words

DAY = datetime.date(2020, 11, 1)


@pytest.mark.parametrize(
    ("precision", "words", "iso"),
    [("year", "2020", "2020"), ("month", "November 2020", "2020-11"), ("day", "1 November 2020", "2020-11-01")],
)
def test_date_says_only_what_is_known(precision: str, words: str, iso: str) -> None:
    assert date_in_words(DAY, precision) == words
    assert date_in_iso(DAY, precision) == iso
