"""Signing, confirming, disowning: check, do, record. Views, commands and tests call these."""

from contextlib import suppress
from datetime import timedelta
from enum import Enum

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from supporters.actions import GRACE_AFTER_CLOSING
from supporters.consent import agreed_texts, record_choices, take_back
from supporters.counting.areas import area_of
from supporters.counting.recounting import mark_dirty
from supporters.forms import SignForm
from supporters.identity import person_key
from supporters.integrity.suspicion import first_sign
from supporters.mailing.letters import Letter, write_already_signed, write_confirmation
from supporters.mailing.outbox import queue_mail
from supporters.mailing.providers import provider_of
from supporters.mailing.unsubscribing import resubscribe
from supporters.models import ConsentStatement, OutboxMail, Signature, SignatureDetails, Supporter
from supporters.retention.erasing import erase_details

State = Signature.State
# Somebody who types another's address again and again must not flood that mailbox.
MAILS_PER_DAY = 5


class Standing(Enum):
    """What a signature's owner is told. Held and invalidated ones look like all others: suspicion never shows."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    TOO_LATE = "too_late"


def sign(form: SignForm, *, where: str, network: str = "", is_browser: bool = True) -> Signature:
    """Record a valid form: signature, details, consent and mail in one transaction.

    What looks wrong (`integrity.suspicion`) is held, and gets the same mail as all others.
    A person who has signed already gets the first signature back and another mail; nothing else changes, for whoever
    typed the address has not proved that it is theirs. Tried once more where the same person was erased or withdrew
    in the same instant: the row that this one leant on is gone then.
    """
    with suppress(IntegrityError, Signature.DoesNotExist):
        return _sign(form, where, network, is_browser=is_browser)
    return _sign(form, where, network, is_browser=is_browser)


@transaction.atomic
def _sign(form: SignForm, where: str, network: str, *, is_browser: bool) -> Signature:
    email = form.cleaned_data["email"]
    supporter, _made = Supporter.objects.get_or_create(person_key=person_key(email))
    signature = _insert(form, supporter, network, is_browser=is_browser)
    if signature is None:
        standing = Signature.objects.select_related("action").get(
            action=form.action, supporter=supporter, state__in=Signature.STANDING
        )
        _queue_within_limit(standing, _answer_again(standing, form, where))
        return standing
    SignatureDetails.objects.create(
        signature=signature, name=form.cleaned_data["name"], email=email, postcode=form.cleaned_data["postcode"]
    )
    record_choices(signature, form.words, form.chosen, where)
    agreed = [text for purpose, text in form.words.texts.items() if form.chosen.get(purpose)]
    _queue_within_limit(signature, write_confirmation(Letter(signature, email, form.organisation), agreed))
    return signature


def _insert(form: SignForm, supporter: Supporter, network: str, *, is_browser: bool) -> Signature | None:
    """The new signature, or None where the person has one: the partial unique index decides, also in a race."""
    email = form.cleaned_data["email"]
    held_for = first_sign(is_trapped=form.is_trapped, email=email, is_browser=is_browser)
    signature = Signature(
        action=form.action,
        supporter=supporter,
        state=State.HELD if held_for else State.PENDING,
        held_for=held_for,
        source=form.cleaned_data["source"],
        network_key=network,
        area=area_of(form.cleaned_data["postcode"]),
        provider=provider_of(email),
    )
    try:
        with transaction.atomic():
            signature.save(force_insert=True)
    except IntegrityError:
        return None
    return signature


def _answer_again(standing: Signature, form: SignForm, where: str) -> OutboxMail:
    """The letter to a person who stands signed already.

    While nobody has confirmed, nobody knows whose form the first was. What this one left unticked is taken back: a
    stranger's ticks must not become the owner's consent. Once confirmed, the letter goes to the mailbox that did it,
    for the address typed now may be another's that is only spelt alike.
    """
    typed = form.cleaned_data["email"]
    if standing.confirmed_at is None:
        optional = set(ConsentStatement.Purpose.values) - {ConsentStatement.Purpose.SIGNING}
        take_back([standing.pk], where, {purpose for purpose in optional if not form.chosen.get(purpose)})
        return write_already_signed(Letter(standing, typed, form.organisation), agreed_texts(standing.pk))
    details = SignatureDetails.objects.filter(signature=standing).first()
    return write_already_signed(Letter(standing, details.email if details else typed, form.organisation), [])


def _queue_within_limit(signature: Signature, mail: OutboxMail) -> None:
    """Send a letter about a signature, unless the person has had five about this action in a day.

    The letter is written before this is asked, so that an answer that sends none takes no shorter time.
    """
    recent = OutboxMail.objects.filter(
        signature__supporter=signature.supporter_id,
        signature__action=signature.action_id,
        created_at__gte=timezone.now() - timedelta(days=1),
    )
    if recent.count() < MAILS_PER_DAY:
        queue_mail(mail)


def standing_of(signature: Signature) -> Standing:
    """What its owner may be told of a signature. Reads nothing but the signature and its action."""
    if signature.state == State.WITHDRAWN:
        return Standing.WITHDRAWN
    if signature.confirmed_at is not None:
        return Standing.CONFIRMED
    closes_at = signature.action.closes_at
    is_late = closes_at is not None and closes_at + GRACE_AFTER_CLOSING < timezone.now()
    if is_late or signature.state == State.EXPIRED:
        return Standing.TOO_LATE
    # Invalidated before it was confirmed: its owner sees the same as anybody.
    return Standing.WAITING


def confirm(signature: Signature) -> Standing:
    """Record that the mailbox was reached. May be called again and again; touches no row that is shared.

    A held signature stays held: a person decides about it, and now knows that the address works. A consent to mail
    becomes its owner's here.
    """
    if standing_of(signature) is Standing.WAITING:
        mine = Signature.objects.filter(pk=signature.pk, confirmed_at__isnull=True)
        if not mine.filter(state=State.PENDING).update(state=State.CONFIRMED, confirmed_at=Now()):
            mine.filter(state__in=(State.HELD, State.INVALIDATED)).update(confirmed_at=Now())
        signature.refresh_from_db(fields=("state", "confirmed_at"))
        resubscribe(signature)
    return standing_of(signature)


@transaction.atomic
def disown(signature: Signature, *, where: str) -> Standing:
    """ "It wasn't me": withdraw the signature, shred what was typed, take every consent back. May be called again."""
    changed = Signature.objects.filter(pk=signature.pk).exclude(state=State.WITHDRAWN).update(state=State.WITHDRAWN)
    if changed:
        erase_details(signature)
        take_back([signature.pk], where)
        mark_dirty(signature.action_id)
        signature.refresh_from_db(fields=("state",))
    return standing_of(signature)
