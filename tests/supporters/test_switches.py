"""Switches for a bad day: by hand, by themselves, and on again."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from foundation.access_log import line_of
from supporters.crowds import strain
from supporters.crowds.strain import (
    LATENCY_WINDOW,
    MAIL,
    REQUESTS_AT_LEAST,
    SITE,
    Reading,
    current_strain,
    watch_strain,
)
from supporters.crowds.switches import NAMES, is_on
from supporters.models import OutboxMail, ServiceSwitches
from supporters.models.switches import OFF_KEY

State = OutboxMail.State
MINUTE = datetime.timedelta(minutes=1)
Ask = Callable[[Callable[[], Any]], int]


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Everything here asks for the switches."""


def switch(**given: bool) -> None:
    row = ServiceSwitches.objects.first() or ServiceSwitches()
    for name, value in given.items():
        setattr(row, name, value)
    row.save()
    cache.delete(OFF_KEY)  # what the commit does, of which a test's transaction has none


def write_mail(minutes_ago: float, **given: Any) -> OutboxMail:
    moment = timezone.now() - minutes_ago * MINUTE
    mail = OutboxMail.objects.create(kind=OutboxMail.Kind.CONFIRMATION, sender="a@example.org", **given)
    OutboxMail.objects.filter(pk=mail.pk).update(created_at=moment, not_before=given.get("not_before", moment))
    return mail


def write_log(folder: Path, milliseconds: int, times: int = REQUESTS_AT_LEAST, path: bytes = b"/campaigns/a/") -> None:
    line = line_of(timezone.now(), "GET", path, "200", 1000, milliseconds, "")
    with (folder / "access.log").open("a") as log:
        log.write(f"{line}\n" * times)


def test_everything_is_on_until_somebody_switches_it_off() -> None:
    assert all(is_on(name) for name in NAMES)
    assert not ServiceSwitches.objects.exists(), "asking must write nothing"


def test_every_switch_of_the_settings_page_is_known_and_no_other() -> None:
    fields = {field.name for field in ServiceSwitches._meta.get_fields()} - {"id", "is_automatic"}
    assert fields == NAMES
    with pytest.raises(LookupError):
        is_on("is_automatic")


def test_asking_again_costs_no_query(django_assert_num_queries: Any) -> None:
    is_on("signing")
    with django_assert_num_queries(0):
        assert is_on("exports")


def test_what_is_saved_takes_effect_when_it_is_committed(django_capture_on_commit_callbacks: Any) -> None:
    assert is_on("my_record")
    with django_capture_on_commit_callbacks(execute=True):
        ServiceSwitches(my_record=False).save()
    assert not is_on("my_record")


def test_without_the_shared_cache_the_database_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    switch(signing=False)

    def away(*_args: Any, **_kwargs: Any) -> None:
        raise OSError

    monkeypatch.setattr("supporters.crowds.switches.cache.get", away)
    assert not is_on("signing")
    assert is_on("exports")


def test_a_petition_says_that_it_is_paused_while_signing_is_off(landing_page: Any, client: Client) -> None:
    assert 'name="token"' in client.get(landing_page.url).content.decode()
    switch(signing=False)
    html = client.get(landing_page.url).content.decode()
    assert "Signing is paused" in html
    assert "Not open yet" not in html
    assert 'name="token"' not in html


def test_reminders_wait_while_mail_is_behind_and_go_on_when_it_has_caught_up(tmp_path: Path) -> None:
    mail = write_mail(4)
    watch_strain(tmp_path)
    assert is_on("reminders")
    OutboxMail.objects.filter(pk=mail.pk).update(not_before=timezone.now() - 6 * MINUTE)
    watch_strain(tmp_path)
    assert not is_on("reminders")
    assert is_on("signing")
    OutboxMail.objects.filter(pk=mail.pk).update(not_before=timezone.now() - 2 * MINUTE)
    watch_strain(tmp_path)
    assert not is_on("reminders"), "two minutes behind is not yet well again"
    OutboxMail.objects.update(state=State.SENT, sent_at=timezone.now())
    watch_strain(tmp_path)
    assert is_on("reminders")


def test_a_mail_server_that_takes_nothing_counts_as_behind_and_one_full_mailbox_does_not(tmp_path: Path) -> None:
    later = timezone.now() + 10 * MINUTE
    write_mail(40, attempts=5, not_before=later)
    assert not watch_strain(tmp_path).mail.is_strained
    for _more in range(3):
        write_mail(40, attempts=5, not_before=later)
    assert watch_strain(tmp_path).mail.is_strained
    write_mail(1, state=State.SENT, sent_at=timezone.now())
    assert not watch_strain(tmp_path).mail.is_strained


def test_the_thanks_say_that_mail_is_slow_only_while_it_is(landing_page: Any, client: Client, tmp_path: Path) -> None:
    assert "mail is slow" not in client.get(landing_page.thanks_url).content.decode()
    write_mail(10)
    watch_strain(tmp_path)
    assert "mail is slow at the moment" in client.get(landing_page.thanks_url).content.decode()


def test_heavy_work_waits_while_the_site_is_slow_and_for_ten_minutes_at_least(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_log(tmp_path, 1500)
    watch_strain(tmp_path)
    assert not is_on("exports")
    assert not is_on("areas_and_history")
    assert is_on("reminders")
    (tmp_path / "access.log").unlink()
    watch_strain(tmp_path)
    assert not is_on("exports"), "it would be slow again at once"
    monkeypatch.setattr(strain.timezone, "now", lambda: datetime.datetime.now(datetime.UTC) + 11 * MINUTE)
    watch_strain(tmp_path)
    assert is_on("exports")


def test_a_few_slow_requests_are_no_slow_site(tmp_path: Path) -> None:
    write_log(tmp_path, 1500, times=REQUESTS_AT_LEAST - 1)
    assert not watch_strain(tmp_path).site.is_strained
    write_log(tmp_path, 5, times=1000)
    assert not watch_strain(tmp_path).site.is_strained


def test_what_visitors_do_not_wait_for_is_not_measured(tmp_path: Path) -> None:
    write_log(tmp_path, 9000, path=b"/admin/export/")
    write_log(tmp_path, 9000, path=b"/static/a.css")
    assert watch_strain(tmp_path).site == Reading()


def test_the_latency_of_long_ago_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_log(tmp_path, 1500)
    ahead = datetime.datetime.now(datetime.UTC) + LATENCY_WINDOW + MINUTE
    monkeypatch.setattr(strain.timezone, "now", lambda: ahead)
    assert not watch_strain(tmp_path).site.is_strained


def test_nothing_goes_off_by_itself_where_that_is_switched_off(tmp_path: Path) -> None:
    switch(is_automatic=False)
    write_mail(30)
    write_log(tmp_path, 5000)
    strained = watch_strain(tmp_path)
    assert strained.mail.is_strained
    assert strained.site.is_strained
    assert all(is_on(name) for name in NAMES)


def test_the_log_of_the_clock_tells_when_it_begins_and_ends(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    mail = write_mail(7)
    watch_strain(tmp_path)
    watch_strain(tmp_path)
    mail.delete()
    watch_strain(tmp_path)
    assert [record.getMessage() for record in caplog.records] == [
        "Mail is 7 minutes behind: reminders wait.",
        "Mail has caught up: reminders go out again.",
    ]


def test_strain_is_forgotten_when_the_clock_stops() -> None:
    assert strain.STRAIN_KEPT_FOR < 10 * 60
    cache.set(strain.STRAIN_KEY, strain.Strain(mail=Reading(900, timezone.now())), 0)
    assert not current_strain().mail.is_strained


@pytest.mark.parametrize("limits", [MAIL, SITE])
def test_what_is_well_again_is_clearly_below_what_was_too_much(limits: strain.Limits) -> None:
    assert limits.below <= limits.above / 2
