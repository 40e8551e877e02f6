"""Signatures that nobody confirms: one reminder after two days, expiry after thirty.

Held ones are treated as those that wait: whoever signed must not be able to tell.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from foundation.models import OrganisationSettings
from supporters.actions import GRACE_AFTER_CLOSING
from supporters.consent import agreed_texts
from supporters.counting.recounting import mark_dirty
from supporters.crowds.switches import is_on
from supporters.mailing.letters import Deadlines, Letter, write_reminder
from supporters.mailing.outbox import queue_mail
from supporters.mailing.suppression import is_suppressed
from supporters.models import Action, Signature
from supporters.pages import find_action_page
from supporters.retention.erasing import erase_details_of

State = Signature.State
REMIND_AFTER = timedelta(hours=48)
# Reminders that were switched off for longer are left out: after a week the mail would be a riddle.
REMIND_UNTIL = timedelta(days=7)
EXPIRE_AFTER = timedelta(days=30)
BATCH = 500
logger = logging.getLogger(__name__)


def remind_due() -> int:
    """Tick, every minute: remind those who signed two days ago and have not confirmed; returns how many mails.

    At most 500 at once, the oldest first. Nobody is reminded twice, of what can no longer be confirmed, of a petition
    that no page shows, or at an address that must not be mailed.
    """
    if not is_on("reminders"):
        return 0
    # Whose site it is costs queries for each action: only for those of which somebody waits.
    waited_for = _still_confirmable().filter(Exists(_due().filter(action=OuterRef("pk"))))
    organisations = {action.pk: _organisation_of(action) for action in waited_for}
    shown = [action_id for action_id, organisation in organisations.items() if organisation]
    sent = 0
    for signature in _to_remind(shown):
        organisation = organisations[signature.action_id]
        try:
            sent += organisation is not None and _remind(signature, organisation)
        except ImproperlyConfigured:  # one that no key opens any more keeps nobody else from being reminded
            logger.exception("Signature %s could not be reminded.", signature.pk)
    return sent


def _still_confirmable() -> QuerySet[Action]:
    """Actions of which a signature can be confirmed now."""
    last_closing = timezone.now() - GRACE_AFTER_CLOSING
    return Action.objects.exclude(state=Action.State.DRAFT).filter(
        Q(closes_at__isnull=True) | Q(closes_at__gte=last_closing)
    )


def _organisation_of(action: Action) -> OrganisationSettings | None:
    """Whose letter it is: the organisation of the site on which the action is shown. None where no page shows it."""
    page = find_action_page(action)
    site = page.get_site() if page is not None else None
    return OrganisationSettings.for_site(site) if site is not None else None


def _due() -> QuerySet[Signature]:
    """What waits for two days, and has not been reminded."""
    now = timezone.now()
    return Signature.objects.filter(
        state__in=(State.PENDING, State.HELD),
        confirmed_at__isnull=True,
        reminded_at__isnull=True,
        created_at__lte=now - REMIND_AFTER,
        created_at__gt=now - REMIND_UNTIL,
        details__isnull=False,
        supporter__isnull=False,
    )


def _to_remind(action_ids: list[int]) -> Iterator[Signature]:
    """Those of some actions, at most a batch. One query for each state: each has its own index."""
    left = BATCH
    for state in (State.PENDING, State.HELD):
        due = _due().filter(action__in=action_ids, state=state)
        found = list(due.select_related("action", "supporter").order_by("created_at", "pk")[:left])
        left -= len(found)
        yield from found


@transaction.atomic
def _remind(signature: Signature, organisation: OrganisationSettings) -> bool:
    """Send the one reminder, unless somebody else has, or it has been confirmed meanwhile."""
    mine = Signature.objects.filter(
        pk=signature.pk, state__in=(State.PENDING, State.HELD), confirmed_at__isnull=True, reminded_at__isnull=True
    )
    if not mine.update(reminded_at=Now()):
        return False
    if signature.supporter is None or is_suppressed(signature.supporter.person_key):
        return False
    letter = Letter(signature, signature.details.email, organisation)
    queue_mail(write_reminder(letter, agreed_texts(signature.pk), deadlines_of(signature)))
    return True


def deadlines_of(signature: Signature) -> Deadlines:
    """Until when a waiting signature can be confirmed, and on which day what was typed is deleted if it is not."""
    action = signature.action
    expires_at: datetime = signature.created_at + EXPIRE_AFTER
    closes_at = action.closes_at + GRACE_AFTER_CLOSING if action.closes_at else expires_at
    return Deadlines(
        confirm_until=min(expires_at, closes_at),
        deleted_on=min(timezone.localdate(expires_at), action.deletion_date),
    )


def expire_due() -> int:
    """Tick, every hour: give up what nobody has confirmed in thirty days; returns how many.

    Their details are erased, the consent records stay. In batches, each a transaction: a run that is killed loses
    nothing and repeats nothing.
    """
    expired = 0
    for state in (State.PENDING, State.HELD):
        while number := _expire_batch(state):
            expired += number
    return expired


@transaction.atomic
def _expire_batch(state: str) -> int:
    """Give up at most 500 signatures. Their rows are locked first: somebody may be confirming one of them."""
    due = Signature.objects.filter(
        state=state, confirmed_at__isnull=True, created_at__lte=timezone.now() - EXPIRE_AFTER
    )
    found = list(due.select_for_update().order_by("created_at", "pk").values_list("pk", "action_id")[:BATCH])
    ids = [pk for pk, _action_id in found]
    if ids:
        Signature.objects.filter(pk__in=ids).update(state=State.EXPIRED)
        erase_details_of(ids)
        for action_id in sorted({action_id for _pk, action_id in found}):
            mark_dirty(action_id)
    return len(ids)
