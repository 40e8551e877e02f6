"""How long personal data is kept: a table of rules, each with what it erases, how much is due, and the erasing.

Erasing goes in batches, each a transaction, so that a run that was killed loses nothing and the next one finds what is
left. Every figure of the privacy page, of docs/privacy and of the report in the admin comes from here. Nothing here
decrypts: a lost key must not keep anything from being erased. Who carries the rules out: `runs`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from foundation.dates import site_time
from supporters.encryption import as_stored
from supporters.models import Action, InvalidatedSignature, OutboxMail, Signature, SignatureDetails, Supporter
from supporters.retention.erasing import erase_details_of

State, MailState = Signature.State, OutboxMail.State
BATCH = 500

# Counted from the signing. Long enough to see an attack, too short to follow anybody.
NETWORKS_KEPT_FOR = timedelta(days=30)
# Counted from the end of an invalidation, or from the signing where a single one was rejected: so long it can be undone.
INVALIDATED_KEPT_FOR = timedelta(days=30)
# Mail that never went out, or may have: so long somebody can look into it. Sent mail loses its words at once.
UNSENT_MAIL_KEPT_FOR = timedelta(days=30)
# The rows of mail, without words: for the figures of deliveries.
MAIL_ROWS_KEPT_FOR = timedelta(days=365)
# Counted from the deletion date: so long people can ask what they agreed to, and we can prove it.
PERSONS_KEPT_FOR = timedelta(days=365)

Due = Callable[[], QuerySet[Any]]


@dataclass(frozen=True)
class Rule:
    """One thing that is not kept. `erase` yields how many were erased in each batch."""

    name: str
    words: str | Promise
    count: Callable[[], int]
    erase: Callable[[], Iterator[int]]


def rule_of_rows(name: str, words: str | Promise, due: Due, erase: Callable[[list[int]], int]) -> Rule:
    """A rule about rows: 500 at a time in the order of their keys, so that none is asked for twice in a run."""

    def erase_all() -> Iterator[int]:
        last = 0
        while keys := list(due().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
            last = keys[-1]
            with transaction.atomic():
                erased = erase(keys)
            yield erased

    return Rule(name, words, lambda: due().count(), erase_all)


def today() -> date:
    """The day in London: the one that people were promised."""
    return site_time(timezone.now()).date()


def before(period: timedelta) -> datetime:
    """The moment that is so long ago."""
    return timezone.now() - period


# --- Networks and mail ----------------------------------------------------------------------------
def _old_networks() -> QuerySet[Signature]:
    return Signature.objects.filter(created_at__lte=before(NETWORKS_KEPT_FOR)).exclude(network_key="")


def _forget_networks(keys: list[int]) -> int:
    return Signature.objects.filter(pk__in=keys).update(network_key="")


def _unsent_mails() -> QuerySet[OutboxMail]:
    """Mail that holds words still. What is being sent at this moment is left to its task."""
    old = OutboxMail.objects.filter(created_at__lte=before(UNSENT_MAIL_KEPT_FOR)).exclude(state=MailState.SENDING)
    return old.alias(kept_recipient=as_stored("recipient")).exclude(kept_recipient="")


def _shred_mails(keys: list[int]) -> int:
    """Take the words out; what still waits after so long is given up."""
    mails = OutboxMail.objects.filter(pk__in=keys)
    mails.filter(state=MailState.QUEUED).update(state=MailState.FAILED, last_error="Given up: too old.")
    return mails.exclude(state__in=(MailState.SENDING, MailState.QUEUED)).update(**OutboxMail.SHREDDED)


def _old_mails() -> QuerySet[OutboxMail]:
    return OutboxMail.objects.filter(created_at__lte=before(MAIL_ROWS_KEPT_FOR)).exclude(state=MailState.SENDING)


def _delete_mails(keys: list[int]) -> int:
    return OutboxMail.objects.filter(pk__in=keys).delete()[0]


def _old_mail_files() -> list[Path]:
    """Mail that was written to files because there is no mail server (EMAIL_URL is not set)."""
    folder = str(settings.DELIVERY.get("EMAIL_FILE_PATH") or "")
    oldest = before(UNSENT_MAIL_KEPT_FOR).timestamp()
    files = Path(folder).glob("*.log") if folder else ()
    return [path for path in files if path.stat().st_mtime <= oldest]


def _erase_mail_files() -> Iterator[int]:
    for path in _old_mail_files():
        path.unlink(missing_ok=True)
        yield 1


# --- Actions and details --------------------------------------------------------------------------
def _actions_past_their_date() -> QuerySet[Action]:
    taking = (Action.State.OPEN, Action.State.PAUSED)
    return Action.objects.filter(state__in=taking, deletion_date__lte=today())


def _close_actions(keys: list[int]) -> int:
    """Whoever signed now would be promised a day that has passed."""
    actions = list(Action.objects.filter(pk__in=keys))
    for action in actions:
        action.state = Action.State.CLOSED
        action.save()
        log(instance=action, action="supporters.retention.close")
    return len(actions)


def _details_past_their_date() -> QuerySet[SignatureDetails]:
    return SignatureDetails.objects.filter(signature__action__deletion_date__lte=today())


def _details_before_their_date() -> QuerySet[SignatureDetails]:
    return SignatureDetails.objects.filter(signature__action__deletion_date__gt=today())


def _details_without_use() -> QuerySet[SignatureDetails]:
    return _details_before_their_date().filter(signature__state__in=(State.WITHDRAWN, State.EXPIRED))


def _details_invalidated() -> QuerySet[SignatureDetails]:
    """Not those that an invalidation has in hand, or took out lately: undoing it gives them back."""
    limit = before(INVALIDATED_KEPT_FOR)
    may_be_undone = InvalidatedSignature.objects.filter(signature=OuterRef("pk")).filter(
        Q(invalidation__ended_at__isnull=True) | Q(invalidation__ended_at__gt=limit)
    )
    invalidated = _details_before_their_date().filter(signature__state=State.INVALIDATED)
    return invalidated.filter(~Exists(may_be_undone), signature__created_at__lte=limit)


# --- Who it was -----------------------------------------------------------------------------------
def _is_past(action: str = "action") -> Q:
    """Signatures of actions whose deletion date is so long ago that nobody needs to know any more whose they are."""
    return Q(**{f"{action}__deletion_date__lte": today() - PERSONS_KEPT_FOR})


def _signatures_to_part() -> QuerySet[Signature]:
    return Signature.objects.filter(_is_past(), supporter__isnull=False)


def _part(keys: list[int]) -> int:
    """From now on a signature and its consent records lead to nobody."""
    return Signature.objects.filter(pk__in=keys).update(supporter=None)


def _supporters_without_signature() -> QuerySet[Supporter]:
    kept = Signature.objects.filter(~_is_past(), supporter=OuterRef("pk"))
    return Supporter.objects.filter(~Exists(kept))


def _delete_supporters(keys: list[int]) -> int:
    """Only those that have not signed again since."""
    signed = Signature.objects.filter(supporter=OuterRef("pk"))
    deleted = Supporter.objects.filter(~Exists(signed), pk__in=keys).delete()[1]
    return deleted.get("supporters.Supporter", 0)


# In this order: what a rule erases is no longer due under a later one, so that a dry run counts the same.
RULES = (
    rule_of_rows("network_keys", _("keys of networks"), _old_networks, _forget_networks),
    rule_of_rows("unsent_mails", _("words of mail that did not go out"), _unsent_mails, _shred_mails),
    rule_of_rows("mail_rows", _("rows of old mail, without words"), _old_mails, _delete_mails),
    Rule("mail_files", _("files of mail"), lambda: len(_old_mail_files()), _erase_mail_files),
    rule_of_rows(
        "actions_closed", _("actions closed on their deletion date"), _actions_past_their_date, _close_actions
    ),
    rule_of_rows("details", _("details on their deletion date"), _details_past_their_date, erase_details_of),
    rule_of_rows("unneeded", _("details of withdrawn and expired signatures"), _details_without_use, erase_details_of),
    rule_of_rows("invalidated", _("details of invalidated signatures"), _details_invalidated, erase_details_of),
    rule_of_rows("persons", _("signatures parted from their person"), _signatures_to_part, _part),
    rule_of_rows("supporters", _("people without a signature"), _supporters_without_signature, _delete_supporters),
)
