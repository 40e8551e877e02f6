"""Sending what the outbox holds: claim, send, record.

A mail is claimed by one compare-and-set, so that it goes out once however many tasks carry it. Where the server may
or may not have taken it, it is marked uncertain and left to a person: never sent twice by itself.
"""

import time
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import task

from supporters.integrity.suspicion import judge_before
from supporters.mailing.server import (
    AwayError,
    NotTakenError,
    UncertainError,
    connected,
    hand_over,
    known_outage,
)
from supporters.mailing.suppression import is_suppressed
from supporters.models import OutboxMail, Signature

State = OutboxMail.State
SENDING_FOR = timedelta(minutes=5)  # longer than any attempt: after it the worker must have died
CARRIED_FOR = timedelta(minutes=10)  # a task that was enqueued and lost is made anew after this time
# A connection costs as much as several mails, so a task sends what else is due over the same one. Five seconds, so
# that the worker can stop in time when it is asked to, and other work has its turn.
AT_ONCE, CARRY_ON_FOR = 50, 5  # mails, seconds
# Of one mail, each refused for the moment. By the last one three days have passed (waiting_time).
MOST_ATTEMPTS = 77
LONGEST_WAIT = timedelta(hours=1)
TICK_BATCH = 1000  # mails; one task in AT_ONCE finds work, the others find theirs done


@task(queue_name="mail")
def deliver_mail(mail_id: int) -> None:
    """Task: send one mail, and with it what else is due. Its argument is an id, no personal data."""
    deliver(mail_id)


def deliver(mail_id: int) -> None:
    """Send a queued mail whose time has come, then others over the same connection, in the order of their priority.

    Does nothing when another task has sent the mail or it is gone. Without a server it stays as it is, for the tick.
    """
    if not _due().filter(pk=mail_id).exists():
        return
    if outage := known_outage():
        _leave_to_the_tick(mail_id, outage)
        return
    try:
        with connected() as connection:
            _send_all(connection, mail_id)
    except AwayError as error:
        _leave_to_the_tick(mail_id, error.reason)


def send_due_mail() -> int:
    """Tick, every 30 seconds: carry on with mail whose time has come; returns how many tasks were enqueued.

    Mail whose worker died in the middle becomes uncertain. After an outage one connection tells that the server is
    there again; then everything goes, in the order of its priority.
    """
    now = timezone.now()
    OutboxMail.objects.filter(state=State.SENDING, locked_until__lt=now).update(
        state=State.UNCERTAIN, locked_until=None, last_error="The worker stopped while sending."
    )
    is_free = Q(locked_until__isnull=True) | Q(locked_until__lt=now)
    waiting = list(_in_order(_due().filter(is_free)).values_list("pk", "priority")[:TICK_BATCH])
    if not waiting or not _server_is_there():
        return 0
    enqueued = 0
    for mail_id, priority in waiting:
        if OutboxMail.objects.filter(is_free, pk=mail_id, state=State.QUEUED).update(locked_until=now + CARRIED_FOR):
            deliver_mail.using(priority=priority).enqueue(mail_id)
            enqueued += 1
    return enqueued


def waiting_time(attempts: int) -> timedelta:
    """How long to wait after the n-th refusal: 1, 2, 4 … minutes, at most an hour."""
    return min(timedelta(minutes=2 ** min(attempts - 1, 10)), LONGEST_WAIT)


def _due() -> QuerySet[OutboxMail]:
    """Queued mail whose time has come, whether or not a task carries it."""
    return OutboxMail.objects.filter(state=State.QUEUED, not_before__lte=Now())


def _in_order(mails: QuerySet[OutboxMail]) -> QuerySet[OutboxMail]:
    """The most urgent first, then the oldest."""
    return mails.order_by("-priority", "pk")


def _server_is_there() -> bool:
    try:
        with connected():
            return True
    except AwayError:
        return False


def _leave_to_the_tick(mail_id: int, reason: str) -> None:
    """No attempt of the mail's own: when the server is back it goes at once, whatever has been waiting how long."""
    OutboxMail.objects.filter(pk=mail_id, state=State.QUEUED).update(locked_until=None, last_error=reason[:200])


def _send_all(connection: Any, first: int) -> None:
    """Send the mail of the task, then what else is due, for as long as the connection and the time last."""
    until = time.monotonic() + CARRY_ON_FOR
    is_there = _deliver_over(connection, first)
    for mail_id in _in_order(_due()).values_list("pk", flat=True)[:AT_ONCE]:
        if not is_there or time.monotonic() > until:
            return
        is_there = _deliver_over(connection, mail_id)


def _deliver_over(connection: Any, mail_id: int) -> bool:
    """Claim a mail, send it and record how it went; nothing when another task was faster. False once the connection
    has ended; then the mail is as it was before."""
    judge_before(mail_id)  # before the claim: whatever fails in it leaves the mail queued
    _drop_a_needless_reminder(mail_id)
    if (
        not _due()
        .filter(pk=mail_id)
        .update(state=State.SENDING, attempts=F("attempts") + 1, locked_until=timezone.now() + SENDING_FOR)
    ):
        return True
    mail = OutboxMail.objects.get(pk=mail_id)
    try:
        hand_over(connection, mail)
    except NotTakenError as error:
        _put_back(mail, error)
    except UncertainError as error:
        _finish(mail, State.UNCERTAIN, str(error))
    except AwayError as error:
        OutboxMail.objects.filter(pk=mail.pk, state=State.SENDING).update(
            state=State.QUEUED, attempts=F("attempts") - 1, locked_until=None, last_error=error.reason[:200]
        )
        return False
    else:
        _record_sent(mail)
    return True


def _drop_a_needless_reminder(mail_id: int) -> None:
    """Delete a reminder whose cause has gone while it waited: confirmed, withdrawn, too late, or no mail wanted."""
    from supporters.signing import Standing, standing_of  # noqa: PLC0415  (signing writes to the outbox, so to here)

    reminded = Signature.objects.filter(
        mails__pk=mail_id, mails__kind=OutboxMail.Kind.REMINDER, mails__state=State.QUEUED
    )
    signature = reminded.select_related("action", "supporter").first()
    if signature is None:
        return
    unwanted = signature.supporter is None or is_suppressed(signature.supporter.person_key)
    if unwanted or standing_of(signature) is not Standing.WAITING:
        OutboxMail.objects.filter(pk=mail_id, state=State.QUEUED).delete()


def _put_back(mail: OutboxMail, error: NotTakenError) -> None:
    """Queue the mail again with a longer wait, or give it up."""
    if error.is_permanent or mail.attempts >= MOST_ATTEMPTS:
        _finish(mail, State.FAILED, error.reason)
        return
    OutboxMail.objects.filter(pk=mail.pk, state=State.SENDING).update(
        state=State.QUEUED,
        not_before=timezone.now() + waiting_time(mail.attempts),
        locked_until=None,
        last_error=error.reason[:200],
    )


def _finish(mail: OutboxMail, state: str, reason: str) -> None:
    """It goes no further by itself. That we hold no record is said to somebody whom we do not know: should they sign
    and be erased, nothing would lead to this mail, so it keeps no words that could be sent again."""
    shredded = OutboxMail.SHREDDED if mail.kind == OutboxMail.Kind.NOTHING_HELD else {}
    OutboxMail.objects.filter(pk=mail.pk, state=State.SENDING).update(
        state=state, locked_until=None, last_error=reason[:200], **shredded
    )


def _record_sent(mail: OutboxMail) -> None:
    """Mark as sent and shred the words: what has arrived need not be kept."""
    OutboxMail.objects.filter(pk=mail.pk).update(
        state=State.SENT,
        sent_at=Now(),
        locked_until=None,
        last_error="",
        **OutboxMail.SHREDDED,
    )
