"""When a role is held, and how that is worded where dates are not known."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from people.models import Role

LAUNCH, SAMPLE = datetime.date(2017, 12, 11), datetime.date(2016, 1, 1)
TODAY = datetime.date(2026, 6, 15)
YESTERDAY, TOMORROW = TODAY - datetime.timedelta(days=1), TODAY + datetime.timedelta(days=1)
LAST_YEAR, NEXT_YEAR = datetime.date(TODAY.year - 1, 6, 15), datetime.date(TODAY.year + 1, 6, 15)


@pytest.fixture(autouse=True)
def it_is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same day for what a test says and for what the model is told."""
    noon = datetime.datetime.combine(TODAY, datetime.time(12), tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)


def test_a_role_without_any_date_is_current_and_says_nothing_about_dates() -> None:
    role = Role(title="Parliamentary chair")
    assert role.is_current
    assert not role.is_past
    assert role.dates == ""


@pytest.mark.parametrize(
    ("fields", "is_current", "is_past"),
    [
        ({"start": LAST_YEAR}, True, False),
        ({"start": TODAY}, True, False),
        ({"start": TOMORROW}, False, False),
        ({"end": YESTERDAY}, False, True),
        ({"end": TODAY}, True, False),
        ({"end": NEXT_YEAR}, True, False),
        ({"has_ended": True}, False, True),
        ({"end": LAST_YEAR, "end_precision": "year"}, False, True),
        ({"end": datetime.date(TODAY.year, 1, 1), "end_precision": "year"}, True, False),
        ({"start": datetime.date(TODAY.year, 12, 31), "start_precision": "year"}, True, False),
        ({"end": TODAY.replace(day=1), "end_precision": "month"}, True, False),
    ],
)
def test_a_role_is_past_once_its_last_possible_day_is(fields: dict[str, Any], is_current: bool, is_past: bool) -> None:
    role = Role(title="Member", **fields)
    assert (role.is_current, role.is_past) == (is_current, is_past)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start": LAUNCH}, "since 11 December 2017"),
        ({"start": LAUNCH, "start_precision": "month"}, "since December 2017"),
        ({"start": LAUNCH, "start_precision": "year"}, "since 2017"),
        ({"end": datetime.date(2087, 5, 1)}, "until 1 May 2087"),
        (
            {"start": datetime.date(2017, 1, 1), "end": datetime.date(2087, 5, 1)},
            "since 1 January 2017, until 1 May 2087",
        ),
        ({"start": datetime.date(2087, 5, 1)}, "from 1 May 2087"),
        ({"start": datetime.date(2087, 5, 1), "end": datetime.date(2088, 5, 1)}, "from 1 May 2087 to 1 May 2088"),
        ({"has_ended": True}, "dates not known"),
        (
            {"has_ended": True, "start": datetime.date(2016, 1, 1), "start_precision": "year"},
            "from 2016, end not known",
        ),
        ({"end": datetime.date(2019, 3, 1), "end_precision": "month"}, "until March 2019"),
        (
            {
                "start": datetime.date(2016, 9, 1),
                "start_precision": "month",
                "end": datetime.date(2019, 3, 4),
                "end_precision": "year",
            },
            "September 2016 to 2019",
        ),
        (
            {
                "start": datetime.date(2016, 9, 1),
                "start_precision": "year",
                "end": datetime.date(2016, 3, 4),
                "end_precision": "year",
            },
            "2016",
        ),
    ],
)
def test_dates_are_worded_as_exactly_as_they_are_known(fields: dict[str, Any], words: str) -> None:
    assert Role(title="Member", **fields).dates == words


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(ValidationError) as refusal:
        Role(title="Member", start=datetime.date(2020, 5, 2), end=datetime.date(2020, 5, 1)).clean()
    assert refusal.value.message_dict == {"end": ["The end lies before the start."]}


def test_an_end_in_the_month_or_year_of_the_start_is_not_before_it() -> None:
    start = datetime.date(2020, 5, 20)
    Role(title="Member", start=start, end=datetime.date(2020, 5, 1), end_precision="month").clean()
    Role(title="Member", start=start, end=datetime.date(2020, 1, 1), end_precision="year").clean()
    Role(title="Member", start=start, start_precision="year", end=datetime.date(2020, 1, 1)).clean()


def test_an_end_in_an_earlier_year_is_refused_even_when_only_years_are_known() -> None:
    with pytest.raises(ValidationError):
        Role(
            title="Member",
            start=datetime.date(2020, 1, 1),
            start_precision="year",
            end=datetime.date(2019, 12, 31),
            end_precision="year",
        ).clean()


def test_a_role_cannot_be_over_before_it_ends_or_starts() -> None:
    for dates in ({"end": NEXT_YEAR}, {"start": TOMORROW}):
        with pytest.raises(ValidationError) as refusal:
            Role(title="Member", has_ended=True, **dates).clean()
        assert "has_ended" in refusal.value.message_dict


def test_the_database_too_refuses_an_end_before_the_start(make_person: Any, make_group: Any) -> None:
    group = make_group("National executive")
    with pytest.raises(IntegrityError):
        make_person(
            "Sample Person",
            (
                {
                    "title": "Member",
                    "group": group,
                    "start": datetime.date(2020, 2, 2),
                    "end": datetime.date(2020, 2, 1),
                },
            ),
        )
