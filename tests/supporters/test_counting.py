"""Counts are recounted whole: right after anything, right with two at once."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from supporters import counting
from supporters.counting import public_count, recount, recount_all, recount_due
from supporters.models import Action, ActionStats, Signature, Supporter
from supporters.signing import confirm, disown

State = Signature.State


def add(action: Action, number: int, state: str = State.CONFIRMED) -> None:
    for _ in range(number):
        supporter = Supporter.objects.create(person_key=f"{Supporter.objects.count():064}")
        Signature.objects.create(
            action=action,
            supporter=supporter,
            state=state,
            confirmed_at=timezone.now() if state == State.CONFIRMED else None,
        )


def counts(action: Action) -> tuple[int, int, int]:
    stats = ActionStats.objects.get(action=action)
    return stats.confirmed, stats.waiting, stats.held


def test_confirmed_waiting_and_held_are_counted_apart(petition: Action) -> None:
    add(petition, 3)
    add(petition, 2, State.PENDING)
    add(petition, 1, State.HELD)
    add(petition, 4, State.WITHDRAWN)
    assert recount(petition.pk)
    assert counts(petition) == (3, 2, 1)


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


def test_of_two_recounts_at_once_the_slower_one_writes_nothing(petition: Action) -> None:
    add(petition, 2)
    real_counter = counting.Counter

    def overtaken(states: dict[str, int]) -> object:
        """Another recount comes in between the count and the write of this one."""
        result = real_counter(states)
        with patch.object(counting, "Counter", real_counter):
            add(petition, 1)
            assert recount(petition.pk)
        return result

    recount(petition.pk)
    ActionStats.objects.update(counted_at=timezone.now() - timedelta(minutes=1))
    with patch.object(counting, "Counter", overtaken):
        assert not recount(petition.pk)
    assert counts(petition) == (3, 0, 0)


def test_a_withdrawal_during_a_recount_is_not_forgotten(petition: Action) -> None:
    add(petition, 2)
    real_counter = counting.Counter

    def interrupted(states: dict[str, int]) -> object:
        Signature.objects.filter(pk=Signature.objects.first().pk).update(state=State.WITHDRAWN)
        counting.mark_dirty(petition.pk)
        return real_counter(states)

    with patch.object(counting, "Counter", interrupted):
        assert not recount(petition.pk)
    assert recount_due() == 1
    assert counts(petition) == (1, 0, 0)


def test_the_hourly_sweep_heals_a_count_that_is_wrong(petition: Action) -> None:
    add(petition, 2)
    ActionStats.objects.update(confirmed=999, counted_at=timezone.now() + timedelta(days=1))
    assert recount_due() == 0
    assert recount_all() == 1
    assert counts(petition) == (2, 0, 0)


def test_a_milestone_is_reached_once_and_keeps_its_moment(petition: Action) -> None:
    add(petition, 2)
    recount(petition.pk)
    first = petition.milestones.get(count=2).reached_at
    assert first is not None
    assert petition.milestones.get(count=50).reached_at is None
    add(petition, 1)
    recount(petition.pk)
    assert petition.milestones.get(count=2).reached_at == first


def test_the_public_count_names_the_next_milestone_then_the_goal_then_nothing(petition: Action) -> None:
    assert public_count(petition).milestone == 2
    ActionStats.objects.update(confirmed=2)
    assert public_count(petition).milestone == 50
    ActionStats.objects.update(confirmed=50)
    assert public_count(petition).milestone == 100
    ActionStats.objects.update(confirmed=100)
    assert public_count(petition).milestone is None


def test_the_moment_of_counting_is_the_databases(petition: Action) -> None:
    with patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=400)):
        recount(petition.pk)
    stats = ActionStats.objects.annotate(now=Now()).get()
    assert abs(stats.now - stats.counted_at) < timedelta(minutes=1)


@pytest.mark.parametrize("rows", [3, 30])
def test_a_recount_costs_the_same_queries_for_3_and_30(
    petition: Action, rows: int, django_assert_max_num_queries: Callable[..., object]
) -> None:
    add(petition, rows)
    with django_assert_max_num_queries(6):  # type: ignore[attr-defined]
        recount(petition.pk)
