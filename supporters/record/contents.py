"""What we hold about one person, and what the person may do with it: correct, take back, withdraw.

Whoever holds the link reads the mailbox, and no more is known of them. So what was typed with an address that was never
confirmed is shown masked: somebody else may have typed it.
"""

from dataclasses import dataclass

from allauth.core.ratelimit import consume
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from supporters.consent import Operation, Purpose, take_back
from supporters.counting.areas import area_of
from supporters.counting.recounting import mark_dirty
from supporters.identity import canonical_email, person_key
from supporters.mailing.suppression import email_key
from supporters.models import ConsentRecord, Signature, SignatureDetails, Supporter, Suppression
from supporters.network import network_key
from supporters.retention.erasing import outlasts_its_name
from supporters.signing import Standing, disown, standing_of

# What may be taken back alone; the consent to be recorded goes with the signature.
FREE_PURPOSES = frozenset(Purpose.values) - {Purpose.SIGNING}
WHERE = "/my/"


class ChangedMeanwhileError(Exception):
    """The record is no longer the one that the person was looking at."""


@dataclass(frozen=True)
class Choice:
    """What a person said to one statement, from the first record to the last."""

    records: list[ConsentRecord]

    @property
    def latest(self) -> ConsentRecord:
        """What holds now."""
        return self.records[-1]

    @property
    def purpose(self) -> str:
        """What it is about."""
        return self.latest.statement.purpose

    @property
    def may_be_taken_back(self) -> bool:
        """Whether it stands, and can be taken back without the signature."""
        return self.latest.operation == Operation.OPT_IN and self.purpose in FREE_PURPOSES


@dataclass(frozen=True)
class Entry:
    """One signature as its owner may see it."""

    signature: Signature
    standing: Standing
    details: SignatureDetails | None
    choices: list[Choice]

    @property
    def is_clear(self) -> bool:
        """Whether the details are shown in clear: the address they came with was confirmed."""
        return self.details is not None and self.signature.confirmed_at is not None

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether there is still something to withdraw."""
        return self.standing in (Standing.WAITING, Standing.CONFIRMED)

    @property
    def stays_after_erasing(self) -> bool:
        """Whether the signature stays counted, without a name, when everything else is erased."""
        return self.standing is Standing.CONFIRMED and outlasts_its_name(self.signature)


@dataclass(frozen=True)
class Record:
    """All that we hold about one person, the newest signature first."""

    supporter: Supporter
    entries: list[Entry]
    suppression: Suppression | None

    @property
    def clear_details(self) -> list[SignatureDetails]:
        """The details that may be corrected."""
        return [entry.details for entry in self.entries if entry.is_clear and entry.details is not None]

    @property
    def seen(self) -> str:
        """A short digest of the clear details. A form carries it, so that an old page overwrites nothing newer."""
        held = "\n".join(f"{details.pk} {details.name} {details.postcode}" for details in self.clear_details)
        return salted_hmac("supporters.record-seen", held, algorithm="sha256").hexdigest()[:16]


def record_of(supporter: Supporter) -> Record:
    """Read somebody's record: four queries, however much there is."""
    signatures = list(
        Signature.objects.filter(supporter=supporter).select_related("action", "details").order_by("-created_at", "-pk")
    )
    said: dict[int, dict[str, list[ConsentRecord]]] = {signature.pk: {} for signature in signatures}
    records = ConsentRecord.objects.filter(signature__in=said).select_related("statement").order_by("pk")
    for record in records:
        said[record.signature_id].setdefault(record.statement.purpose, []).append(record)
    return Record(
        supporter,
        entries=[
            Entry(
                signature,
                standing_of(signature),
                getattr(signature, "details", None),
                [Choice(said[signature.pk][purpose]) for purpose in Purpose.values if purpose in said[signature.pk]],
            )
            for signature in signatures
        ],
        suppression=Suppression.objects.filter(email_key=email_key(supporter.person_key)).first(),
    )


def may_ask(request: HttpRequest) -> bool:
    """Whether this network has asked for fewer than thirty links in an hour. Notes the try."""
    return consume(request, action="my_record", key=network_key(request))


def may_be_mailed(request: HttpRequest, address: str) -> bool:
    """Whether this mailbox has had fewer than three such mails in a day. Notes the try."""
    return consume(request, action="my_record_mail", key=email_key(person_key(address)))


def mailbox_of(supporter: Supporter, typed: str) -> str:
    """Where the link goes. To an address that we hold, for other spellings may be others' mailboxes: the one typed,
    else the one confirmed last. Where none is held any more, the plain spelling of what was typed."""
    held = SignatureDetails.objects.filter(signature__supporter=supporter).select_related("signature")
    addresses = {details.email.lower(): details.email for details in held}
    if typed.lower() in addresses:
        return addresses[typed.lower()]
    confirmed = [details for details in held if details.signature.confirmed_at is not None]
    return max(confirmed, key=lambda details: details.pk).email if confirmed else canonical_email(typed)


@transaction.atomic
def correct(supporter: Supporter, *, name: str, postcode: str, seen: str) -> int:
    """Put name and postcode right in every signature whose details are shown in clear; returns how many.

    Raises ChangedMeanwhileError where they are no longer what `seen` stood for, and changes nothing.
    Supporter.DoesNotExist where the person has been erased meanwhile.
    """
    _one_at_a_time(supporter)
    record = record_of(supporter)
    if record.seen != seen:
        raise ChangedMeanwhileError
    for details in record.clear_details:
        details.name, details.postcode = name, postcode
        details.save(update_fields=["name", "postcode"])
    area = area_of(postcode)
    moved = [details.signature for details in record.clear_details if details.signature.area != area]
    Signature.objects.filter(pk__in=[signature.pk for signature in moved]).update(area=area)
    for action_id in sorted({signature.action_id for signature in moved}):
        mark_dirty(action_id)
    return len(record.clear_details)


def withdraw(supporter: Supporter, signature_id: int) -> Signature:
    """Withdraw one signature and erase its details. Raises Signature.DoesNotExist for one of somebody else."""
    signature = Signature.objects.select_related("action").get(pk=signature_id, supporter=supporter)
    disown(signature, where=WHERE)
    return signature


@transaction.atomic
def take_back_choice(supporter: Supporter, signature_id: int, purpose: str) -> Signature:
    """Take back what was agreed to beside the signature. Raises Signature.DoesNotExist, and ValueError for a purpose
    that is none or cannot be taken back alone."""
    signature = Signature.objects.select_related("action").get(pk=signature_id, supporter=supporter)
    if purpose not in FREE_PURPOSES:
        raise ValueError(purpose)
    _one_at_a_time(supporter)
    take_back([signature.pk], WHERE, {purpose})
    return signature


def _one_at_a_time(supporter: Supporter) -> None:
    """Two buttons pressed at once act one after the other. Raises Supporter.DoesNotExist."""
    Supporter.objects.select_for_update().get(pk=supporter.pk)
