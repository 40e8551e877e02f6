"""The one way in which what people told us is erased: details of signatures, or all of a person.

What stays names nobody: signatures with the letters of a postcode area and a mail provider, consent records with their
words, and, where the person asked for it, a key that keeps us from mailing them again.
"""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from supporters.actions import GRACE_AFTER_CLOSING
from supporters.consent import Purpose, take_back
from supporters.counting.recounting import mark_dirty
from supporters.mailing.suppression import suppress as suppress_person
from supporters.models import Action, OutboxMail, Signature, SignatureDetails, Supporter, Suppression

State = Signature.State


def erase_details(signature: Signature) -> bool:
    """Erase name, e-mail address and postcode of one signature. False when they were gone already."""
    return bool(erase_details_of([signature.pk]))


@transaction.atomic
def erase_details_of(signature_ids: Collection[int]) -> int:
    """Erase the details of some signatures, of the mails about them, and their network keys; how many had details.

    At most some thousand at once. Six queries, however many they are.
    """
    _erase_mails(OutboxMail.objects.filter(signature__in=signature_ids))
    Signature.objects.filter(pk__in=signature_ids).exclude(network_key="").update(network_key="")
    erased, _by_model = SignatureDetails.objects.filter(pk__in=signature_ids).delete()
    return erased


def _erase_mails(mails: QuerySet[OutboxMail]) -> None:
    """What waits is not sent any more; of all others the words go, and the row stays for the counts of deliveries.

    A mail that is just being sent is emptied too: its task has read it, or sends nothing.
    """
    mails.filter(state=OutboxMail.State.QUEUED).delete()
    mails.exclude(state=OutboxMail.State.SENT).update(**OutboxMail.SHREDDED)


@transaction.atomic
def erase_supporter(supporter: Supporter, *, suppress: bool, where: str) -> None:
    """Erase all that is about a person. May be called again: what is gone already is no error.

    `suppress` keeps the key that stops mail to this address; `where` is the path on which it was asked for, for the
    consent records.
    """
    standing = Supporter.objects.select_for_update().filter(pk=supporter.pk).first()
    if standing is None:
        return
    signatures = list(Signature.objects.select_related("action").filter(supporter=standing))
    leaving = [signature for signature in signatures if not outlasts_its_name(signature)]
    staying = [signature.pk for signature in signatures if outlasts_its_name(signature)]
    take_back([signature.pk for signature in leaving], where)
    # A signature that stays counted was a consent to be counted: only what else was agreed to is taken back.
    take_back(staying, where, set(Purpose.values) - {Purpose.SIGNING})
    _withdraw(leaving)
    erase_details_of([signature.pk for signature in signatures])
    _erase_mails(OutboxMail.objects.filter(supporter=standing))
    if suppress:
        suppress_person(standing.person_key, Suppression.Reason.ERASED)
    standing.delete()


def outlasts_its_name(signature: Signature) -> bool:
    """Whether a signature stays as it is when the person is erased.

    A confirmed one stays counted once the list of its action is final: it was handed in, or could have been. Before
    that it is withdrawn, for nobody could check it, or see that the same person signs twice.
    """
    if signature.state in (State.WITHDRAWN, State.EXPIRED):
        return True
    return signature.state in (State.CONFIRMED, State.INVALIDATED) and list_is_final(signature.action)


def list_is_final(action: Action) -> bool:
    """Whether nothing is added to an action any more: it has closed, and the last day to confirm is over."""
    if not action.has_closed:
        return False
    return action.closes_at is None or action.closes_at + GRACE_AFTER_CLOSING <= timezone.now()


def _withdraw(signatures: Iterable[Signature]) -> None:
    """Take signatures out of the count, and ask for a recount."""
    signatures = list(signatures)
    Signature.objects.filter(pk__in=[signature.pk for signature in signatures]).update(state=State.WITHDRAWN)
    for action_id in sorted({signature.action_id for signature in signatures}):
        mark_dirty(action_id)
