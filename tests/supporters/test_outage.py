"""The mail server is down, and comes back: nobody loses a mail, nobody gets one twice, and it goes at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from redis.exceptions import RedisError

from supporters.mailing import server as talking
from supporters.mailing.delivery import send_due_mail
from supporters.models import OutboxMail, Signature
from tests.supporters.mail_server import MailServer
from tests.supporters.mails import state_of, write_mail

pytestmark = pytest.mark.django_db
State = OutboxMail.State
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}


def an_hour_later() -> None:
    """As if everything had been written an hour earlier, and what was known of the server forgotten."""
    hour = timedelta(hours=1)
    for mail in OutboxMail.objects.all():
        OutboxMail.objects.filter(pk=mail.pk).update(
            created_at=mail.created_at - hour,
            not_before=mail.not_before - hour,
            locked_until=mail.locked_until - hour if mail.locked_until else None,
        )
    cache.delete(talking.AWAY)


def subjects(server: MailServer) -> list[str]:
    return [str(message["Subject"]) for message in server.messages]


def test_visitors_of_an_hour_without_a_server_notice_nothing_and_each_gets_one_mail(
    mail_server: MailServer, client: Client, answers: dict[str, str], petition: Any
) -> None:
    mail_server.stop()
    for number in range(6):
        answer = client.post(f"/act/{petition.pk}/", answers | {"email": f"person{number}@example.org"})
        assert answer.status_code == 303
        an_hour_later() if number == 3 else send_due_mail()
    assert OutboxMail.objects.filter(state=State.QUEUED).count() == 6

    mail_server.start()
    send_due_mail()
    assert sorted(str(message["To"]) for message in mail_server.messages) == [
        f"person{number}@example.org" for number in range(6)
    ]
    assert send_due_mail() == 0
    assert OutboxMail.objects.filter(state=State.SENT).count() == 6


def test_an_outage_is_no_attempt_of_a_mails_own_and_makes_none_wait_when_it_ends(mail_server: MailServer) -> None:
    mail_server.stop()
    mails = [write_mail(subject=f"Mail {number}") for number in range(5)]
    for _hour in range(100):
        send_due_mail()
    assert {state_of(mail) for mail in mails} == {State.QUEUED}
    assert {mail.attempts for mail in mails} == {0}
    assert "No connection" in mails[0].last_error

    mail_server.start()
    assert send_due_mail() >= 1
    assert sorted(subjects(mail_server)) == [f"Mail {number}" for number in range(5)]


def test_while_the_server_is_away_it_is_asked_once_and_not_for_every_mail(mail_server: MailServer) -> None:
    mail_server.stop()
    with patch.object(talking, "get_connection", wraps=talking.get_connection) as asked:
        for _number in range(20):
            write_mail()
    assert asked.call_count == 1


def test_what_is_known_of_an_outage_is_forgotten_after_a_minute(mail_server: MailServer) -> None:
    mail_server.stop()
    write_mail()
    mail_server.start()
    cache.delete(talking.AWAY)  # what its time-out does
    write_mail(subject="The next one asks")
    assert len(mail_server.messages) == 2


def test_after_an_outage_the_most_urgent_mail_goes_first(mail_server: MailServer) -> None:
    mail_server.stop()
    for subject, priority in (("Newsletter", -10), ("Log-in", 0), ("Confirmation", 50), ("Reminder", 20)):
        write_mail(subject=subject, priority=priority)
    mail_server.start()
    send_due_mail()
    assert subjects(mail_server) == ["Confirmation", "Reminder", "Log-in", "Newsletter"]


@pytest.mark.parametrize(
    "greeting", ["421 too busy", "554 no service here"], ids=["busy for the moment", "refused at the door"]
)
def test_a_server_that_does_not_let_us_in_has_refused_no_mail(mail_server: MailServer, greeting: str) -> None:
    mail_server.answer_to_hello = greeting
    mail = write_mail()
    assert (state_of(mail), mail.attempts) == (State.QUEUED, 0)
    mail_server.answer_to_hello = ""
    send_due_mail()
    assert state_of(mail) == State.SENT


def test_a_backlog_goes_over_few_connections(mail_server: MailServer, settings: Any) -> None:
    settings.TASKS = QUEUE
    mails = [write_mail(subject=f"Mail {number}") for number in range(30)]
    task = DBTaskResult.objects.order_by("enqueued_at").first()
    assert task is not None
    task.task.call(*task.args_kwargs["args"])
    assert len(mail_server.messages) == 30
    assert mail_server.connections == 1
    assert {state_of(mail) for mail in mails} == {State.SENT}


def test_a_server_that_hangs_up_after_a_few_mails_leaves_none_uncertain(mail_server: MailServer, settings: Any) -> None:
    settings.TASKS = QUEUE
    mail_server.hangs_up_after = 3
    for number in range(7):
        write_mail(subject=f"Mail {number}")
    for task in DBTaskResult.objects.order_by("enqueued_at"):
        task.task.call(*task.args_kwargs["args"])
    assert sorted(subjects(mail_server)) == [f"Mail {number}" for number in range(7)]
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {State.SENT}
    assert mail_server.connections == 3


def test_one_refused_mail_does_not_hold_up_the_others(mail_server: MailServer, settings: Any) -> None:
    settings.TASKS = QUEUE
    mail_server.refused_recipients = {"gone@example.org": "550 no such mailbox", "full@example.org": "452 full"}
    refused = write_mail(recipient="gone@example.org")
    full = write_mail(recipient="full@example.org")
    good = write_mail()
    task = DBTaskResult.objects.order_by("enqueued_at").first()
    assert task is not None
    task.task.call(*task.args_kwargs["args"])
    assert [state_of(mail) for mail in (refused, full, good)] == [State.FAILED, State.QUEUED, State.SENT]
    assert mail_server.connections == 1


def test_a_greylisted_mail_goes_when_its_wait_is_over(mail_server: MailServer) -> None:
    mail_server.refused_recipients = {"amina@example.org": "451 4.7.1 greylisted, come back later"}
    mail = write_mail()
    assert state_of(mail) == State.QUEUED
    mail_server.refused_recipients = {}
    assert send_due_mail() == 0  # a minute has not passed
    OutboxMail.objects.update(not_before=timezone.now() - timedelta(seconds=1))
    send_due_mail()
    assert (state_of(mail), mail.attempts) == (State.SENT, 2)


def test_a_server_slower_than_our_patience_leaves_the_mail_uncertain(
    mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talking, "SMTP_TIMEOUT", 2)  # also for what it says at once
    mail_server.thinks_for = 6
    mail = write_mail()
    assert state_of(mail) == State.UNCERTAIN
    mail_server.thinks_for = 0
    send_due_mail()
    assert len(mail_server.messages) <= 1


def test_the_provider_is_noted_and_stays_when_the_recipient_goes(
    mail_server: MailServer, sign_as: Callable[..., Signature]
) -> None:
    sign_as(email="amina@googlemail.com")
    mail = OutboxMail.objects.get()
    assert (mail.state, mail.recipient, mail.provider) == (State.SENT, "", "gmail")


def test_mail_goes_though_the_shared_cache_is_away(mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_away(*_args: object) -> None:
        raise RedisError("The cache is away.")

    for name in ("get", "set", "delete"):
        monkeypatch.setattr(talking.cache, name, is_away)
    assert state_of(write_mail()) == State.SENT
