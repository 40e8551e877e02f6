"""Mails of the tests: written, made due, looked at."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from supporters.mailing.outbox import queue_mail
from supporters.models import OutboxMail


def write_mail(**fields: Any) -> OutboxMail:
    """A mail of the site, queued; named fields replace the usual ones."""
    values = {
        "kind": OutboxMail.Kind.SITE,
        "recipient": "amina@example.org",
        "sender": "Example Network <noreply@example.org>",
        "subject": "A subject",
        "text": "In text.",
        "html": "<p>In HTML.</p>",
    }
    return queue_mail(OutboxMail(**values | fields))


def when_due(mail: OutboxMail) -> OutboxMail:
    """The mail, as if its waiting time had passed and no task had it."""
    OutboxMail.objects.filter(pk=mail.pk).update(not_before=timezone.now() - timedelta(seconds=1), locked_until=None)
    mail.refresh_from_db()
    return mail


def state_of(mail: OutboxMail) -> str:
    """Where it is now."""
    mail.refresh_from_db()
    return mail.state
