"""The mails to people who sign or ask for their record. No campaigning in any of them (PECR, regulation 22)."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.models import OrganisationSettings
from supporters.mailing.outbox import queue_mail
from supporters.mailing.unsubscribing import headers_for, unsubscribe_address
from supporters.models import OutboxMail, Signature
from supporters.tokens import make_confirmation_token

# Above the updates and newsletters of later: people wait for these.
CONFIRMATION_PRIORITY = 50
# Below those: nobody waits for it, and thousands fall due together two days after a flash crowd.
REMINDER_PRIORITY = 10


@dataclass(frozen=True)
class Letter:
    """What every letter to a signer needs."""

    signature: Signature
    recipient: str
    organisation: OrganisationSettings


@dataclass(frozen=True)
class Deadlines:
    """What happens to a signature that nobody confirms, and when."""

    confirm_until: datetime
    deleted_on: date


def confirmation_address(signature: Signature) -> str:
    """The full address of the page that confirms or disowns. From BASE_URL, never from the Host header."""
    path = reverse("supporters:confirm", args=[make_confirmation_token(signature.pk)])
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def record_address() -> str:
    """The full address of the page where people ask for their record."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('supporters:my')}"


def write_confirmation(letter: Letter, agreed_texts: list[str]) -> OutboxMail:
    """Ask to confirm, repeating the exact words that were agreed to."""
    subject = _("Confirm your signature: %(title)s") % {"title": letter.signature.action.title}
    context = {"agreed_texts": agreed_texts, "button_label": _("Confirm my signature")}
    return _about_a_signature(letter, OutboxMail.Kind.CONFIRMATION, subject, context)


def write_already_signed(letter: Letter, agreed_texts: list[str]) -> OutboxMail:
    """Tell that a second form added nothing; where the first still waits, offer the link again, with its words."""
    subject = _("You have already signed: %(title)s") % {"title": letter.signature.action.title}
    is_waiting = letter.signature.confirmed_at is None
    label = _("Confirm my signature") if is_waiting else _("See my signature")
    context = {"is_waiting": is_waiting, "agreed_texts": agreed_texts, "button_label": label}
    return _about_a_signature(letter, OutboxMail.Kind.ALREADY_SIGNED, subject, context)


def write_reminder(letter: Letter, agreed_texts: list[str], deadlines: Deadlines) -> OutboxMail:
    """Ask once more to confirm, with the words that were agreed to and what happens otherwise.

    Nobody has just asked for it, so it can be stopped: in the mail program, and by a link at its end.
    """
    subject = _("Your signature still waits: %(title)s") % {"title": letter.signature.action.title}
    context: dict[str, Any] = {
        "agreed_texts": agreed_texts,
        "deadlines": deadlines,
        "button_label": _("Confirm my signature"),
    }
    headers: dict[str, str] = {}
    if letter.signature.supporter is not None:
        headers = headers_for(letter.signature.supporter)
        stop = {"label": _("Stop our e-mails"), "url": unsubscribe_address(letter.signature.supporter)}
        context["footer_links"] = [stop]
    mail = _about_a_signature(letter, OutboxMail.Kind.REMINDER, subject, context, headers)
    mail.priority = REMINDER_PRIORITY
    return mail


def _about_a_signature(
    letter: Letter,
    kind: OutboxMail.Kind,
    subject: str,
    context: dict[str, Any],
    headers: dict[str, str] | None = None,
) -> OutboxMail:
    """A letter with the button that leads to the signature, written and not yet in the outbox."""
    context = {**context, "action": letter.signature.action, "button_url": confirmation_address(letter.signature)}
    about = OutboxMail(kind=kind, signature=letter.signature, recipient=letter.recipient)
    return write_letter(about, subject, letter.organisation, context, headers)


def queue_letter(
    about: OutboxMail,
    subject: str,
    organisation: OrganisationSettings,
    context: dict[str, Any],
    headers: dict[str, str] | None = None,
) -> OutboxMail:
    """Write a letter and put it into the outbox."""
    return queue_mail(write_letter(about, subject, organisation, context, headers))


def write_letter(
    about: OutboxMail,
    subject: str,
    organisation: OrganisationSettings,
    context: dict[str, Any],
    headers: dict[str, str] | None = None,
) -> OutboxMail:
    """Write what `about` (its kind, its recipient, whom or what it concerns) leaves open, without saving it.

    The words are in emails/<kind>.txt and .html. Every letter ends with the way to my record and the imprint.
    """
    context = {
        **context,
        "organisation": organisation,
        "footer_links": [
            *context.get("footer_links", []),
            {"label": _("See what we hold about you"), "url": record_address()},
        ],
    }
    headers = {"Auto-Submitted": "auto-generated", **(headers or {})}
    if organisation.contact_email:
        headers["Reply-To"] = organisation.contact_email
    about.sender = formataddr((organisation.name, settings.DEFAULT_FROM_EMAIL))
    about.subject = " ".join(subject.split())
    about.text = render_to_string(f"emails/{about.kind}.txt", context)
    about.html = render_to_string(f"emails/{about.kind}.html", context)
    about.headers = json.dumps(headers)
    about.priority = CONFIRMATION_PRIORITY
    return about
