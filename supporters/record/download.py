"""A person's record as a file that explains itself (UK GDPR, articles 15 and 20): JSON, times in UTC."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from supporters.models import OutboxMail
from supporters.record.contents import Choice, Entry, Record

# What each key of the file means. A list is named by its place: signatures[] is each of them.
KEYS = {
    "made_at": "When this file was made.",
    "known_since": "When we first heard of your e-mail address.",
    "person_key": "Recognises your e-mail address, so that nobody signs twice. Cannot be turned back into it.",
    "mail_stopped": "Whether we must not mail you, why and since when. Empty if nothing stops us but your own ticks.",
    "mail_stopped.reason": "unsubscribed, complained (reported as spam) or bounced (cannot be delivered).",
    "mail_stopped.since": "Since when.",
    "signatures": "What you signed, the newest first.",
    "signatures[].number": "The number of the signature in our database.",
    "signatures[].title": "What you signed.",
    "signatures[].kind": "petition or registration.",
    "signatures[].demand": "What it asks for.",
    "signatures[].target": "Who receives the list.",
    "signatures[].standing": "waiting (for you to confirm), confirmed, withdrawn, or too_late (never confirmed).",
    "signatures[].signed_at": "When the form came.",
    "signatures[].confirmed_at": "When your address was confirmed.",
    "signatures[].reminded_at": "When we reminded you to confirm.",
    "signatures[].source": "Code of the link that brought you to the form, if it had one.",
    "signatures[].area": "First letters of your postcode, by which we count.",
    "signatures[].mail_provider": "Your mail provider, if it is one of the large ones.",
    "signatures[].network_key": "Recognises the network that the form came from, for one day. Deleted after 30 days.",
    "signatures[].deletion_date": "The day on which we delete your name, e-mail address and postcode.",
    "signatures[].details": "What you typed. Empty if it is deleted already.",
    "signatures[].details.name": "Your name. In part only while the address is not confirmed.",
    "signatures[].details.email": "Your e-mail address. Left out while it is not confirmed.",
    "signatures[].details.postcode": "Your postcode. Left out while the address is not confirmed.",
    "signatures[].consents": "What you were asked and what you chose, each with the exact words, in order of time.",
    "signatures[].consents[].purpose": "signing, campaign_mail, other_mail or public_name.",
    "signatures[].consents[].operation": "opt_in, opt_out, not_selected (you did not tick) or no_change.",
    "signatures[].consents[].words": "The words as they stood on the form.",
    "signatures[].consents[].version": "The version of the words.",
    "signatures[].consents[].sha256": "Digest of the words, recorded when you chose.",
    "signatures[].consents[].is_proven": "Whether the words still give that digest.",
    "signatures[].consents[].recorded_at": "When you chose.",
    "signatures[].consents[].page": "The page on which you chose.",
    "mails": "The mails we wrote to you. Their words are deleted once they are sent.",
    "mails[].kind": "Why we wrote.",
    "mails[].state": "queued, sending, sent, failed or uncertain.",
    "mails[].written_at": "When it was written.",
    "mails[].sent_at": "When it was sent.",
}
ABOUT = (
    "Everything we hold about you. Times are in UTC. We check signatures for abuse before we hand them over; the notes "
    "of these checks are not in this file: write to us if you want to know whether your signature counts."
)


def as_file(record: Record) -> dict[str, Any]:
    """The whole record, ready for JSON. One query more than reading it."""
    suppression = record.suppression
    mails = OutboxMail.objects.filter(Q(supporter=record.supporter) | Q(signature__supporter=record.supporter))
    return {
        "about": ABOUT,
        "keys": KEYS,
        "made_at": timezone.now(),
        "known_since": record.supporter.created_at,
        "person_key": record.supporter.person_key,
        "mail_stopped": {"reason": suppression.reason, "since": suppression.created_at} if suppression else None,
        "signatures": [_signature(entry) for entry in record.entries],
        "mails": [
            {"kind": kind, "state": state, "written_at": written_at, "sent_at": sent_at}
            for kind, state, written_at, sent_at in mails.order_by("pk").values_list(
                "kind", "state", "created_at", "sent_at"
            )
        ],
    }


def _signature(entry: Entry) -> dict[str, Any]:
    signature, action = entry.signature, entry.signature.action
    return {
        "number": signature.pk,
        "title": action.title,
        "kind": action.kind,
        "demand": action.demand,
        "target": action.target,
        "standing": entry.standing.value,
        "signed_at": signature.created_at,
        "confirmed_at": signature.confirmed_at,
        "reminded_at": signature.reminded_at,
        "source": signature.source,
        "area": signature.area,
        "mail_provider": signature.provider,
        "network_key": signature.network_key,
        "deletion_date": action.deletion_date,
        "details": _details(entry),
        "consents": [consent for choice in entry.choices for consent in _consents(choice)],
    }


def _details(entry: Entry) -> dict[str, str] | None:
    if entry.details is None:
        return None
    if not entry.is_clear:
        return {"name": entry.details.masked}
    return {"name": entry.details.name, "email": entry.details.email, "postcode": entry.details.postcode}


def _consents(choice: Choice) -> list[dict[str, Any]]:
    return [
        {
            "purpose": choice.purpose,
            "operation": record.operation,
            "words": record.text,
            "version": record.statement.version,
            "sha256": record.text_sha256,
            "is_proven": record.is_proven,
            "recorded_at": record.recorded_at,
            "page": record.where,
        }
        for record in choice.records
    ]
