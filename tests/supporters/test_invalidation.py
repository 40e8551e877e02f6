"""Many signatures are taken out at once, by conditions that all hold, and given back as they were."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models.functions import Now
from django.utils import timezone
from wagtail.models import ModelLogEntry

from supporters.counting.recounting import recount
from supporters.integrity import invalidation as rule
from supporters.models import Action, ActionStats, Invalidation, ServiceSwitches, Signature
from users.models import User

State = Signature.State
SignAs = Callable[..., Signature]


@pytest.fixture
def officer(db: None) -> User:
    return User.objects.create_superuser("officer", "officer@example.org", "pw")


@pytest.fixture
def make(petition: Action, officer: User) -> Callable[..., Invalidation]:
    """An invalidation with these conditions, not started."""

    def build(**conditions: Any) -> Invalidation:
        made = Invalidation(action=petition, reason="A robot", made_by=officer, **conditions)
        made.full_clean()
        made.save()
        return made

    return build


@pytest.fixture
def crowd(sign_as: SignAs) -> list[Signature]:
    """Four signatures by the code `robot`, in each state that stands, and one by another."""
    states = (State.PENDING, State.CONFIRMED, State.HELD, State.CONFIRMED)
    made = [sign_as(email=f"r{number}@example.org", source="robot") for number in range(4)]
    for signature, state in zip(made, states, strict=True):
        confirmed_at = timezone.now() if state == State.CONFIRMED else None
        Signature.objects.filter(pk=signature.pk).update(state=state, confirmed_at=confirmed_at)
    return [*made, sign_as(email="person@example.org", source="leaflet")]


def states(signatures: list[Signature]) -> list[str]:
    kept = dict(Signature.objects.values_list("pk", "state"))
    return [kept[signature.pk] for signature in signatures]


def test_what_is_taken_out_is_given_back_as_it_was(
    crowd: list[Signature], make: Callable[..., Invalidation], officer: User, petition: Action
) -> None:
    before = states(crowd)
    robots = make(source="robot")
    assert rule.dry_count(robots) == {State.PENDING: 1, State.CONFIRMED: 2, State.HELD: 1}
    assert states(crowd) == before, "a dry count changes nothing"
    assert rule.start(robots, officer)
    assert states(crowd) == [State.INVALIDATED] * 4 + [State.PENDING]
    robots.refresh_from_db()
    assert (robots.state, robots.expected) == (Invalidation.State.DONE, 4)
    assert recount(petition.pk)
    assert ActionStats.objects.get(action=petition).confirmed == 0
    assert rule.undo(robots, "It was a school", officer)
    assert states(crowd) == before
    assert rule.progress(robots) == rule.Progress(taken_out=4, given_back=4, left_out=0)
    assert recount(petition.pk)
    assert ActionStats.objects.get(action=petition).confirmed == 2


def test_all_conditions_must_hold(crowd: list[Signature], make: Callable[..., Invalidation], petition: Action) -> None:
    crowd[1].refresh_from_db()
    Signature.objects.filter(pk__in=[crowd[0].pk, crowd[1].pk]).update(
        provider="gmail", area="CF", network_key="n" * 64
    )
    Signature.objects.filter(pk=crowd[2].pk).update(held_for="trap", area="B", provider="other")
    now = timezone.now()
    for conditions, numbers in (
        ({"source": "robot", "provider": "gmail"}, {0, 1}),
        ({"area": "CF", "source": "leaflet"}, set()),
        ({"held_for": "trap"}, {2}),
        ({"held_for": "network"}, set()),
        ({"network_of": Signature.objects.get(pk=crowd[0].pk)}, {0, 1}),
        ({"source": "robot", "signed_from": now + timedelta(minutes=1)}, set()),
        ({"source": "robot", "signed_until": now - timedelta(minutes=1)}, set()),
        ({"source": "leaflet", "signed_from": now - timedelta(minutes=5)}, {4}),
    ):
        found = set(rule.matching(make(**conditions)).values_list("pk", flat=True))
        assert found == {crowd[number].pk for number in numbers}, conditions


def test_without_a_condition_it_is_refused(make: Callable[..., Invalidation]) -> None:
    with pytest.raises(ValidationError, match="at least one condition"):
        make()


def test_a_network_that_is_forgotten_matches_nobody(make: Callable[..., Invalidation], crowd: list[Signature]) -> None:
    Signature.objects.filter(pk=crowd[0].pk).update(network_key="n" * 64)
    same_network = make(network_of=Signature.objects.get(pk=crowd[0].pk))
    Signature.objects.update(network_key="")
    assert not rule.dry_count(Invalidation.objects.get(pk=same_network.pk))


def test_whoever_signed_anew_is_left_out_when_it_is_undone(
    crowd: list[Signature], make: Callable[..., Invalidation], officer: User, sign_as: SignAs
) -> None:
    robots = make(source="robot")
    rule.start(robots, officer)
    anew = sign_as(email="r1@example.org")
    assert rule.undo(robots, "It was a school", officer)
    assert states([crowd[1], anew, crowd[3]]) == [State.INVALIDATED, State.PENDING, State.CONFIRMED]
    assert rule.progress(robots) == rule.Progress(taken_out=4, given_back=3, left_out=1)
    robots.refresh_from_db()
    assert robots.state == Invalidation.State.UNDONE


def test_who_withdrew_in_between_is_not_brought_back(
    crowd: list[Signature], make: Callable[..., Invalidation], officer: User
) -> None:
    robots = make(source="robot")
    rule.start(robots, officer)
    Signature.objects.filter(pk=crowd[1].pk).update(state=State.WITHDRAWN)
    rule.undo(robots, "It was a school", officer)
    assert states([crowd[1]]) == [State.WITHDRAWN]
    assert rule.progress(robots).left_out == 1


def test_who_confirmed_the_address_in_between_comes_back_confirmed(
    crowd: list[Signature], make: Callable[..., Invalidation], officer: User
) -> None:
    robots = make(source="robot")
    rule.start(robots, officer)
    Signature.objects.filter(pk__in=[crowd[0].pk, crowd[2].pk]).update(confirmed_at=timezone.now())
    rule.undo(robots, "It was a school", officer)
    assert states([crowd[0], crowd[2]]) == [State.CONFIRMED, State.HELD]


def test_a_worker_that_dies_is_followed_by_another_that_repeats_nothing(
    crowd: list[Signature], make: Callable[..., Invalidation], officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule, "BATCH", 1)
    robots = make(source="robot")
    Invalidation.objects.filter(pk=robots.pk).update(state="queued", started_at=timezone.now(), expected=4)
    robots.refresh_from_db()
    rule._take_out(robots, [crowd[0].pk])
    rule._take_out(robots, [crowd[1].pk])
    assert rule.resume_invalidations() == 0, "it was at work a moment ago"
    Invalidation.objects.update(worked_at=timezone.now() - rule.IDLE_AFTER - timedelta(seconds=1))
    assert rule.resume_invalidations() == 1
    robots.refresh_from_db()
    assert robots.state == Invalidation.State.DONE
    assert rule.progress(robots).taken_out == 4
    rule.work_off.func(robots.pk)
    assert rule.progress(robots).taken_out == 4
    assert rule.resume_invalidations() == 0


def test_stopping_ends_it_after_the_batch_and_carrying_on_finishes(
    crowd: list[Signature], make: Callable[..., Invalidation], officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule, "BATCH", 1)
    robots, take_out, done = make(source="robot"), rule._take_out, []

    def two_then_stop(work: Invalidation, ids: Any) -> bool:
        if len(done) == 2:
            rule.stop(work, officer)
        done.append(ids)
        return take_out(work, ids)

    monkeypatch.setattr(rule, "_take_out", two_then_stop)
    rule.start(robots, officer)
    robots.refresh_from_db()
    assert (robots.state, rule.progress(robots).taken_out) == (Invalidation.State.STOPPED, 2)
    monkeypatch.setattr(rule, "_take_out", take_out)
    assert rule.carry_on(robots, officer)
    robots.refresh_from_db()
    assert (robots.state, rule.progress(robots).taken_out) == (Invalidation.State.DONE, 4)


def test_who_signs_after_the_start_is_left_alone(
    crowd: list[Signature], make: Callable[..., Invalidation], officer: User, sign_as: SignAs
) -> None:
    robots = make(source="robot")
    rule.start(robots, officer)
    later = sign_as(email="later@example.org", source="robot")
    Signature.objects.filter(pk=later.pk).update(created_at=timezone.now() + timedelta(seconds=5))
    Invalidation.objects.filter(pk=robots.pk).update(state="queued")
    rule.work_off.func(robots.pk)
    assert states([later]) == [State.PENDING]


def test_each_step_is_taken_once_and_only_from_the_state_before(
    crowd: list[Signature], make: Callable[..., Invalidation], officer: User
) -> None:
    robots = make(source="robot")
    assert not rule.stop(robots, officer)
    assert not rule.undo(robots, "Too early", officer)
    assert rule.start(robots, officer)
    for step in (rule.stop, rule.carry_on):
        assert not step(robots, officer)
    assert rule.undo(robots, "It was a school", officer)
    assert not rule.undo(robots, "Twice", officer)


def test_nothing_to_take_out_and_work_switched_off_are_said(
    crowd: list[Signature], make: Callable[..., Invalidation], officer: User
) -> None:
    with pytest.raises(ValidationError, match="No signature meets"):
        rule.start(make(source="nobody"), officer)
    ServiceSwitches.objects.create(exports=False)
    cache.clear()
    with pytest.raises(ValidationError, match="switched off"):
        rule.start(make(source="robot"), officer)


def test_every_step_needs_the_permission(crowd: list[Signature], make: Callable[..., Invalidation]) -> None:
    nobody, robots = User.objects.create_user("nobody", "nobody@example.org", "pw"), make(source="robot")
    for step in (rule.start, rule.stop, rule.carry_on, lambda work, user: rule.undo(work, "Because", user)):
        with pytest.raises(PermissionDenied):
            step(robots, nobody)


def test_the_history_tells_each_step_with_its_numbers(
    crowd: list[Signature], make: Callable[..., Invalidation], officer: User
) -> None:
    robots = make(source="robot")
    rule.start(robots, officer)
    rule.undo(robots, "It was a school", officer)
    kept = {
        entry.action.rpartition(".")[2]: entry.data
        for entry in ModelLogEntry.objects.filter(action__startswith="supporters.invalidation.")
    }
    assert list(kept["start"].items()) >= [("reason", "A robot")]
    assert kept["start"]["expected"] == 4
    assert kept["start"]["conditions"] == {"source": "robot"}
    assert kept["undo"] == {"reason": "It was a school", "taken_out": 4}
    assert kept["undone"] == {"taken_out": 4, "given_back": 4, "left_out": 0}


def test_a_batch_costs_the_same_queries_for_2_and_for_40(
    sign_as: SignAs, make: Callable[..., Invalidation], officer: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(2):
        sign_as(email=f"few{number}@example.org", source="few")
    for number in range(40):
        sign_as(email=f"many{number}@example.org", source="many")
    with django_assert_max_num_queries(60) as few:
        rule.start(make(source="few"), officer)
    with django_assert_max_num_queries(len(few)):
        rule.start(make(source="many"), officer)


def test_a_moment_that_the_database_wrote_itself_is_resumed_too(
    crowd: list[Signature], make: Callable[..., Invalidation], monkeypatch: pytest.MonkeyPatch
) -> None:
    robots = make(source="robot")
    Invalidation.objects.update(state="queued", started_at=timezone.now(), expected=4, worked_at=Now())
    monkeypatch.setattr(rule, "IDLE_AFTER", timedelta(seconds=-5))
    assert rule.resume_invalidations() == 1
    robots.refresh_from_db()
    assert robots.state == Invalidation.State.DONE
