"""The backlog of mail, its fate by provider, and what a person may send again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from supporters.mailing.backlog import by_provider, read_backlog
from supporters.mailing.delivery import send_due_mail
from supporters.mailing.resending import send_again, send_failed_again
from supporters.models import OutboxMail
from tests.supporters.mail_server import MailServer
from tests.supporters.mails import state_of, write_mail
from users.models import User

pytestmark = pytest.mark.django_db
State = OutboxMail.State
DAY = timedelta(days=1)


@pytest.fixture
def officer(db: None) -> User:
    """Somebody who may do everything."""
    return User.objects.create_superuser("officer", "officer@example.org", "a long password")


def test_the_backlog_says_how_long_the_oldest_mail_has_been_due(mail_server: MailServer) -> None:
    assert read_backlog().behind == timedelta()
    mail_server.stop()
    for minutes in (3, 20):
        OutboxMail.objects.filter(pk=write_mail().pk).update(not_before=timezone.now() - timedelta(minutes=minutes))
    OutboxMail.objects.filter(pk=write_mail().pk).update(not_before=timezone.now() + timedelta(minutes=5))
    backlog = read_backlog()
    assert (backlog.waiting, backlog.due) == (3, 2)
    assert backlog.behind.total_seconds() == pytest.approx(20 * 60, abs=10)
    assert "ConnectionRefusedError" in backlog.outage


def test_delivery_is_told_by_provider_with_the_largest_first(mail_server: MailServer) -> None:
    mail_server.refused_recipients = {"b@hotmail.com": "550 blocked"}
    for address in ("a@gmail.com", "b@gmail.com", "c@googlemail.com", "a@outlook.com", "b@hotmail.com", "a@x.example"):
        write_mail(recipient=address)
    OutboxMail.objects.filter(pk=write_mail(recipient="old@gmail.com").pk).update(
        created_at=timezone.now() - timedelta(days=2)
    )
    lines = [(line.provider, line.sent, line.failed, line.total) for line in by_provider(DAY)]
    assert lines == [("gmail", 3, 0, 3), ("outlook", 1, 1, 2), ("other", 1, 0, 1)]
    assert by_provider(timedelta(days=7))[0].total == 4


def test_a_refused_mail_is_sent_again_for_a_reason_that_is_kept(mail_server: MailServer, officer: User) -> None:
    mail_server.answer_to_recipient = "554 relay access denied"
    mail = write_mail()
    assert state_of(mail) == State.FAILED
    mail_server.answer_to_recipient = ""
    send_again(mail, "The server is set right", officer)
    send_due_mail()
    assert (state_of(mail), len(mail_server.messages)) == (State.SENT, 1)
    entry = ModelLogEntry.objects.get(action="supporters.outboxmail.send_again")
    assert entry.data == {"reason": "The server is set right", "was": "failed"}
    assert entry.user == officer


@pytest.mark.parametrize("state", [State.SENT, State.QUEUED, State.SENDING])
def test_what_has_arrived_or_is_on_its_way_is_not_sent_again(state: str, officer: User) -> None:
    mail = write_mail()
    OutboxMail.objects.update(state=state, sent_at=timezone.now())
    with pytest.raises(ValidationError, match="cannot be sent again"):
        send_again(mail, "Again", officer)
    assert not ModelLogEntry.objects.exists()


def test_a_mail_whose_words_were_erased_is_not_sent_again(officer: User) -> None:
    mail = write_mail(recipient="amina@example.org")
    OutboxMail.objects.update(state=State.FAILED, recipient="", text="", html="", subject="")
    with pytest.raises(ValidationError):
        send_again(mail, "Again", officer)
    with pytest.raises(ValidationError):
        send_failed_again(DAY, "Again", officer)


def test_all_that_failed_in_a_day_is_sent_again_and_nothing_that_is_uncertain(
    mail_server: MailServer, officer: User
) -> None:
    mail_server.answer_to_recipient = "554 relay access denied"
    failed = [write_mail() for _number in range(3)]
    old, unknown = write_mail(), write_mail()
    OutboxMail.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=3))
    OutboxMail.objects.filter(pk=unknown.pk).update(state=State.UNCERTAIN)
    mail_server.answer_to_recipient = ""
    assert send_failed_again(DAY, "The server is set right", officer) == 3
    send_due_mail()
    assert {state_of(mail) for mail in failed} == {State.SENT}
    assert (state_of(old), state_of(unknown)) == (State.FAILED, State.UNCERTAIN)
    assert ModelLogEntry.objects.get().data == {"reason": "The server is set right", "number": 3}


def test_without_the_permission_or_a_reason_nothing_is_sent_again(mail_server: MailServer, officer: User) -> None:
    mail_server.answer_to_recipient = "550 no"
    mail = write_mail()
    editor = User.objects.create_user("editor", "editor@example.org", "a long password")
    with pytest.raises(PermissionDenied):
        send_again(mail, "Because", editor)
    with pytest.raises(PermissionDenied):
        send_failed_again(DAY, "Because", editor)
    with pytest.raises(ValidationError):
        send_again(mail, "  ", officer)
    assert state_of(mail) == State.FAILED
