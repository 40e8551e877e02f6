"""Mail goes out once: whatever the server says, and however many tasks carry it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from supporters.mailing.delivery import MOST_ATTEMPTS, deliver, send_due_mail, waiting_time
from supporters.models import OutboxMail, Signature
from tests.supporters.mail_server import MailServer
from tests.supporters.mails import state_of, when_due, write_mail
from users.models import User

pytestmark = pytest.mark.django_db
State = OutboxMail.State


def test_a_mail_arrives_with_text_and_html_and_its_words_are_shredded(mail_server: MailServer) -> None:
    mail = write_mail()
    [arrived] = mail_server.messages
    assert arrived["To"] == "amina@example.org"
    assert arrived["From"] == "Example Network <noreply@example.org>"
    assert arrived.get_body(("plain",)).get_content().strip() == "In text."
    assert arrived.get_body(("html",)).get_content().strip() == "<p>In HTML.</p>"
    assert state_of(mail) == State.SENT
    assert mail.sent_at is not None
    assert (mail.recipient, mail.subject, mail.text, mail.html) == ("", "", "", "")


def test_a_temporary_refusal_is_tried_again_with_a_longer_wait_each_time(mail_server: MailServer) -> None:
    mail_server.answer = "451 try later, amina@example.org"
    mail = write_mail()
    assert state_of(mail) == State.QUEUED
    assert mail.attempts == 1
    assert mail.not_before > timezone.now() + timedelta(seconds=50)
    assert "451" in mail.last_error
    assert "amina" not in mail.last_error
    assert send_due_mail() == 0  # not yet

    when_due(mail)
    send_due_mail()
    assert state_of(mail) == State.QUEUED
    assert mail.not_before > timezone.now() + timedelta(seconds=110)

    mail_server.answer = ""
    when_due(mail)
    assert send_due_mail() == 1
    assert state_of(mail) == State.SENT
    assert len(mail_server.messages) == 1


def test_a_permanent_refusal_fails_at_once(mail_server: MailServer) -> None:
    mail_server.answer_to_recipient = "550 no such mailbox amina@example.org"
    mail = write_mail()
    assert state_of(mail) == State.FAILED
    assert "550" in mail.last_error
    assert "amina" not in mail.last_error
    when_due(mail)
    assert send_due_mail() == 0


def test_a_refused_recipient_may_be_refused_for_the_moment_only(mail_server: MailServer) -> None:
    mail_server.answer_to_recipient = "452 mailbox full"
    mail = write_mail()
    assert state_of(mail) == State.QUEUED


def test_a_server_that_hangs_up_in_the_middle_leaves_the_mail_uncertain_and_unsent(mail_server: MailServer) -> None:
    mail_server.hangs_up = True
    mail = write_mail()
    assert state_of(mail) == State.UNCERTAIN
    mail_server.hangs_up = False
    when_due(mail)
    send_due_mail()
    assert len(mail_server.messages) == 1  # the server did have it: a second try would have been a second mail


def test_a_mail_whose_worker_died_becomes_uncertain(mail_server: MailServer) -> None:
    mail = OutboxMail.objects.create(
        kind=OutboxMail.Kind.SITE,
        sender="a@example.org",
        state=State.SENDING,
        attempts=1,
        locked_until=timezone.now() - timedelta(seconds=1),
    )
    send_due_mail()
    assert state_of(mail) == State.UNCERTAIN
    assert mail_server.messages == []


def test_two_tasks_with_the_same_mail_send_it_once(mail_server: MailServer) -> None:
    mail = write_mail()
    deliver(mail.pk)
    deliver(mail.pk)
    assert len(mail_server.messages) == 1


def test_a_mail_with_a_line_break_in_its_subject_fails_and_stops_nothing(mail_server: MailServer) -> None:
    bad = write_mail(subject="one\nBcc: victim@example.org")
    good = write_mail()
    assert state_of(bad) == State.FAILED
    assert state_of(good) == State.SENT
    assert len(mail_server.messages) == 1


def test_a_mail_that_is_put_off_for_three_days_is_given_up(mail_server: MailServer) -> None:
    mail_server.answer = "451 try later"
    mail = write_mail()
    OutboxMail.objects.update(attempts=MOST_ATTEMPTS - 1)
    when_due(mail)
    send_due_mail()
    assert state_of(mail) == State.FAILED
    days = sum((waiting_time(attempts) for attempts in range(1, MOST_ATTEMPTS)), timedelta()) / timedelta(days=1)
    assert days == pytest.approx(3, abs=0.05)


def test_waits_double_up_to_an_hour() -> None:
    minutes = [waiting_time(attempts).total_seconds() / 60 for attempts in (1, 2, 3, 6, 7, 50)]
    assert minutes == [1, 2, 4, 32, 60, 60]


def test_a_mail_and_its_task_are_undone_together_with_their_cause(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
    with transaction.atomic():
        write_mail()
        assert DBTaskResult.objects.count() == 1
        transaction.set_rollback(True)
    assert not OutboxMail.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_a_task_carries_nothing_but_the_mails_id(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
    mail = write_mail(priority=50)
    task = DBTaskResult.objects.get()
    assert task.args_kwargs == {"args": [mail.pk], "kwargs": {}}
    assert (task.queue_name, task.priority) == ("mail", 50)


def test_mail_that_a_task_carries_is_not_enqueued_twice(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
    write_mail()
    assert send_due_mail() == 0
    assert DBTaskResult.objects.count() == 1


def test_the_sites_own_mails_take_the_same_way(mail_server: MailServer) -> None:
    backend = get_connection("supporters.mailing.outbox.OutboxBackend")
    message = EmailMultiAlternatives(
        "Reset", "text", "noreply@example.org", ["one@example.org"], cc=["two@example.org"], reply_to=["us@example.org"]
    )
    message.attach_alternative("<p>html</p>", "text/html")
    assert backend.send_messages([message]) == 1
    assert OutboxMail.objects.filter(state=State.SENT).count() == 2
    assert {arrived["To"] for arrived in mail_server.messages} == {"one@example.org", "two@example.org"}
    assert {arrived["Reply-To"] for arrived in mail_server.messages} == {"us@example.org"}
    assert "<p>html</p>" in mail_server.messages[0].get_body(("html",)).get_content()


def test_a_forgotten_password_is_answered_through_the_outbox(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = (
        "supporters.mailing.outbox.OutboxBackend"  # as on a running site; the test runner replaces it
    )
    User.objects.create_user("editor", "editor@example.org", "a long password")
    assert client.post("/accounts/password/reset/", {"email": "editor@example.org"}).status_code == 302
    assert OutboxMail.objects.get().kind == OutboxMail.Kind.SITE
    assert django_mail.outbox[0].to == ["editor@example.org"]


def test_a_lost_task_is_made_anew(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
    mail = write_mail()
    DBTaskResult.objects.all().delete()
    OutboxMail.objects.update(locked_until=timezone.now() - timedelta(seconds=1))
    assert send_due_mail() == 1
    assert DBTaskResult.objects.get().args_kwargs["args"] == [mail.pk]


def test_an_attachment_is_refused_rather_than_lost() -> None:
    message = EmailMessage("Subject", "text", "noreply@example.org", ["one@example.org"])
    message.attach("list.csv", "a,b", "text/csv")
    with pytest.raises(ValueError, match="attachment"):
        get_connection("supporters.mailing.outbox.OutboxBackend").send_messages([message])


def test_delivery_into_files_works_without_a_server(settings: Any, tmp_path: Any) -> None:
    settings.DELIVERY = {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(tmp_path),
    }
    mail = write_mail()
    assert state_of(mail) == State.SENT
    [written] = tmp_path.iterdir()
    assert "amina@example.org" in written.read_text()


def test_a_letter_has_the_imprint_and_the_words_agreed_to_in_both_forms(sign_as: Callable[..., Signature]) -> None:
    sign_as(campaign_mail="on")
    [sent] = django_mail.outbox
    html = sent.alternatives[0][0]
    for part in (sent.body, html):
        assert "Promoted by A. Promoter of PO Box 1, Leicester." in part
        assert "Example Network will give the list of names and postcodes to the leader of the council" in part
        assert "Example Network may e-mail me about this campaign." in part
        assert "Example Network may e-mail me about its other campaigns." not in part  # not ticked
        assert "/c/" in part
    assert "We ask the council to act" not in sent.body + html  # the demand would be campaigning
    assert sent.subject == "Confirm your signature: Act now"


def test_the_link_in_a_letter_comes_from_base_url(sign_as: Callable[..., Signature], settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://portal.example"
    sign_as()
    assert "https://portal.example/c/" in django_mail.outbox[0].body


def test_delivery_opens_no_connection_for_a_mail_that_another_task_has() -> None:
    mail = write_mail()
    with patch("supporters.mailing.server.get_connection") as opened:
        deliver(mail.pk)
    opened.assert_not_called()


@pytest.mark.parametrize("priority", [-101, 101])
def test_a_priority_that_the_queue_does_not_know_is_refused(priority: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write_mail(priority=priority)
    assert not OutboxMail.objects.exists()
