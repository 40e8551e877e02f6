"""Held signatures are judged one or many at a time; bulk invalidations, event codes and paper have their pages."""

import re
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from supporters.models import Action, ActionStats, EventCode, Invalidation, PaperBatch, Signature
from users.models import User

SignAs = Callable[..., Signature]
State = Signature.State
HELD = "/admin/supporters_held/"
INVALIDATIONS = "/admin/supporters_invalidations/"


@pytest.fixture
def officer(client: Client, may: Callable[..., User]) -> Client:
    """Logged in with what data officers may do here."""
    client.force_login(may("judge_signature", "add_invalidation", "view_invalidation", "delete_paperbatch"))
    return client


@pytest.fixture
def held(sign_as: SignAs) -> list[Signature]:
    """Three that are held for the trap."""
    return [sign_as(email=f"h{number}@example.org", website="x") for number in range(3)]


def states() -> list[str]:
    return list(Signature.objects.order_by("pk").values_list("state", flat=True))


def test_the_queue_shows_each_masked_with_why_it_is_held(
    officer: Client, held: list[Signature], sign_as: SignAs
) -> None:
    sign_as(email="fine@example.org", name="Fine Person")
    html = officer.get(HELD).content.decode()
    assert html.count("A••• K•••, LE2") == 3
    assert "filled in the hidden field" in html
    assert "F••• P•••" not in html
    assert "Amina" not in html


def test_those_that_are_ticked_are_released_at_once(officer: Client, held: list[Signature]) -> None:
    answers = {"signature": [held[0].pk, held[1].pk], "decision": "release", "reason": ""}
    response = officer.post(HELD, answers, follow=True)
    assert "2 signatures released" in response.content.decode()
    assert states() == [State.PENDING, State.PENDING, State.HELD]


def test_taking_out_needs_a_reason_and_keeps_what_was_ticked(officer: Client, held: list[Signature]) -> None:
    response = officer.post(HELD, {"signature": [held[1].pk], "decision": "reject", "reason": " "})
    html = response.content.decode()
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Say why" in html
    assert re.findall(r'name="signature" value="(\d+)"[^>]* checked', html) == [str(held[1].pk)]
    assert states() == [State.HELD] * 3
    officer.post(HELD, {"signature": [held[1].pk], "decision": "reject", "reason": "A robot"})
    assert states() == [State.HELD, State.INVALIDATED, State.HELD]
    assert ModelLogEntry.objects.get(action="supporters.signature.reject").data["reason"] == "A robot"


def test_one_is_released_by_its_own_button_and_all_of_a_page_by_one_tick(
    officer: Client, held: list[Signature]
) -> None:
    officer.post(HELD, {"alone": held[1].pk, "listed": [signature.pk for signature in held], "reason": ""})
    assert states() == [State.HELD, State.PENDING, State.HELD]
    listed = re.findall(r'name="listed" value="(\d+)"', officer.get(HELD).content.decode())
    assert listed == [str(held[0].pk), str(held[2].pk)]
    officer.post(HELD, {"all": "on", "listed": listed, "decision": "reject", "reason": "A robot"})
    assert states() == [State.INVALIDATED, State.PENDING, State.INVALIDATED]


@pytest.mark.parametrize(
    "answers",
    [
        {"decision": "release"},
        {"alone": "x"},
        {"decision": "release", "signature": "0"},
        {"decision": "release", "signature": "x"},
        {"decision": "release", "signature": "9" * 40},
        {"decision": "both", "signature": "1"},
        {},
    ],
)
def test_a_decision_about_nothing_changes_nothing(
    officer: Client, held: list[Signature], answers: dict[str, str]
) -> None:
    assert officer.post(HELD, answers).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert states() == [State.HELD] * 3


def test_a_signature_that_is_no_longer_held_is_left_alone(officer: Client, held: list[Signature]) -> None:
    Signature.objects.filter(pk=held[0].pk).update(state=State.WITHDRAWN)
    officer.post(HELD, {"signature": [held[0].pk, held[1].pk], "decision": "release"})
    assert states() == [State.WITHDRAWN, State.PENDING, State.HELD]


def make(client: Client, petition: Action, **conditions: Any) -> Any:
    form = {
        **dict.fromkeys(Invalidation.CONDITIONS, ""),
        "action": petition.pk,
        "reason": "A robot",
        **conditions,
    }
    return client.post(f"{INVALIDATIONS}new/", form, follow=True)


def test_an_invalidation_is_counted_before_anything_is_taken_out_and_undone_after(
    officer: Client, held: list[Signature], petition: Action, sign_as: SignAs
) -> None:
    sign_as(email="fine@example.org")
    html = make(officer, petition, held_for="trap").content.decode()
    assert "3 signatures meet these conditions" in html
    assert "A••• K•••, LE2" in html
    assert states() == [State.HELD] * 3 + [State.PENDING]
    work = Invalidation.objects.get()
    assert (work.state, work.made_by.username) == ("draft", User.objects.get().username)
    way = f"{INVALIDATIONS}inspect/{work.pk}/"
    assert "3 of 3 taken out" in officer.post(way, {"step": "start"}, follow=True).content.decode()
    assert states() == [State.INVALIDATED] * 3 + [State.PENDING]
    assert officer.post(way, {"step": "undo", "reason": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    html = officer.post(way, {"step": "undo", "reason": "It was a school"}, follow=True).content.decode()
    assert "Given back: 3" in html
    assert states() == [State.HELD] * 3 + [State.PENDING]
    assert "Take out" not in html


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ({}, "at least one condition"),
        ({"source": "x", "reason": ""}, "This field is required"),
        ({"source": "x", "reason": "like a@example.org"}, "Leave the e-mail address out"),
        ({"network_of": "0"}, "no signature with this number"),
        ({"network_of": "x"}, "no signature with this number"),
        ({"network_of": "9" * 40}, "no signature with this number"),
        ({"area": "ZZ"}, "Select a valid choice"),
        ({"provider": "nobody"}, "Select a valid choice"),
        ({"signed_from": "2026-02-01 10:00", "signed_until": "2026-01-01 10:00"}, "must be later"),
    ],
)
def test_conditions_that_cannot_be_met_are_said_and_kept(
    officer: Client, petition: Action, conditions: dict[str, str], words: str
) -> None:
    html = make(officer, petition, **conditions).content.decode()
    assert words in html
    assert not Invalidation.objects.exists()


def test_the_network_of_a_signature_of_another_action_is_refused(
    officer: Client, petition: Action, sign_as: SignAs
) -> None:
    signature = sign_as()
    other = Action.objects.create(
        kind="registration", title="Another", deletion_date=timezone.localdate() + timedelta(days=9)
    )
    assert "belongs to another action" in make(officer, other, network_of=signature.pk).content.decode()


@pytest.mark.parametrize("step", ["stop", "carry_on", "nonsense", ""])
def test_a_step_that_cannot_be_taken_changes_nothing(
    officer: Client, petition: Action, held: list[Signature], step: str
) -> None:
    make(officer, petition, held_for="trap")
    way = f"{INVALIDATIONS}inspect/{Invalidation.objects.get().pk}/"
    assert officer.post(way, {"step": step}).status_code in (HTTPStatus.FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)
    assert Invalidation.objects.get().state == "draft"
    assert states() == [State.HELD] * 3


def paper_form(petition: Action, **changes: Any) -> dict[str, Any]:
    day = timezone.localdate().isoformat()
    return {"action": petition.pk, "count": "40", "collected_on": day, "where": "Friday prayers, 2 sheets", **changes}


def test_paper_is_entered_by_somebody_and_counted_anew(
    client: Client, may: Callable[..., User], petition: Action
) -> None:
    user = may("add_paperbatch", "view_paperbatch")
    client.force_login(user)
    ActionStats.objects.update(dirty_at=None)
    assert client.post("/admin/supporters_paper/new/", paper_form(petition)).status_code == HTTPStatus.FOUND
    assert PaperBatch.objects.get().entered_by == user
    assert ActionStats.objects.get().dirty_at is not None
    assert "Friday prayers" in client.get("/admin/supporters_paper/").content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"collected_on": (timezone.localdate() + timedelta(days=2)).isoformat()}, "still ahead"),
        ({"count": "0"}, "greater than or equal to 1"),
        ({"count": "-5"}, "greater than or equal to"),
        ({"where": ""}, "This field is required"),
    ],
)
def test_paper_that_cannot_be_is_refused(
    client: Client, may: Callable[..., User], petition: Action, change: dict[str, str], words: str
) -> None:
    client.force_login(may("add_paperbatch"))
    response = client.post("/admin/supporters_paper/new/", paper_form(petition, **change))
    assert words in response.content.decode()
    assert not PaperBatch.objects.exists()


def test_a_wrong_batch_of_paper_is_deleted_by_an_officer_and_counted_anew(officer: Client, petition: Action) -> None:
    batch = PaperBatch.objects.create(
        action=petition, count=400, collected_on=timezone.localdate(), where="Typed wrong"
    )
    ActionStats.objects.update(dirty_at=None)
    officer.post(f"/admin/supporters_paper/delete/{batch.pk}/")
    assert not PaperBatch.objects.exists()
    assert ActionStats.objects.get().dirty_at is not None
    assert ModelLogEntry.objects.filter(action="wagtail.delete", label__contains="400").exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"ends_at": "2026-06-01 10:00"}, "must end after it begins"),
        ({"code": "with space"}, "Letters, digits, hyphens"),
    ],
)
def test_an_event_code_is_added_or_refused_in_words(
    client: Client, may: Callable[..., User], petition: Action, change: dict[str, str], words: str
) -> None:
    client.force_login(may("add_eventcode", "view_eventcode"))
    form = {
        "action": petition.pk,
        "code": "eid-park",
        "occasion": "Eid in the Park",
        "starts_at": "2026-06-02 10:00",
        "ends_at": "2026-06-02 18:00",
        **change,
    }
    response = client.post("/admin/supporters_event_codes/new/", form)
    assert EventCode.objects.exists() is not bool(words)
    assert words in response.content.decode()


@pytest.mark.parametrize("address", ["held", "invalidations", "event_codes", "paper"])
def test_each_list_costs_the_same_queries_for_3_and_30_rows(
    admin_client: Client, sign_as: SignAs, petition: Action, address: str, django_assert_max_num_queries: Any
) -> None:
    user = User.objects.get(username="admin")

    def grow(start: int, end: int) -> None:
        now = timezone.now()
        for number in range(start, end):
            if address == "held":
                sign_as(email=f"p{number}@example.org", website="x")
            elif address == "invalidations":
                Invalidation.objects.create(action=petition, reason="A robot", source="x", made_by=user)
            elif address == "event_codes":
                ends = now + timedelta(hours=1)
                EventCode.objects.create(action=petition, code=f"c{number}", occasion="x", starts_at=now, ends_at=ends)
            else:
                PaperBatch.objects.create(action=petition, count=1, collected_on=now.date(), where="x", entered_by=user)

    grow(0, 3)
    admin_client.get(f"/admin/supporters_{address}/")
    with django_assert_max_num_queries(60) as few:
        admin_client.get(f"/admin/supporters_{address}/")
    grow(3, 30)
    with django_assert_max_num_queries(len(few)):
        assert admin_client.get(f"/admin/supporters_{address}/").status_code == HTTPStatus.OK
