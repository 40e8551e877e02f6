"""Keeping the count honest, silently: what looks wrong is held for a person, and whoever signed sees no difference.

Four signs hold a signature (docs/decisions/0036). Three are seen when it is sent: the hidden field filled in, a mailbox
to throw away, headers that no browser leaves out. The fourth, many from one network, is judged by the worker before
the mail goes, so that a flash crowd costs the form nothing.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from disposable_email_domains import blocklist
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from supporters.counting.recounting import mark_dirty
from supporters.models import EventCode, OutboxMail, Signature

State, HeldFor = Signature.State, Signature.HeldFor
# Mails with a link to confirm, sent soon after signing.
JUDGED_BEFORE = (OutboxMail.Kind.CONFIRMATION, OutboxMail.Kind.ALREADY_SIGNED)
# How many may sign one action from one network within a time, before the next ones are held: a household, a shop and
# a small office stay below; halls have event codes. A network is recognised until midnight UTC (`network`).
WINDOWS = ((timedelta(minutes=10), 20), (timedelta(days=1), 100))
# Every browser in use sends something of each of these with a form. One alone may be taken out by a proxy or by a
# careful person's add-on, and old phones know no Sec-Fetch: two of the three missing is a program.
TRACES = (("User-Agent",), ("Accept-Language",), ("Sec-Fetch-Site", "Origin", "Referer"))
MISSING_TRACES = 2
PERMISSION = "supporters.judge_signature"


def is_disposable(email: str) -> bool:
    """Whether the domain, or one above it, gives out mailboxes to throw away. A signal, never an error."""
    labels = email.rpartition("@")[2].lower().split(".")
    return any(".".join(labels[start:]) in blocklist for start in range(len(labels) - 1))


def comes_from_a_browser(headers: Mapping[str, str]) -> bool:
    """Whether a form came with what browsers send. A signal, never an error."""
    missing = sum(not any(headers.get(name, "").strip() for name in names) for names in TRACES)
    return missing < MISSING_TRACES


def first_sign(*, is_trapped: bool, email: str, is_browser: bool) -> str:
    """What speaks against a signature when it is sent, the surest sign first; empty where nothing does."""
    if is_trapped:
        return HeldFor.TRAP
    if not is_browser:
        return HeldFor.HEADERS
    return HeldFor.DISPOSABLE if is_disposable(email) else ""


def judge_before(mail_id: int) -> None:
    """The worker calls this before it sends a mail: nobody can confirm before the network was looked at. One query
    where there is nothing to judge."""
    mail = OutboxMail.objects.filter(
        pk=mail_id, kind__in=JUDGED_BEFORE, signature__state=State.PENDING, signature__held_for=""
    ).exclude(signature__network_key="")
    signature_id = mail.values_list("signature", flat=True).first()
    if signature_id is not None:
        judge(signature_id)


def judge(signature_id: int) -> bool:
    """Hold a waiting signature whose network sent too many before it; True if it was held now.

    It looks back from the moment of signing, so that a late worker judges as a quick one would. Left alone is what has
    been confirmed (a count that is out is not taken back by a machine: `Invalidation` is there for people) and what a
    person has judged. Up to four queries, fewer where no network is known.
    """
    found = Signature.objects.filter(pk=signature_id, state=State.PENDING, held_for="").exclude(network_key="").first()
    if found is None or not _is_crowded(found):
        return False
    waiting = Signature.objects.filter(pk=signature_id, state=State.PENDING)
    # No recount is asked for: whether it waits or is held changes no count that goes out.
    return bool(waiting.update(state=State.HELD, held_for=HeldFor.NETWORK))


def _is_crowded(signature: Signature) -> bool:
    """Whether more came from the network before this one than a window allows; those of a hall are not counted."""
    in_force = EventCode.objects.filter(
        action=signature.action_id, starts_at__lte=signature.created_at, ends_at__gt=signature.created_at
    )
    codes = list(in_force.values_list("code", flat=True))
    if signature.source in codes:
        return False
    # In the order of their numbers: of its moments SQLite keeps fewer digits than Django asks for.
    earlier: QuerySet[Signature] = Signature.objects.filter(
        pk__lt=signature.pk, action=signature.action_id, network_key=signature.network_key
    ).exclude(source__in=codes)
    return any(  # counted no further than the limit: ten thousand from one network must not be counted for each of them
        earlier.filter(created_at__gt=signature.created_at - window).order_by()[:limit].count() == limit
        for window, limit in WINDOWS
    )


def _require_judge(user: Any) -> None:
    """Raise PermissionDenied for somebody who may not decide about held signatures."""
    if not user.has_perm(PERMISSION):
        raise PermissionDenied


def release(signature: Signature, user: Any) -> bool:
    """Give a held signature back: to the count where its address is confirmed, else to those that wait.

    What it was held for stays noted, so that no machine holds it again. False where it is no longer held. Raises
    PermissionDenied.
    """
    _require_judge(user)
    with transaction.atomic():
        given_back = Signature.objects.filter(pk=signature.pk, state=State.HELD).update(
            state=Case(When(confirmed_at__isnull=True, then=Value(State.PENDING)), default=Value(State.CONFIRMED))
        )
        if given_back:
            _note(signature, user, "supporters.signature.release", {"held_for": signature.held_for})
    return bool(given_back)


def reject(signature: Signature, reason: str, user: Any) -> bool:
    """Take a held signature out for good. False where it is no longer held.

    Raises ValidationError without a reason, and PermissionDenied.
    """
    _require_judge(user)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it does not count. The reason is kept.")})
    with transaction.atomic():
        taken_out = Signature.objects.filter(pk=signature.pk, state=State.HELD).update(state=State.INVALIDATED)
        if taken_out:
            data = {"held_for": signature.held_for, "reason": reason.strip()}
            _note(signature, user, "supporters.signature.reject", data)
    return bool(taken_out)


def _note(signature: Signature, user: Any, action: str, data: dict[str, str]) -> None:
    """Write a decision into the history of the site, without a name, and ask for a recount."""
    signature.refresh_from_db(fields=("state", "confirmed_at"))
    log(instance=signature, action=action, user=user, data=data)
    mark_dirty(signature.action_id)
