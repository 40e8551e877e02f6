"""The history of a count by days and hours of the site's own clock."""

import csv
import datetime
import io

import pytest
from django.utils import timezone

from supporters.counting.history import DAYS_SHOWN, history_csv, recent_days
from supporters.models import Action, CountHour

pytestmark = pytest.mark.django_db


def note(action: Action, moment: str, confirmed: int, *, waiting: int = 0, paper: int = 0) -> None:
    """An hour as the recount leaves it."""
    hour = datetime.datetime.fromisoformat(f"{moment}:00+00:00")
    CountHour.objects.create(action=action, hour=hour, confirmed=confirmed, waiting=waiting, paper=paper)


@pytest.fixture
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Noon of 10 June 2027, in British summer time."""
    now = datetime.datetime(2027, 6, 10, 11, 0, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.mark.usefixtures("_noon")
def test_hours_are_folded_into_days_of_the_clock_on_the_wall(petition: Action) -> None:
    note(petition, "2027-06-08T22:00", 5)
    note(petition, "2027-06-08T23:00", 8)  # midnight has passed in London
    note(petition, "2027-06-10T09:00", 7, paper=40)
    days = recent_days(petition)
    assert [(day.day.day, day.end.total, day.end.change) for day in days] == [(10, 47, 39), (9, 8, 3), (8, 5, 5)]
    assert [f"{hour.begins:%H}" for day in days for hour in day.hours] == ["10", "00", "23"]


@pytest.mark.usefixtures("_noon")
def test_a_day_without_movement_repeats_the_count_before(petition: Action) -> None:
    note(petition, "2027-05-01T10:00", 300)
    note(petition, "2027-06-07T10:00", 290)
    days = recent_days(petition)
    assert len(days) == DAYS_SHOWN
    assert [(day.day.day, day.end.total, day.end.change) for day in days] == [
        *((10, 290, 0), (9, 290, 0), (8, 290, 0)),
        *((7, 290, -10), (6, 300, 0), (5, 300, 0), (4, 300, 0)),
    ]
    assert [len(day.hours) for day in days] == [0, 0, 0, 1, 0, 0, 0]


@pytest.mark.usefixtures("_noon")
def test_what_was_never_counted_has_no_history(petition: Action) -> None:
    assert recent_days(petition) == []


def test_the_file_holds_every_hour_with_nothing_that_a_spreadsheet_runs(petition: Action) -> None:
    note(petition, "2026-01-01T00:00", 0)
    note(petition, "2027-06-10T09:00", 7, paper=40, waiting=29)
    text = b"".join(history_csv(petition)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["hour", "confirmed", "paper", "waiting"],
        ["2026-01-01T00:00:00Z", "0", "0", "0"],
        ["2027-06-10T09:00:00Z", "7", "40", "20"],
    ]
