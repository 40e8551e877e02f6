"""What is past its time is erased at night, as promised and no more; counts stay; a killed run loses nothing."""

import os
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from supporters.actions import open_petition
from supporters.counting.recounting import recount
from supporters.models import (
    Action,
    ConsentRecord,
    InvalidatedSignature,
    Invalidation,
    OutboxMail,
    Signature,
    SignatureDetails,
    Supporter,
    Suppression,
)
from supporters.retention.runs import carry_out
from supporters.signing import confirm

SignAs = Callable[..., Signature]
State = Signature.State
NO_SERVER = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_PORT": 1}


def days(number: int) -> timedelta:
    return timedelta(days=number)


def past_its_date(petition: Action, ago: int = 0) -> None:
    """The deletion date of a petition was so many days ago; it closed long before."""
    closed = timezone.now() - days(ago + 100)
    Action.objects.filter(pk=petition.pk).update(
        state=Action.State.CLOSED, closes_at=closed, deletion_date=timezone.localdate() - days(ago)
    )


def signed(ago: int, **changes: Any) -> None:
    Signature.objects.update(created_at=timezone.now() - days(ago), **changes)


def has_details(signature: Signature) -> bool:
    return SignatureDetails.objects.filter(pk=signature.pk).exists()


# --- Details ----------------------------------------------------------------------------------------------------------
def test_details_go_on_the_deletion_date_and_the_count_stays(sign_as: SignAs, petition: Action) -> None:
    confirm(signature := sign_as())
    recount(petition.pk)
    past_its_date(petition)

    run = carry_out()

    assert run.report["details"] == 1
    assert not has_details(signature)
    recount(petition.pk)
    petition.stats.refresh_from_db()
    assert petition.stats.confirmed == 1
    assert ConsentRecord.objects.filter(signature=signature).exists()  # the proof of what was agreed to


def test_details_stay_until_the_day_before(sign_as: SignAs, petition: Action) -> None:
    signature = sign_as()
    Action.objects.update(deletion_date=timezone.localdate() + days(1))
    assert carry_out().report["details"] == 0
    assert has_details(signature)


def test_the_day_is_the_one_in_london(sign_as: SignAs, petition: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    signature = sign_as()
    year = timezone.localdate().year + 5
    Action.objects.update(deletion_date=date(year, 7, 1))
    before_midnight = timezone.datetime(year, 6, 30, 22, 59, tzinfo=timezone.get_fixed_timezone(0))
    monkeypatch.setattr(timezone, "now", lambda: before_midnight)
    carry_out()
    assert has_details(signature)
    monkeypatch.setattr(timezone, "now", lambda: before_midnight + timedelta(minutes=2))  # 00:01 there, in summer
    carry_out()
    assert not has_details(signature)


def test_an_action_takes_no_signatures_after_its_deletion_date(petition: Action) -> None:
    Action.objects.update(deletion_date=timezone.localdate(), closes_at=None)
    assert petition.is_open
    carry_out()
    petition.refresh_from_db()
    assert not petition.is_open
    assert ModelLogEntry.objects.filter(action="supporters.retention.close", object_id=str(petition.pk)).exists()


def test_an_open_action_whose_deletion_date_has_passed_cannot_be_saved(petition: Action) -> None:
    petition.closes_at, petition.deletion_date = None, timezone.localdate()
    with pytest.raises(ValidationError, match="deletion date in the future"):
        petition.full_clean()


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.EXPIRED])
def test_details_that_nobody_needs_go_the_next_night(sign_as: SignAs, state: str) -> None:
    signature = sign_as()
    Signature.objects.update(state=state)
    assert carry_out().report["unneeded"] == 1
    assert not has_details(signature)


@pytest.mark.parametrize("state", [State.PENDING, State.CONFIRMED, State.HELD])
def test_details_of_a_standing_signature_stay(sign_as: SignAs, state: str) -> None:
    signature = sign_as()
    signed(60, state=state, confirmed_at=timezone.now())
    carry_out()
    assert has_details(signature)


def test_details_of_a_rejected_signature_go_after_30_days(sign_as: SignAs) -> None:
    signature = sign_as()
    signed(29, state=State.INVALIDATED)
    carry_out()
    assert has_details(signature)
    signed(30, state=State.INVALIDATED)
    carry_out()
    assert not has_details(signature)


def test_an_invalidation_can_be_undone_without_loss_for_30_days(sign_as: SignAs, petition: Action) -> None:
    signature = sign_as()
    signed(90, state=State.INVALIDATED)
    invalidation = Invalidation.objects.create(action=petition, reason="A robot", ended_at=None)
    InvalidatedSignature.objects.create(invalidation=invalidation, signature=signature, previous_state=State.CONFIRMED)
    for ended_at in (None, timezone.now() - days(29)):
        Invalidation.objects.update(ended_at=ended_at)
        carry_out()
        assert has_details(signature)
    Invalidation.objects.update(ended_at=timezone.now() - days(31))
    assert carry_out().report["invalidated"] == 1
    assert not has_details(signature)


# --- Who it was -------------------------------------------------------------------------------------------------------
def test_a_year_after_the_deletion_date_a_signature_leads_to_nobody(sign_as: SignAs, petition: Action) -> None:
    confirm(signature := sign_as())
    past_its_date(petition, ago=364)
    carry_out()
    assert Supporter.objects.exists()
    past_its_date(petition, ago=365)

    run = carry_out()

    assert (run.report["persons"], run.report["supporters"]) == (1, 1)
    assert not Supporter.objects.exists()
    signature.refresh_from_db()
    assert (signature.state, signature.supporter) == (State.CONFIRMED, None)
    assert ConsentRecord.objects.filter(signature=signature).exists()


def test_who_has_signed_something_newer_too_is_still_known(sign_as: SignAs, petition: Action, fill_in: Any) -> None:
    old = sign_as()
    newer = open_petition(title="Newer", demand="Act.", target="the council")
    new = Signature.objects.create(action=newer, supporter=old.supporter)
    past_its_date(petition, ago=400)
    run = carry_out()
    assert (run.report["persons"], run.report["supporters"]) == (1, 0)
    new.refresh_from_db()
    assert new.supporter is not None


def test_who_asked_not_to_be_mailed_is_remembered_for_ever(petition: Action) -> None:
    Suppression.objects.create(email_key="a" * 64, reason=Suppression.Reason.UNSUBSCRIBED)
    Suppression.objects.update(created_at=timezone.now() - days(3000))
    carry_out()
    assert Suppression.objects.exists()


# --- Mail and networks ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["queued", "failed", "uncertain"])
def test_words_of_mail_that_did_not_go_out_are_shredded_after_30_days(
    sign_as: SignAs, settings: Any, state: str
) -> None:
    settings.DELIVERY = NO_SERVER
    sign_as()
    OutboxMail.objects.update(state=state, created_at=timezone.now() - days(29))
    carry_out()
    assert OutboxMail.objects.get().recipient == "amina@example.org"
    OutboxMail.objects.update(created_at=timezone.now() - days(30))

    assert carry_out().report["unsent_mails"] == 1

    mail = OutboxMail.objects.get()
    assert (mail.recipient, mail.subject, mail.text, mail.html, mail.headers) == ("", "", "", "", "")
    assert mail.state in {"failed", "uncertain"}  # nothing empty is ever sent
    assert carry_out().report["unsent_mails"] == 0


def test_rows_of_mail_go_after_a_year(sign_as: SignAs) -> None:
    sign_as()
    assert OutboxMail.objects.get().state == "sent"
    OutboxMail.objects.update(created_at=timezone.now() - days(364))
    carry_out()
    assert OutboxMail.objects.exists()
    OutboxMail.objects.update(created_at=timezone.now() - days(365))
    carry_out()
    assert not OutboxMail.objects.exists()


def test_mail_that_went_to_files_goes_after_30_days(db: None, settings: Any, tmp_path: Path) -> None:
    settings.DELIVERY = {"EMAIL_BACKEND": "unused", "EMAIL_FILE_PATH": str(tmp_path)}
    old, new, other = tmp_path / "old.log", tmp_path / "new.log", tmp_path / "old.txt"
    for path in (old, new, other):
        path.write_text("To: amina@example.org")
    for path in (old, other):
        os.utime(path, (time.time() - 31 * 86_400,) * 2)
    assert carry_out().report["mail_files"] == 1
    assert [path.exists() for path in (old, new, other)] == [False, True, True]


def test_networks_are_forgotten_after_30_days(sign_as: SignAs) -> None:
    sign_as()
    signed(29, network_key="a" * 64)
    carry_out()
    assert Signature.objects.get().network_key == "a" * 64
    signed(30)
    carry_out()
    assert Signature.objects.get().network_key == ""
