"""What is past its time is erased at night, as promised and no more; counts stay; a killed run loses nothing."""

import os
import time
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from wagtail.models import ModelLogEntry

from portal.ticks import TICKS
from supporters import retention, retention_runs
from supporters.actions import open_petition
from supporters.counting import recount
from supporters.models import (
    Action,
    ConsentRecord,
    InvalidatedSignature,
    Invalidation,
    OutboxMail,
    RetentionRun,
    Signature,
    SignatureDetails,
    Supporter,
    Suppression,
)
from supporters.retention_runs import RetentionError, carry_out, erase_nightly, overdue
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
    Action.objects.update(deletion_date=date(2031, 7, 1))
    before_midnight = timezone.datetime(2031, 6, 30, 22, 59, tzinfo=timezone.get_fixed_timezone(0))
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


# --- Runs -------------------------------------------------------------------------------------------------------------
@pytest.fixture
def much_is_due(sign_as: SignAs, petition: Action, settings: Any, tmp_path: Path) -> None:
    """Something for every rule."""
    settings.DELIVERY = NO_SERVER
    for number, state in enumerate([State.WITHDRAWN, State.EXPIRED, State.INVALIDATED, State.CONFIRMED]):
        signature = sign_as(email=f"amina{number}@example.org")
        Signature.objects.filter(pk=signature.pk).update(state=state, confirmed_at=timezone.now())
    signed(31, network_key="a" * 64)
    OutboxMail.objects.update(created_at=timezone.now() - days(31))
    OutboxMail.objects.filter(signature=signature).update(created_at=timezone.now() - days(400))
    done, over = (open_petition(title=title, demand="Act.", target="the council") for title in ("Done", "Over"))
    Action.objects.filter(pk=done.pk).update(deletion_date=timezone.localdate())
    for action in (done, over):
        mine = Signature.objects.create(action=action, supporter=Supporter.objects.create(person_key=str(action.pk)))
        SignatureDetails.objects.create(signature=mine, name="Amina", email="amina@example.org")
    past_its_date(over, ago=500)
    settings.DELIVERY = {**NO_SERVER, "EMAIL_FILE_PATH": str(tmp_path)}
    (tmp_path / "old.log").write_text("To: amina@example.org")
    os.utime(tmp_path / "old.log", (0, 0))


EXPECTED = {
    "network_keys": 4,
    "unsent_mails": 4,
    "mail_rows": 1,
    "mail_files": 1,
    "actions_closed": 1,
    "details": 2,
    "unneeded": 2,
    "invalidated": 1,
    "persons": 1,
    "supporters": 1,
}


def everything_but_runs() -> str:
    """All rows of this room."""
    with connection.cursor() as cursor:
        found = []
        for table in sorted(connection.introspection.table_names(cursor)):
            if table.startswith(("supporters_", "wagtailcore_model")) and table != "supporters_retentionrun":
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608  (the names are ours)
                found.append(f"{table}: {cursor.fetchall()}")
    return "\n".join(found)


@pytest.mark.usefixtures("much_is_due")
def test_a_dry_run_counts_what_a_real_one_erases_and_changes_nothing() -> None:
    before = everything_but_runs()
    dry = carry_out(is_dry_run=True)
    assert everything_but_runs() == before
    assert dry.report == EXPECTED
    assert carry_out().report == EXPECTED
    assert set(carry_out().report.values()) == {0}


@pytest.mark.usefixtures("much_is_due")
def test_the_command_prints_the_same_table_with_and_without_erasing() -> None:
    tables = []
    for options in (["--dry-run"], []):
        out = StringIO()
        call_command("erase_expired_details", *options, stdout=out)
        tables.append(out.getvalue().splitlines())
    assert (tables[0][0], tables[1][0]) == ("Due, and not erased:", "Erased:")
    assert tables[0][1:] == tables[1][1:]
    assert "         2  details on their deletion date" in tables[0]


@pytest.mark.usefixtures("much_is_due")
def test_a_run_that_is_killed_in_the_middle_is_finished_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 1)
    update, left = RetentionRun.objects.filter, [7]

    def kill(*arguments: Any, **conditions: Any) -> Any:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        return update(*arguments, **conditions)

    with monkeypatch.context() as patch:
        patch.setattr(RetentionRun.objects, "filter", kill)
        with pytest.raises(KeyboardInterrupt):
            carry_out()
    killed = RetentionRun.objects.get()
    assert killed.ended_at is None
    assert killed.report["network_keys"] == 4  # what it did can be seen

    rest = carry_out()

    done = {name: number + killed.report.get(name, 0) for name, number in rest.report.items()}
    # What was erased in the moment of the kill is in neither report.
    assert sum(EXPECTED.values()) - sum(done.values()) == 1
    assert set(carry_out().report.values()) == {0}


@pytest.mark.usefixtures("much_is_due")
def test_a_rule_that_fails_shows_and_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_keys: list[int]) -> int:
        raise OperationalError("deadlock detected")

    broken = [
        retention.rule_of_rows(rule.name, rule.words, retention._old_networks, fail)
        if rule.name == "network_keys"
        else rule
        for rule in retention.RULES
    ]
    with monkeypatch.context() as patch:
        patch.setattr(retention_runs, "RULES", broken)
        with pytest.raises(RetentionError, match="network_keys"):
            erase_nightly()
    failed = RetentionRun.objects.get()
    assert failed.report == EXPECTED | {"network_keys": None}
    assert erase_nightly() == 1  # an hour later: the other three went with their details


@pytest.mark.usefixtures("much_is_due")
def test_once_a_day_is_enough() -> None:
    assert any(tick.work is erase_nightly for tick in TICKS)
    assert erase_nightly() > 0
    assert erase_nightly() == 0
    assert RetentionRun.objects.count() == 1
    RetentionRun.objects.update(started_at=timezone.now() - days(1), ended_at=timezone.now() - days(1))
    erase_nightly()
    assert RetentionRun.objects.count() == 2


@pytest.mark.usefixtures("much_is_due")
def test_a_dry_run_does_not_count_as_the_run_of_the_day() -> None:
    carry_out(is_dry_run=True)
    assert erase_nightly() > 0


@pytest.mark.usefixtures("much_is_due")
def test_a_lost_key_keeps_nothing_from_being_erased(settings: Any) -> None:
    settings.PERSONAL_DATA_KEYS = ("not the one it was written with",)
    assert carry_out().report == EXPECTED


def test_erasing_asks_the_same_number_of_queries_for_3_and_for_30(
    sign_as: SignAs, petition: Action, django_assert_max_num_queries: Any
) -> None:
    asked = []
    for number in (3, 30):
        Action.objects.update(state=Action.State.OPEN, deletion_date=timezone.localdate() + days(200))
        Action.objects.update(closes_at=timezone.now() + days(20))
        for place in range(number):
            sign_as(email=f"amina{number}.{place}@example.org")
        past_its_date(petition)
        with django_assert_max_num_queries(60) as captured:
            assert carry_out().report["details"] == number
        asked.append(len(captured))
    assert asked[0] == asked[1]


# --- The admin --------------------------------------------------------------------------------------------------------
def test_the_admin_lists_the_runs(admin_client: Any, much_is_due: None) -> None:
    carry_out()
    html = admin_client.get("/admin/supporters_retention/").content.decode()
    assert "details on their deletion date" in html
    assert admin_client.get("/admin/supporters_retention/new/").status_code in {302, 403, 404}


def test_the_admin_says_when_erasing_is_overdue(admin_client: Any, sign_as: SignAs, petition: Action) -> None:
    sign_as()
    heading = "Personal data is kept for too long"
    assert not overdue().words
    assert heading not in admin_client.get("/admin/").content.decode()
    past_its_date(petition)
    assert not overdue().words  # the night of the day itself may still come
    past_its_date(petition, ago=1)
    html = admin_client.get("/admin/").content.decode()
    assert heading in html
    assert "1 action still has details" in html
    carry_out()
    assert not overdue().words
    signed(3)
    RetentionRun.objects.update(started_at=timezone.now() - days(3))
    assert "two days" in overdue().words[0]
