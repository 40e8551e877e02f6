"""Erasing: what goes, what stays, and that nothing that stays names anybody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from supporters.counting.recounting import recount
from supporters.identity import person_key
from supporters.mailing.suppression import Reason, email_key, is_suppressed, lift, suppress, suppressed_of
from supporters.models import (
    Action,
    ActionStats,
    ConsentRecord,
    OutboxMail,
    Signature,
    SignatureDetails,
    Supporter,
    Suppression,
)
from supporters.retention.erasing import erase_details, erase_details_of, erase_supporter
from supporters.signing import confirm

SignAs = Callable[..., Signature]
State = Signature.State
AMINA = person_key("amina@example.org")


def mail_about(signature: Signature, state: str) -> OutboxMail:
    """A mail in some state, with words."""
    return OutboxMail.objects.create(
        kind=OutboxMail.Kind.CONFIRMATION,
        signature=signature,
        supporter=signature.supporter,
        recipient="amina@example.org",
        sender="x@example.org",
        subject="Amina",
        text="Amina",
        html="Amina",
        headers="{}",
        state=state,
        sent_at=timezone.now() if state == "sent" else None,
    )


def owner_of(signature: Signature) -> Supporter:
    """Who signed."""
    assert signature.supporter is not None
    return signature.supporter


def close(petition: Action, *, ago: timedelta) -> None:
    """Close the petition so long ago."""
    Action.objects.update(closes_at=timezone.now() - ago, state=Action.State.CLOSED)


@pytest.fixture
def confirmed(sign_as: SignAs) -> Signature:
    """A confirmed signature that agreed to everything."""
    signature = sign_as(campaign_mail="on", public_name="on")
    Signature.objects.update(network_key="a" * 64)
    confirm(signature)
    return Signature.objects.get(pk=signature.pk)


def test_erased_details_leave_the_signature_counted_and_nameless(confirmed: Signature) -> None:
    assert erase_details(confirmed)
    signature = Signature.objects.get()
    assert signature.state == State.CONFIRMED
    assert signature.network_key == ""
    assert not SignatureDetails.objects.exists()
    assert not erase_details(signature)  # once is enough


def test_a_mail_that_waits_is_not_sent_and_words_of_others_are_emptied(confirmed: Signature) -> None:
    OutboxMail.objects.all().delete()
    for state in ("queued", "sending", "failed", "uncertain"):
        mail_about(confirmed, state)
    erase_details_of([confirmed.pk])
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {"sending", "failed", "uncertain"}
    for mail in OutboxMail.objects.all():
        assert (mail.recipient, mail.subject, mail.text, mail.html, mail.headers) == ("", "", "", "", "")


def test_the_details_of_others_stay(confirmed: Signature, sign_as: SignAs) -> None:
    other = sign_as(email="other@example.org")
    erase_details(confirmed)
    erase_supporter(owner_of(confirmed), suppress=True, where="/my/")
    assert SignatureDetails.objects.get().signature == other


def test_of_an_open_action_an_erased_person_leaves_no_counted_signature(petition: Action, confirmed: Signature) -> None:
    erase_supporter(owner_of(confirmed), suppress=True, where="/my/")
    signature = Signature.objects.get()
    assert (signature.state, signature.supporter) == (State.WITHDRAWN, None)
    recount(petition.pk)
    assert ActionStats.objects.get().confirmed == 0
    assert set(signature.consent_records.filter(operation="opt_out").values_list("statement__purpose", flat=True)) == {
        "signing",
        "campaign_mail",
        "public_name",
    }


def test_of_a_closed_action_the_signature_stays_counted_without_a_name(petition: Action, confirmed: Signature) -> None:
    close(petition, ago=timedelta(days=2))
    erase_supporter(owner_of(confirmed), suppress=True, where="/my/")
    signature = Signature.objects.get()
    assert (signature.state, signature.supporter, signature.network_key) == (State.CONFIRMED, None, "")
    recount(petition.pk)
    assert ActionStats.objects.get().confirmed == 1
    taken_back = signature.consent_records.filter(operation="opt_out").values_list("statement__purpose", flat=True)
    assert set(taken_back) == {"campaign_mail", "public_name"}


def test_while_signatures_may_still_be_confirmed_the_list_is_not_final(petition: Action, confirmed: Signature) -> None:
    close(petition, ago=timedelta(hours=23))
    erase_supporter(owner_of(confirmed), suppress=True, where="/my/")
    assert Signature.objects.get().state == State.WITHDRAWN


@pytest.mark.parametrize("state", [State.PENDING, State.HELD])
def test_what_was_never_counted_is_withdrawn_even_after_closing(
    petition: Action, sign_as: SignAs, state: Signature.State
) -> None:
    signature = sign_as()
    Signature.objects.update(state=state)
    close(petition, ago=timedelta(days=2))
    erase_supporter(owner_of(signature), suppress=True, where="/my/")
    assert Signature.objects.get().state == State.WITHDRAWN


def test_no_row_refers_to_an_erased_person(confirmed: Signature) -> None:
    mail_about(confirmed, "sent")
    erase_supporter(owner_of(confirmed), suppress=True, where="/my/")
    assert not Supporter.objects.exists()
    assert not SignatureDetails.objects.exists()
    assert not OutboxMail.objects.exclude(supporter=None).exists()
    assert ConsentRecord.objects.exists()
    assert AMINA not in connection.creation.serialize_db_to_string()


def test_erasing_twice_is_no_error(confirmed: Signature) -> None:
    supporter = Supporter.objects.get()
    for _time in range(2):
        erase_supporter(supporter, suppress=True, where="/my/")
    assert Suppression.objects.count() == 1


def test_suppression_outlives_the_person_and_knows_every_spelling_of_the_address(confirmed: Signature) -> None:
    erase_supporter(owner_of(confirmed), suppress=True, where="/my/")
    assert Suppression.objects.get().reason == Reason.ERASED
    assert is_suppressed(person_key("AMINA+news@example.org"))
    assert not is_suppressed(person_key("other@example.org"))


def test_without_the_wish_nobody_is_suppressed(confirmed: Signature) -> None:
    erase_supporter(owner_of(confirmed), suppress=False, where="/admin/")
    assert not Suppression.objects.exists()


def test_the_key_of_a_suppression_is_another_than_the_persons() -> None:
    assert email_key(AMINA) != AMINA
    assert email_key(AMINA) == email_key(AMINA)


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (Reason.UNSUBSCRIBED, Reason.ERASED, Reason.ERASED),
        (Reason.ERASED, Reason.UNSUBSCRIBED, Reason.ERASED),
        (Reason.UNSUBSCRIBED, Reason.COMPLAINED, Reason.COMPLAINED),
        (Reason.COMPLAINED, Reason.ERASED, Reason.COMPLAINED),
        (Reason.BOUNCED, Reason.BOUNCED, Reason.BOUNCED),
    ],
)
def test_of_two_reasons_the_stronger_stands(db: None, first: Reason, second: Reason, kept: Reason) -> None:
    suppress(AMINA, first)
    suppress(AMINA, second)
    assert Suppression.objects.get().reason == kept


@pytest.mark.parametrize(
    ("reason", "stays"),
    [(Reason.UNSUBSCRIBED, False), (Reason.ERASED, False), (Reason.BOUNCED, True), (Reason.COMPLAINED, True)],
)
def test_a_new_consent_ends_only_what_the_person_chose(db: None, reason: Reason, stays: bool) -> None:
    suppress(AMINA, reason)
    lift(AMINA)
    assert is_suppressed(AMINA) is stays


def test_many_people_are_asked_about_at_once(db: None, django_assert_num_queries: Callable[..., object]) -> None:
    suppress(AMINA, Reason.UNSUBSCRIBED)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert suppressed_of([AMINA, person_key("other@example.org")]) == {AMINA}
