"""What nobody confirms: one reminder, then the end, with nothing left of what was typed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.utils import timezone

from supporters.consent import take_back
from supporters.counting.recounting import recount
from supporters.crowds.switches import OFF_KEY, is_on
from supporters.mailing.delivery import deliver
from supporters.mailing.suppression import suppress
from supporters.mailing.unsubscribing import unsubscribe
from supporters.models import Action, ActionStats, ConsentRecord, OutboxMail, ServiceSwitches, Signature
from supporters.reminding import EXPIRE_AFTER, REMIND_AFTER, REMIND_UNTIL, expire_due, remind_due
from supporters.signing import Standing, confirm, disown, standing_of

State = Signature.State
SignAs = Callable[..., Signature]
Sent = Callable[..., Signature]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def signed(landing_page: Any, sign_as: SignAs) -> Sent:
    """A signature given some time ago, its confirmation mail forgotten."""

    def sign_before(age: timedelta, **answers: str) -> Signature:
        signature = sign_as(**answers)
        Signature.objects.filter(pk=signature.pk).update(created_at=timezone.now() - age)
        django_mail.outbox.clear()
        return Signature.objects.select_related("action", "supporter").get(pk=signature.pk)

    return sign_before


def close(ago: timedelta) -> None:
    """The petition has closed so long ago."""
    Action.objects.update(state="closed", closes_at=timezone.now() - ago)


def test_two_days_after_signing_comes_one_reminder_and_no_second(signed: Sent) -> None:
    signed(REMIND_AFTER + MINUTE)
    assert remind_due() == 1
    assert remind_due() == 0
    assert [mail.subject for mail in django_mail.outbox] == ["Your signature still waits: Act now"]
    assert OutboxMail.objects.latest("pk").kind == OutboxMail.Kind.REMINDER
    assert Signature.objects.get().reminded_at is not None


def test_nobody_is_reminded_before(signed: Sent) -> None:
    signed(REMIND_AFTER - MINUTE)
    assert remind_due() == 0


def test_a_minute_in_which_nobody_is_due_costs_one_query(
    signed: Sent, django_assert_num_queries: Callable[..., Any]
) -> None:
    signed(REMIND_AFTER - MINUTE)
    is_on("reminders")  # kept for ten seconds
    with django_assert_num_queries(1):
        remind_due()


def test_the_reminder_says_what_was_agreed_to_and_what_happens_next(signed: Sent) -> None:
    signature = signed(REMIND_AFTER + MINUTE, other_mail="on")
    remind_due()
    mail = django_mail.outbox[0]
    assert isinstance(mail, EmailMultiAlternatives)
    body, html = str(mail.body), str(mail.alternatives[0][0])
    expiry = signature.created_at + EXPIRE_AFTER
    for text in (body, html):
        assert "Example Network may record that I signed this" in text
        assert "may e-mail me about its other campaigns" in text
        assert "may e-mail me about this campaign" not in text
        assert f"{timezone.localtime(expiry):%-d %B %Y}" in text
        assert "/c/" in text
        assert "Promoted by A. Promoter" in text
    assert "Add your name" not in body  # no campaigning in it
    assert "share" not in body.lower()


def test_a_held_signature_gets_the_same_reminder(signed: Sent) -> None:
    signed(REMIND_AFTER + MINUTE)
    signed(REMIND_AFTER + MINUTE, email="held@example.org", website="x")
    Signature.objects.update(
        created_at=timezone.now() - REMIND_AFTER - MINUTE
    )  # one moment: mails name it to the minute
    assert remind_due() == 2
    first, second = [str(mail.body).split("/c/")[0] for mail in django_mail.outbox]
    assert first == second


@pytest.mark.parametrize("state", [State.CONFIRMED, State.WITHDRAWN, State.INVALIDATED, State.EXPIRED])
def test_nobody_is_reminded_of_what_is_over(signed: Sent, state: str) -> None:
    signed(REMIND_AFTER + MINUTE)
    Signature.objects.update(state=state, confirmed_at=timezone.now() if state == State.CONFIRMED else None)
    assert remind_due() == 0


def test_a_held_signature_that_is_confirmed_gets_no_reminder(signed: Sent) -> None:
    confirm(signed(REMIND_AFTER + MINUTE, website="x"))
    assert remind_due() == 0


def test_an_address_that_must_not_be_mailed_gets_none_and_is_not_asked_about_again(signed: Sent) -> None:
    signature = signed(REMIND_AFTER + MINUTE)
    assert signature.supporter is not None
    suppress(signature.supporter.person_key, "complained")
    assert remind_due() == 0
    assert not django_mail.outbox
    assert Signature.objects.get().reminded_at is not None


@pytest.mark.parametrize(("ago", "mails"), [(timedelta(hours=23), 1), (timedelta(hours=25), 0)])
def test_after_closing_only_those_who_can_still_confirm_are_reminded(signed: Sent, ago: timedelta, mails: int) -> None:
    signed(REMIND_AFTER + MINUTE)
    close(ago)
    assert remind_due() == mails


def test_within_the_grace_the_reminder_names_its_end(signed: Sent) -> None:
    signed(REMIND_AFTER + MINUTE)
    close(timedelta(hours=1))
    remind_due()
    end = timezone.localtime(Action.objects.get().closes_at + timedelta(hours=24))
    assert f"until {end:%-d %B %Y, %H:%M}" in str(django_mail.outbox[0].body)


def test_a_paused_petition_still_reminds_for_it_still_confirms(signed: Sent) -> None:
    signed(REMIND_AFTER + MINUTE)
    Action.objects.update(state="paused")
    assert remind_due() == 1


def test_a_petition_that_no_page_shows_reminds_nobody(signed: Sent, landing_page: Any) -> None:
    signed(REMIND_AFTER + MINUTE)
    landing_page.unpublish()
    assert remind_due() == 0
    landing_page.save_revision().publish()
    assert remind_due() == 1


def test_reminders_can_be_switched_off_and_go_out_later(signed: Sent) -> None:
    from django.core.cache import cache  # noqa: PLC0415

    signed(REMIND_AFTER + MINUTE)
    switches = ServiceSwitches(reminders=False)
    switches.save()
    cache.delete(OFF_KEY)
    assert remind_due() == 0
    switches.reminders = True
    switches.save()
    cache.delete(OFF_KEY)
    assert remind_due() == 1


def test_nobody_is_reminded_of_something_a_week_old(signed: Sent) -> None:
    signed(REMIND_UNTIL + MINUTE)
    assert remind_due() == 0


def test_a_reminder_that_cannot_be_written_is_tried_again(signed: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*args: object) -> None:
        raise RuntimeError

    signed(REMIND_AFTER + MINUTE)
    with monkeypatch.context() as patch:
        patch.setattr("supporters.reminding.queue_mail", break_down)
        with pytest.raises(RuntimeError):
            remind_due()
    assert remind_due() == 1


def test_a_crowd_is_reminded_in_portions(signed: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supporters.reminding.BATCH", 2)
    for number in range(3):
        signed(REMIND_AFTER + MINUTE, email=f"{number}@example.org")
    assert [remind_due(), remind_due(), remind_due()] == [2, 1, 0]


@pytest.mark.parametrize("trap", ["", "x"])
def test_after_thirty_days_it_is_given_up_and_what_was_typed_is_gone(signed: Sent, trap: str) -> None:
    signature = signed(EXPIRE_AFTER + MINUTE, website=trap)
    assert expire_due() == 1
    assert expire_due() == 0
    signature = Signature.objects.get()
    assert signature.state == State.EXPIRED
    assert not hasattr(signature, "details")
    assert ConsentRecord.objects.count() == 4
    assert standing_of(signature) is Standing.TOO_LATE
    recount(signature.action_id)
    stats = ActionStats.objects.get()
    assert (stats.waiting, stats.held, stats.expired) == (0, 0, 1)


def test_nothing_is_given_up_before_or_once_it_is_confirmed(signed: Sent) -> None:
    signed(EXPIRE_AFTER - MINUTE)
    confirm(signed(EXPIRE_AFTER + MINUTE, email="confirmed@example.org"))
    confirm(signed(EXPIRE_AFTER + MINUTE, email="held@example.org", website="x"))
    disown(signed(EXPIRE_AFTER + MINUTE, email="disowned@example.org"), where="/c/")
    assert expire_due() == 0
    assert Signature.objects.filter(details__isnull=False).count() == 3


def test_giving_up_goes_in_portions_and_carries_on_where_it_was_stopped(
    signed: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supporters.reminding.BATCH", 2)
    for number in range(5):
        signed(EXPIRE_AFTER + MINUTE, email=f"{number}@example.org")
    dirty: list[int] = []

    def stop_at_the_second(action_id: int) -> None:
        dirty.append(action_id)
        if len(dirty) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("supporters.reminding.mark_dirty", stop_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            expire_due()
    assert Signature.objects.filter(state=State.EXPIRED, details__isnull=True).count() == 2
    assert Signature.objects.filter(state=State.PENDING, details__isnull=False).count() == 3
    assert expire_due() == 3


def test_who_expired_can_sign_again(signed: Sent, sign_as: SignAs) -> None:
    signed(EXPIRE_AFTER + MINUTE)
    expire_due()
    assert sign_as().state == State.PENDING


def nobody_sends(settings: Any) -> None:
    """What is enqueued waits."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}


@pytest.mark.parametrize("event", ["confirmed", "unsubscribed", "closed"])
def test_a_reminder_that_waits_in_the_outbox_does_not_go_once_its_cause_has_gone(
    signed: Sent, settings: Any, event: str
) -> None:
    signature = signed(REMIND_AFTER + MINUTE)
    nobody_sends(settings)
    assert remind_due() == 1
    waiting = OutboxMail.objects.get(kind=OutboxMail.Kind.REMINDER)
    if event == "confirmed":
        confirm(signature)
    elif event == "unsubscribed":
        assert signature.supporter is not None
        unsubscribe(signature.supporter)
    else:
        close(timedelta(days=2))
    deliver(waiting.pk)
    assert not django_mail.outbox
    assert not OutboxMail.objects.filter(pk=waiting.pk).exists()


def test_a_reminder_that_is_still_due_goes(signed: Sent, settings: Any) -> None:
    signed(REMIND_AFTER + MINUTE)
    nobody_sends(settings)
    remind_due()
    deliver(OutboxMail.objects.get(kind=OutboxMail.Kind.REMINDER).pk)
    assert len(django_mail.outbox) == 1


def test_a_tick_that_was_taken_back_is_not_among_the_words_of_the_reminder(signed: Sent) -> None:
    signature = signed(REMIND_AFTER + MINUTE, other_mail="on")
    take_back([signature.pk], "/my/", {"other_mail"})
    assert remind_due() == 1
    assert "e-mail me" not in django_mail.outbox[0].body


def test_one_that_no_key_opens_keeps_nobody_else_from_being_reminded(signed: Sent) -> None:
    lost = signed(REMIND_AFTER + 2 * MINUTE)
    signed(REMIND_AFTER + MINUTE, email="other@example.org")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE supporters_signaturedetails SET email = 'nonsense' WHERE signature_id = %s", [lost.pk])
    assert remind_due() == 1
    assert django_mail.outbox[0].to == ["other@example.org"]
