"""Sending what the outbox holds: claim, send, record. No other code talks to a mail server.

A mail is claimed by one compare-and-set, so that it goes out once however many tasks carry it. Where the server may
or may not have taken it, it is marked uncertain and left to a person: never sent twice by itself.
"""

import contextlib
import json
import smtplib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import task

from supporters.models import OutboxMail

State = OutboxMail.State
SMTP_TIMEOUT = 30  # seconds for one answer of the server
SENDING_FOR = timedelta(minutes=5)  # longer than any attempt: after it the worker must have died
CARRIED_FOR = timedelta(hours=1)  # a task that was enqueued and lost is made anew after this time
GIVE_UP_AFTER = timedelta(days=3)
LONGEST_WAIT = timedelta(hours=1)
TICK_BATCH = 500


class NotTakenError(Exception):
    """The server did not take the mail. `is_permanent` tells whether trying again is pointless."""

    def __init__(self, reason: str, *, is_permanent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_permanent = is_permanent


class UncertainError(Exception):
    """The connection broke while the mail was under way."""


@task(queue_name="mail")
def deliver_mail(mail_id: int) -> None:
    """Task: send one mail. Its argument is an id, no personal data."""
    deliver(mail_id)


def deliver(mail_id: int) -> None:
    """Send a queued mail whose time has come; do nothing when another task has it or it is gone."""
    claimed = OutboxMail.objects.filter(pk=mail_id, state=State.QUEUED, not_before__lte=Now()).update(
        state=State.SENDING, attempts=F("attempts") + 1, locked_until=timezone.now() + SENDING_FOR
    )
    if not claimed:
        return
    mail = OutboxMail.objects.get(pk=mail_id)
    try:
        _send(mail)
    except NotTakenError as error:
        _put_back(mail, error)
    except UncertainError as error:
        _finish(mail, State.UNCERTAIN, str(error))
    else:
        _record_sent(mail)


def send_due_mail() -> int:
    """Tick, every 30 seconds: carry on with mail whose time has come; returns how many were enqueued.

    Mail whose worker died in the middle becomes uncertain.
    """
    now = timezone.now()
    OutboxMail.objects.filter(state=State.SENDING, locked_until__lt=now).update(
        state=State.UNCERTAIN, last_error="The worker stopped while sending."
    )
    is_free = Q(locked_until__isnull=True) | Q(locked_until__lt=now)
    due = OutboxMail.objects.filter(is_free, state=State.QUEUED, not_before__lte=Now())
    enqueued = 0
    for mail_id, priority in due.order_by("-priority", "pk").values_list("pk", "priority")[:TICK_BATCH]:
        mine = OutboxMail.objects.filter(is_free, pk=mail_id, state=State.QUEUED)
        if mine.update(locked_until=now + CARRIED_FOR):
            deliver_mail.using(priority=priority).enqueue(mail_id)
            enqueued += 1
    return enqueued


def waiting_time(attempts: int) -> timedelta:
    """How long to wait after the n-th failure: 1, 2, 4 … minutes, at most an hour."""
    return min(timedelta(minutes=2 ** min(attempts - 1, 10)), LONGEST_WAIT)


def _connection() -> Any:
    """The mail server of settings.DELIVERY (the dictionary that django-environ makes of EMAIL_URL)."""
    delivery: dict[str, Any] = settings.DELIVERY
    options: dict[str, Any] = {
        "host": delivery.get("EMAIL_HOST"),
        "port": delivery.get("EMAIL_PORT"),
        "username": delivery.get("EMAIL_HOST_USER"),
        "password": delivery.get("EMAIL_HOST_PASSWORD"),
        "use_tls": delivery.get("EMAIL_USE_TLS"),
        "use_ssl": delivery.get("EMAIL_USE_SSL"),
        "file_path": delivery.get("EMAIL_FILE_PATH"),
        "timeout": SMTP_TIMEOUT,
    }
    return get_connection(delivery["EMAIL_BACKEND"], **{name: value for name, value in options.items() if value})


def _message(mail: OutboxMail) -> EmailMultiAlternatives:
    """The mail as multipart text and HTML. Its Message-ID stays the same over all attempts."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    headers = {"Message-ID": f"<{mail.pk}.{mail.created_at:%Y%m%d%H%M%S}@{domain}>", **json.loads(mail.headers or "{}")}
    message = EmailMultiAlternatives(mail.subject, mail.text, mail.sender, [mail.recipient], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _send(mail: OutboxMail) -> None:
    """Hand the mail over. Raises NotTakenError or UncertainError, without the server's words: they may name people."""
    try:
        message = _message(mail)
        message.message()
    except ValueError as error:  # a line break in a header, an address that cannot be written
        raise NotTakenError("The mail cannot be written.", is_permanent=True) from error
    connection = _connection()
    try:
        connection.open()
    except OSError as error:  # smtplib's errors are OSErrors too
        connection.close()
        raise NotTakenError(f"No connection: {_reason(error)}", is_permanent=False) from error
    try:
        connection.send_messages([message])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        raise NotTakenError(_reason(error), is_permanent=_code(error) >= 500) from error
    except smtplib.SMTPNotSupportedError as error:
        raise NotTakenError(_reason(error), is_permanent=True) from error
    except OSError as error:
        raise UncertainError(f"The connection broke while sending: {_reason(error)}") from error
    finally:
        with contextlib.suppress(OSError):  # a server that hangs up early has still answered
            connection.close()


def _code(error: smtplib.SMTPException) -> int:
    """The server's three digits; of refused recipients the lowest, since a temporary refusal may be lifted."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min(code for code, _words in error.recipients.values())
    return int(getattr(error, "smtp_code", 0))


def _reason(error: OSError) -> str:
    """The kind of error and the server's three digits, without its words."""
    code = _code(error) if isinstance(error, smtplib.SMTPException) else 0
    return f"{type(error).__name__} {code}" if code else type(error).__name__


def _put_back(mail: OutboxMail, error: NotTakenError) -> None:
    """Queue the mail again with a longer wait, or give it up."""
    too_old = timezone.now() - mail.created_at > GIVE_UP_AFTER
    if error.is_permanent or too_old:
        _finish(mail, State.FAILED, error.reason)
        return
    OutboxMail.objects.filter(pk=mail.pk, state=State.SENDING).update(
        state=State.QUEUED,
        not_before=timezone.now() + waiting_time(mail.attempts),
        locked_until=None,
        last_error=error.reason[:200],
    )


def _finish(mail: OutboxMail, state: str, reason: str) -> None:
    OutboxMail.objects.filter(pk=mail.pk, state=State.SENDING).update(
        state=state, locked_until=None, last_error=reason[:200]
    )


def _record_sent(mail: OutboxMail) -> None:
    """Mark as sent and shred the words: what has arrived need not be kept."""
    OutboxMail.objects.filter(pk=mail.pk).update(
        state=State.SENT,
        sent_at=Now(),
        locked_until=None,
        last_error="",
        recipient="",
        subject="",
        text="",
        html="",
        headers="",
    )
