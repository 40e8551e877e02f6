"""Signing, confirming, disowning: the rules, without a browser."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.models import OrganisationSettings
from supporters.consent import record_choices
from supporters.forms import SignForm
from supporters.models import (
    Action,
    ActionStats,
    ConsentRecord,
    ConsentStatement,
    OutboxMail,
    Signature,
    SignatureDetails,
    Supporter,
)
from supporters.signing import MAILS_PER_DAY, Standing, confirm, disown, sign, standing_of

State = Signature.State
SignAs = Callable[..., Signature]


def test_a_signature_waits_until_it_is_confirmed(sign_as: SignAs) -> None:
    signature = sign_as()
    assert signature.state == State.PENDING
    assert standing_of(signature) is Standing.WAITING
    assert confirm(signature) is Standing.CONFIRMED
    first = Signature.objects.get().confirmed_at
    assert confirm(signature) is Standing.CONFIRMED
    assert Signature.objects.get().confirmed_at == first


def test_confirming_touches_no_row_that_others_share(
    sign_as: SignAs, django_assert_max_num_queries: Callable[..., object]
) -> None:
    signature = sign_as()
    with django_assert_max_num_queries(3) as queries:  # type: ignore[attr-defined]
        confirm(signature)
    written = [query["sql"] for query in queries.captured_queries if query["sql"].startswith("UPDATE")]
    assert len(written) == 1
    assert "supporters_signature" in written[0]


def test_the_same_person_signs_once_however_the_address_is_spelt(sign_as: SignAs) -> None:
    first = sign_as(email="amina@gmail.com")
    second = sign_as(email="A.mina+again@googlemail.com", name="Another Name", other_mail="on")
    assert second == first
    assert Signature.objects.count() == 1
    assert SignatureDetails.objects.get().name == "Amina Khan"
    assert not ConsentRecord.objects.filter(operation="opt_in", statement__purpose="other_mail").exists()


def test_the_second_time_another_mail_says_so(sign_as: SignAs) -> None:
    signature = sign_as()
    sign_as()
    confirm(signature)
    sign_as()
    subjects = [mail.subject for mail in django_mail.outbox]
    assert subjects == [
        "Confirm your signature: Act now",
        "You have already signed: Act now",
        "You have already signed: Act now",
    ]
    assert "still waits to be confirmed" in django_mail.outbox[1].body
    assert "nothing has changed" in django_mail.outbox[2].body
    assert all("Promoted by A. Promoter" in mail.body for mail in django_mail.outbox)


def test_nobody_can_flood_a_mailbox_by_signing_again_and_again(sign_as: SignAs) -> None:
    for _ in range(MAILS_PER_DAY + 3):
        sign_as()
    assert len(django_mail.outbox) == MAILS_PER_DAY
    signature = Signature.objects.get()
    disown(signature, where="/c/")
    sign_as()
    assert len(django_mail.outbox) == MAILS_PER_DAY
    OutboxMail.objects.update(created_at=timezone.now() - timedelta(days=2))
    sign_as()
    assert len(django_mail.outbox) == MAILS_PER_DAY + 1


def test_one_person_may_sign_two_petitions(sign_as: SignAs, fill_in: Callable[..., SignForm], petition: Action) -> None:
    sign_as()
    petition.pk, petition._state.adding = None, True
    petition.save()
    form = fill_in()
    assert form.is_valid()
    sign(form, where="/sign/")
    assert Signature.objects.count() == 2
    assert Supporter.objects.count() == 1


def test_it_was_not_me_removes_the_signature_and_what_was_typed(sign_as: SignAs, petition: Action) -> None:
    signature = sign_as(campaign_mail="on")
    confirm(signature)
    assert disown(signature, where="/c/") is Standing.WITHDRAWN
    assert disown(signature, where="/c/") is Standing.WITHDRAWN
    assert not SignatureDetails.objects.exists()
    assert ActionStats.objects.get().dirty_at is not None
    taken_back = ConsentRecord.objects.filter(operation="opt_out").values_list("statement__purpose", flat=True)
    assert sorted(taken_back) == ["campaign_mail", "signing"]
    assert confirm(signature) is Standing.WITHDRAWN


def test_who_disowned_by_mistake_can_sign_again(sign_as: SignAs) -> None:
    disown(sign_as(), where="/c/")
    assert sign_as().state == State.PENDING


def test_every_statement_shown_is_recorded_with_its_exact_words(sign_as: SignAs) -> None:
    signature = sign_as(public_name="on")
    records = {record.statement.purpose: record for record in signature.consent_records.all()}
    assert {purpose: record.operation for purpose, record in records.items()} == {
        "signing": "opt_in",
        "campaign_mail": "not_selected",
        "other_mail": "not_selected",
        "public_name": "opt_in",
    }
    assert records["signing"].text == (
        "I agree that Example Network may record that I signed this. I understand that this shows my political "
        "opinion and may suggest my religion. Example Network will give the list of names and postcodes to the "
        "leader of the council; nobody else."
    )
    assert all(record.is_proven for record in records.values())
    assert {record.where for record in records.values()} == {"/sign/"}


def test_the_proof_survives_a_new_name_and_target_and_shows_tampering(
    sign_as: SignAs, petition: Action, organisation: OrganisationSettings
) -> None:
    record = sign_as().consent_records.get(statement__purpose="signing")
    organisation.name = "Renamed"
    organisation.save()
    Action.objects.update(target="somebody else")
    record = ConsentRecord.objects.get(pk=record.pk)
    assert "Example Network" in record.text
    assert record.is_proven
    ConsentStatement.objects.filter(purpose="signing").update(wording="I agree to anything.")
    assert not ConsentRecord.objects.get(pk=record.pk).is_proven


@pytest.mark.parametrize(
    ("closed_for", "standing"),
    [
        (timedelta(seconds=1), Standing.CONFIRMED),
        (timedelta(hours=24) - timedelta(minutes=1), Standing.CONFIRMED),
        (timedelta(hours=24) + timedelta(minutes=1), Standing.TOO_LATE),
        (timedelta(days=20), Standing.TOO_LATE),
    ],
)
def test_a_day_after_closing_can_still_confirm(
    sign_as: SignAs, petition: Action, closed_for: timedelta, standing: Standing
) -> None:
    signature = sign_as()
    Action.objects.update(state="closed", closes_at=timezone.now() - closed_for)
    signature = Signature.objects.select_related("action").get(pk=signature.pk)
    assert confirm(signature) is standing


def test_who_closes_a_petition_by_hand_gives_a_day_too(sign_as: SignAs, petition: Action) -> None:
    signature = sign_as()
    petition.state = Action.State.CLOSED
    petition.save()
    signature = Signature.objects.select_related("action").get(pk=signature.pk)
    assert not signature.action.is_open
    assert confirm(signature) is Standing.CONFIRMED


def test_a_pause_keeps_nobody_from_confirming(sign_as: SignAs) -> None:
    signature = sign_as()
    Action.objects.update(state="paused")
    signature = Signature.objects.select_related("action").get(pk=signature.pk)
    assert confirm(signature) is Standing.CONFIRMED


def test_what_was_confirmed_in_time_can_be_disowned_at_any_time(sign_as: SignAs) -> None:
    signature = sign_as()
    confirm(signature)
    Action.objects.update(state="closed", closes_at=timezone.now() - timedelta(days=20))
    signature = Signature.objects.select_related("action").get(pk=signature.pk)
    assert standing_of(signature) is Standing.CONFIRMED
    assert disown(signature, where="/c/") is Standing.WITHDRAWN


def test_an_invalidated_signature_stays_invalid_and_its_owner_sees_nothing(sign_as: SignAs) -> None:
    signature = sign_as()
    Signature.objects.update(state=State.INVALIDATED)
    signature.refresh_from_db()
    assert confirm(signature) is Standing.CONFIRMED
    assert Signature.objects.get().state == State.INVALIDATED


def test_nothing_is_kept_when_the_mail_cannot_be_written(sign_as: SignAs, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("supporters.signing.queue_mail", break_down)
    with pytest.raises(RuntimeError):
        sign_as()
    assert not Signature.objects.exists()
    assert not Supporter.objects.exists()
    assert not ConsentRecord.objects.exists()


def test_the_database_itself_refuses_a_second_standing_signature(sign_as: SignAs) -> None:
    first = sign_as()
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(action=first.action, supporter=first.supporter, state=State.HELD)
    Signature.objects.create(action=first.action, supporter=first.supporter, state=State.EXPIRED)


def test_the_database_itself_refuses_a_confirmed_signature_without_its_time(sign_as: SignAs) -> None:
    sign_as()
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.update(state=State.CONFIRMED)


def test_an_erased_person_leaves_a_counted_act_without_a_name(sign_as: SignAs) -> None:
    signature = sign_as()
    confirm(signature)
    Supporter.objects.all().delete()
    SignatureDetails.objects.all().delete()
    signature.refresh_from_db()
    assert signature.supporter_id is None
    assert signature.state == State.CONFIRMED


def test_who_is_erased_while_they_sign_again_has_signed(sign_as: SignAs, monkeypatch: pytest.MonkeyPatch) -> None:
    record = "supporters.signing.record_choices"
    whole, calls = record_choices, []

    def erased_meanwhile(*args: object) -> None:
        calls.append(args)
        if len(calls) == 1:
            raise IntegrityError("The key leads nowhere.")  # what PostgreSQL says at the end of the transaction
        whole(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(record, erased_meanwhile)
    signature = sign_as()
    assert (len(calls), Signature.objects.get()) == (2, signature)
    assert OutboxMail.objects.count() == 1
