"""Erasing at night: dry or real, once a day, killed in the middle or failing in part; what the admin says of it."""

import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from portal.ticks import TICKS
from supporters.actions import open_petition
from supporters.models import Action, OutboxMail, RetentionRun, Signature, SignatureDetails, Supporter
from supporters.retention import rules, runs
from supporters.retention.runs import RetentionError, carry_out, erase_nightly, overdue
from tests.supporters.test_retention import NO_SERVER, days, past_its_date, signed

SignAs = Callable[..., Signature]
State = Signature.State


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
    monkeypatch.setattr(rules, "BATCH", 1)
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
        rules.rule_of_rows(rule.name, rule.words, rules._old_networks, fail) if rule.name == "network_keys" else rule
        for rule in rules.RULES
    ]
    with monkeypatch.context() as patch:
        patch.setattr(runs, "RULES", broken)
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
    RetentionRun.objects.update(started_at=timezone.now() - days(2), ended_at=timezone.now() - days(2))
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
    heading = "Please see to this"
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
