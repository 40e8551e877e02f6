"""Mail that went wrong is sent again when a person says so, for a reason that is kept: never by itself.

Failed means that the server refused it for good, which a wrong setting of ours can do to every mail of a day.
Uncertain means that it may have arrived: whoever sends it again knows that some people will get it twice.
"""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from supporters.access.reasons import checked_reason
from supporters.encryption import as_stored
from supporters.models import OutboxMail
from supporters.permissions import require_permission

PERMISSION = "supporters.change_outboxmail"
State = OutboxMail.State
WENT_WRONG = (State.FAILED, State.UNCERTAIN)


@transaction.atomic
def send_again(mail: OutboxMail, reason: str, user: Any) -> None:
    """Put one mail that failed, or that nobody knows about, back into the queue; the tick sends it.

    Raises PermissionDenied, and ValidationError without a reason or where there is nothing to send again.
    """
    require_permission(user, PERMISSION)
    reason = checked_reason(reason)
    if not _requeue(OutboxMail.objects.filter(pk=mail.pk, state__in=WENT_WRONG)):
        raise ValidationError(_("This mail cannot be sent again: it is on its way, or has arrived, or was erased."))
    log(instance=mail, action="supporters.outboxmail.send_again", user=user, data={"reason": reason, "was": mail.state})


@transaction.atomic
def send_failed_again(within: timedelta, reason: str, user: Any) -> int:
    """Put all mails of the time before now that failed back into the queue; returns how many.

    Raises PermissionDenied, and ValidationError without a reason or where none failed.
    """
    require_permission(user, PERMISSION)
    reason = checked_reason(reason)
    number = _requeue(failed_within(within))
    if not number:
        raise ValidationError(_("No mail failed in that time that could be sent again."))
    data = {"reason": reason, "number": number}
    log(instance=user, action="supporters.outboxmail.send_failed_again", user=user, data=data)
    return number


def failed_within(within: timedelta) -> QuerySet[OutboxMail]:
    """What failed among the mails of the time before now."""
    return OutboxMail.objects.filter(state=State.FAILED, created_at__gte=timezone.now() - within)


def _requeue(mails: QuerySet[OutboxMail]) -> int:
    """As if they had just been written; those whose words were erased stay as they are."""
    return (
        mails.alias(stored=as_stored("recipient"))
        .exclude(stored="")
        .update(state=State.QUEUED, attempts=0, not_before=Now(), locked_until=None, last_error="")
    )
