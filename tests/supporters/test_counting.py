"""Counts are recounted whole: right after anything, right with two at once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone
from wagtail.models import ModelLogEntry

from supporters.actions import open_petition
from supporters.counting import recounting
from supporters.counting.public_counts import public_count
from supporters.counting.recounting import Counted, count_signatures, recount, recount_all, recount_due
from supporters.models import Action, ActionStats, CountHour, PaperBatch, Signature, Supporter
from supporters.signing import confirm, disown

State = Signature.State


def add(action: Action, number: int, state: str = State.CONFIRMED, area: str = "") -> None:
    for _ in range(number):
        supporter = Supporter.objects.create(person_key=f"{Supporter.objects.count():064}")
        Signature.objects.create(
            action=action,
            supporter=supporter,
            state=state,
            area=area,
            confirmed_at=timezone.now() if state == State.CONFIRMED else None,
        )


def paper(action: Action, number: int) -> PaperBatch:
    """A pile of sheets, typed in."""
    return PaperBatch.objects.create(action=action, count=number, collected_on=timezone.localdate(), where="A hall")


def counts(action: Action) -> tuple[int, int, int]:
    stats = ActionStats.objects.get(action=action)
    return stats.confirmed, stats.waiting, stats.held


def test_confirmed_waiting_and_held_are_counted_apart(petition: Action) -> None:
    add(petition, 3)
    add(petition, 2, State.PENDING)
    add(petition, 1, State.HELD)
    add(petition, 4, State.WITHDRAWN)
    add(petition, 2, State.EXPIRED)
    assert recount(petition.pk)
    assert counts(petition) == (3, 2, 1)
    assert ActionStats.objects.get().expired == 2


def test_areas_hold_confirmed_signatures_only(petition: Action) -> None:
    add(petition, 2, area="LE")
    add(petition, 1, area="B")
    add(petition, 4, State.PENDING, area="LE")
    recount(petition.pk)
    assert ActionStats.objects.get().areas == {"B": 1, "LE": 2}


def test_paper_is_the_sum_of_the_batches_and_counted_at_the_next_tick(petition: Action) -> None:
    recount_due()
    ActionStats.objects.update(counted_at=timezone.now() + timedelta(minutes=5))  # nothing else looks new
    batch = paper(petition, 40)
    paper(petition, 2)
    assert recount_due() == 1
    assert public_count(petition).paper == 42
    batch.delete()
    assert recount_due() == 1
    assert (public_count(petition).paper, public_count(petition).confirmed) == (2, 0)


def test_the_tick_counts_what_moved_and_leaves_the_rest(petition: Action) -> None:
    assert recount_due() == 1  # never counted
    ActionStats.objects.update(counted_at=timezone.now() + timedelta(minutes=5))
    assert recount_due() == 0
    ActionStats.objects.update(counted_at=timezone.now())
    add(petition, 1)
    assert recount_due() == 1
    assert counts(petition) == (1, 0, 0)


def test_a_confirmation_of_an_old_signature_is_noticed(sign_as: Callable[..., Signature], petition: Action) -> None:
    signature = sign_as()
    Signature.objects.update(created_at=timezone.now() - timedelta(days=2))
    recount_due()
    assert counts(petition) == (0, 1, 0)
    confirm(signature)
    recount_due()
    assert counts(petition) == (1, 0, 0)


def test_a_withdrawal_is_counted_at_the_next_tick(sign_as: Callable[..., Signature], petition: Action) -> None:
    signature = sign_as()
    confirm(signature)
    recount_due()
    ActionStats.objects.update(counted_at=timezone.now() + timedelta(minutes=5))  # nothing else looks new
    disown(signature, where="/c/")
    assert recount_due() == 1
    assert counts(petition) == (0, 0, 0)


def interrupt(monkeypatch: pytest.MonkeyPatch, what: Callable[[], object]) -> None:
    """Let something happen once, between the count and the write of the next recount."""

    def interrupted(action_id: int, *, paper: int) -> Counted:
        monkeypatch.setattr(recounting, "count_signatures", count_signatures)
        counted = count_signatures(action_id, paper=paper)
        what()
        return counted

    monkeypatch.setattr(recounting, "count_signatures", interrupted)


def test_of_two_recounts_at_once_the_slower_one_writes_nothing(
    petition: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(petition, 2)
    recount(petition.pk)

    def overtake() -> None:
        add(petition, 1)
        assert recount(petition.pk)

    ActionStats.objects.update(counted_at=timezone.now() - timedelta(minutes=1))
    interrupt(monkeypatch, overtake)
    assert not recount(petition.pk)
    assert counts(petition) == (3, 0, 0)
    assert CountHour.objects.latest("hour").confirmed == 3


def test_a_withdrawal_during_a_recount_is_not_forgotten(petition: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    add(petition, 2)

    def withdraw() -> None:
        Signature.objects.filter(pk=Signature.objects.earliest("pk").pk).update(state=State.WITHDRAWN)
        recounting.mark_dirty(petition.pk)

    interrupt(monkeypatch, withdraw)
    assert not recount(petition.pk)
    assert recount_due() == 1
    assert counts(petition) == (1, 0, 0)


def test_a_batch_of_paper_during_a_recount_is_not_forgotten(petition: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupt(monkeypatch, lambda: paper(petition, 40))
    assert not recount(petition.pk)
    assert recount_due() == 1
    assert public_count(petition).paper == 40


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_count_at_the_same_time_leave_one_right_count(
    petition: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have read the same count before either writes."""
    add(petition, 3)
    both_have_counted = threading.Barrier(2, timeout=20)

    def wait_for_the_other(action_id: int, *, paper: int) -> Counted:
        counted = count_signatures(action_id, paper=paper)
        both_have_counted.wait()
        return counted

    def work(_number: int) -> bool:
        try:
            return recount(petition.pk)
        finally:
            connection.close()

    monkeypatch.setattr(recounting, "count_signatures", wait_for_the_other)
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(work, range(2)))
    assert sorted(results) == [False, True]
    assert counts(petition) == (3, 0, 0)
    assert CountHour.objects.latest("hour").confirmed == 3
    assert ModelLogEntry.objects.filter(action="supporters.milestone.reach").count() == 1


def test_the_hourly_sweep_heals_a_count_that_is_wrong(petition: Action) -> None:
    add(petition, 2)
    ActionStats.objects.update(confirmed=999, counted_at=timezone.now() + timedelta(days=1))
    assert recount_due() == 0
    assert recount_all() == 1
    assert counts(petition) == (2, 0, 0)


def test_the_moment_of_counting_is_the_databases(petition: Action) -> None:
    with patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=400)):
        recount(petition.pk)
    stats = ActionStats.objects.annotate(now=Now()).get()
    assert stats.counted_at is not None
    assert abs(stats.now - stats.counted_at) < timedelta(minutes=1)


@pytest.mark.parametrize("rows", [3, 30])
def test_a_recount_costs_the_same_queries_for_3_and_30(
    petition: Action, rows: int, django_assert_max_num_queries: Callable[..., object]
) -> None:
    petition.milestones.all().delete()
    add(petition, rows)
    with django_assert_max_num_queries(7):  # type: ignore[attr-defined]
        recount(petition.pk)


@pytest.mark.parametrize("actions", [3, 30])
def test_a_tick_with_nothing_to_count_costs_one_query(
    petition: Action, actions: int, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(actions):
        open_petition(title=f"Petition {number}", demand="We ask.", target="the council")
    ActionStats.objects.update(counted_at=timezone.now())
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert recount_due() == 0


def test_an_hour_of_the_history_is_written_once_and_kept_up_to_date(petition: Action) -> None:
    recount(petition.pk)
    hours = {hour_of_the_count()}
    add(petition, 2)
    paper(petition, 5)
    recount(petition.pk)
    hours.add(hour_of_the_count())  # the same, but at the turn of an hour
    hour = CountHour.objects.latest("hour")
    assert (hour.confirmed, hour.waiting, hour.paper) == (2, 0, 5)
    assert set(CountHour.objects.values_list("hour", flat=True)) == hours


def hour_of_the_count() -> datetime:
    """The hour in which the last count was."""
    counted_at = ActionStats.objects.get().counted_at
    assert counted_at is not None
    return counted_at.replace(minute=0, second=0, microsecond=0)


def test_an_hour_in_which_nothing_changed_has_no_row(petition: Action) -> None:
    add(petition, 2)
    recount(petition.pk)
    CountHour.objects.update(hour=timezone.now() - timedelta(days=1))
    recount_all()
    assert CountHour.objects.count() == 1
    add(petition, 1)
    recount_all()
    assert CountHour.objects.count() == 2


def test_publishing_an_old_revision_leaves_the_count(landing_page: Any) -> None:
    old = landing_page.save_revision()
    add(landing_page.action, 3)
    recount_due()
    landing_page.title = "Act sooner"
    landing_page.save_revision().publish()
    old.publish()
    landing_page.refresh_from_db()
    assert landing_page.title == "Act now"
    assert public_count(landing_page.action).confirmed == 3


def test_an_action_that_cannot_be_counted_keeps_no_other_from_it(
    petition: Action, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    other = open_petition(title="Other", demand="Act.", target="A clerk", goal=10, closes_at=None)
    add(petition, 1)
    whole = recounting.count_signatures

    def breaks(action_id: int, *, paper: int) -> Counted:
        if action_id == petition.pk:
            raise RuntimeError
        return whole(action_id, paper=paper)

    monkeypatch.setattr(recounting, "count_signatures", breaks)
    ActionStats.objects.update(counted_at=None)
    recount_all()
    assert ActionStats.objects.get(action=other).counted_at is not None
    assert f"Action {petition.pk} could not be counted." in caplog.text
