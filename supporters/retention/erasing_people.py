"""Erasing a person at their wish, by somebody who answers for personal data: for a permission, a reason, and logged."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from supporters.access.reasons import checked_reason
from supporters.models import Supporter
from supporters.permissions import require_permission
from supporters.retention.erasing import erase_supporter

PERMISSION = "supporters.erase_signaturedetails"


@transaction.atomic
def erase_person(supporter: Supporter, reason: str, user: Any, *, suppress: bool, where: str) -> None:
    """Erase all that is about a person (`erasing`). The history keeps the reason and a number that leads nowhere.

    Raises PermissionDenied, and ValidationError without a reason.
    """
    require_permission(user, PERMISSION)
    reason = checked_reason(reason)
    log(instance=supporter, action="supporters.supporter.erase", user=user, data={"reason": reason})
    erase_supporter(supporter, suppress=suppress, where=where)
