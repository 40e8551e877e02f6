"""First names beside the count: who ticked it, once confirmed, until they take it back."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from supporters import consent
from supporters.counting.recent_signers import FEWEST_SHOWN, MOST_SHOWN, first_name, recent_signers
from supporters.counting.recounting import recount
from supporters.models import Action, ActionStats, ConsentRecord, ConsentStatement, Signature, SignatureDetails
from supporters.retention.erasing import erase_details
from supporters.signing import confirm, disown

NAMES = [
    "Amina Khan",
    "Bilal Shah",
    "Chloe Smith",
    "Daud Ali",
    "Esther Jones",
    "Farah Malik",
    "Gareth Evans",
    "Huda Iqbal",
]


@pytest.fixture
def join(petition: Action) -> Callable[..., list[Signature]]:
    """People with these names who have confirmed, one after the other, and are counted. All rows a form leaves."""

    def join_all(names: list[str], area: str = "LE", *, agree: bool = False) -> list[Signature]:
        statement = ConsentStatement.objects.get(purpose="public_name")
        operation = ConsentRecord.Operation.OPT_IN if agree else ConsentRecord.Operation.NOT_SELECTED
        signatures = []
        for name in names:
            signature = Signature.objects.create(
                action=petition, state=Signature.State.CONFIRMED, confirmed_at=timezone.now(), area=area
            )
            SignatureDetails.objects.create(signature=signature, name=name, email="somebody@example.org")
            ConsentRecord.objects.create(signature=signature, statement=statement, operation=operation)
            signatures.append(signature)
        recount(petition.pk)
        return signatures

    return join_all


def shown(action: Action) -> list[str]:
    """The names as the page gets them, with their counts as they are."""
    return [signer.name for signer in recent_signers(Action.objects.select_related("stats").get(pk=action.pk))]


def test_the_newest_come_first_with_the_first_word_of_the_name_and_the_town(
    join: Callable[..., Any], petition: Action
) -> None:
    join(NAMES, agree=True)
    join(["Ismail Patel"], "B", agree=True)
    signers = recent_signers(Action.objects.select_related("stats").get(pk=petition.pk))
    assert len(signers) == MOST_SHOWN
    assert (signers[0].name, signers[0].place) == ("Ismail", "Birmingham")
    assert (signers[1].name, signers[1].place) == ("Huda", "Leicester")


def test_nobody_is_shown_who_did_not_tick_it(join: Callable[..., Any], petition: Action) -> None:
    join(NAMES)
    assert shown(petition) == []


def test_fewer_than_five_are_not_shown(join: Callable[..., Any], petition: Action) -> None:
    join(NAMES[: FEWEST_SHOWN - 1], agree=True)
    join(["Ismail Patel"])
    assert shown(petition) == []


def test_nobody_is_shown_before_the_address_is_confirmed(
    join: Callable[..., Any], sign_as: Callable[..., Signature], petition: Action
) -> None:
    join(NAMES[:5], agree=True)
    signature = sign_as(name="Zara Waiting", public_name="on")
    assert "Zara" not in shown(petition)
    confirm(signature)
    assert shown(petition)[0] == "Zara"


def withdraw(signature: Signature) -> None:
    disown(signature, where="/my/")


def invalidate(signature: Signature) -> None:
    Signature.objects.filter(pk=signature.pk).update(state=Signature.State.INVALIDATED)


def take_back(signature: Signature) -> None:
    consent.take_back([signature.pk], "/my/", {"public_name"})


@pytest.mark.parametrize("leave", [withdraw, invalidate, take_back, erase_details])
def test_who_leaves_is_no_longer_shown(
    join: Callable[..., Any], petition: Action, leave: Callable[[Signature], Any]
) -> None:
    signatures = join(NAMES[:6], agree=True)
    assert "Chloe" in shown(petition)
    leave(signatures[2])
    assert shown(petition) == ["Farah", "Esther", "Daud", "Bilal", "Amina"]


def test_who_agrees_again_is_shown_again(join: Callable[..., Any], petition: Action) -> None:
    signatures = join(NAMES[:5], agree=True)
    take_back(signatures[0])
    assert shown(petition) == []
    first = signatures[0].consent_records.filter(statement__purpose="public_name").earliest("pk")
    first.pk, first.operation = None, ConsentRecord.Operation.OPT_IN
    first.save()
    assert len(shown(petition)) == 5


@pytest.mark.parametrize(
    ("name", "shown_name"),
    [
        ("Amina Khan", "Amina"),
        ("محمد علی", "محمد"),
        ("Dr. Khan", ""),
        ("cllr Amina Khan", ""),
        ("A" * 90, ""),
        ("", ""),
    ],
)
def test_the_first_word_is_shown_unless_it_is_no_first_name(name: str, shown_name: str) -> None:
    assert first_name(name) == shown_name


def test_one_query_and_eight_names_are_enough_for_many_signers(join: Callable[..., Any], petition: Action) -> None:
    join([*NAMES, *(f"{name} Twin" for name in NAMES)], agree=True)
    action = Action.objects.select_related("stats").get(pk=petition.pk)
    with (
        patch("supporters.encryption.decrypt", side_effect=lambda stored: stored) as decrypt,
        CaptureQueriesContext(connection) as queries,
    ):
        recent_signers(action)
    assert (len(queries), decrypt.call_count) == (1, MOST_SHOWN)


def test_the_page_costs_no_query_more_while_few_have_signed(
    petition: Action, django_assert_num_queries: Callable[..., Any]
) -> None:
    action = Action.objects.select_related("stats").get(pk=petition.pk)
    with django_assert_num_queries(0):
        assert recent_signers(action) == []


def test_a_missing_key_leaves_the_page_standing(
    join: Callable[..., Any], petition: Action, client: Client, landing_page: Any, caplog: pytest.LogCaptureFixture
) -> None:
    join(NAMES, agree=True)
    assert "Signed lately" in client.get(landing_page.url).content.decode()
    with patch("supporters.encryption.decrypt", side_effect=ImproperlyConfigured("None of the keys fits.")):
        response = client.get(landing_page.url)
    assert response.status_code == 200
    assert "Signed lately" not in response.content.decode()
    assert "cannot be decrypted" in caplog.text


def test_the_page_shows_the_names_and_forgets_them_after_a_withdrawal(
    join: Callable[..., Any], petition: Action, client: Client, landing_page: Any
) -> None:
    signatures = join(NAMES[:6], agree=True)
    text = client.get(landing_page.url).content.decode()
    assert "<bdi>Amina</bdi>, Leicester" in text
    assert "Khan" not in text
    before = ActionStats.objects.get().dirty_at
    disown(signatures[0], where="/c/")
    # The row of the counts is one that pages show: writing it ends what is kept of them (portal.generation).
    assert ActionStats.objects.get().dirty_at != before
    assert "Amina" not in client.get(landing_page.url).content.decode()
