"""Seeing who signed, in clear: the one way to it, for a permission and a reason, and kept in the history of the site.

The history names the signature by its number and holds the reason; never a name or an address.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from supporters.access.reasons import checked_reason
from supporters.forms import clean_email
from supporters.identity import person_key
from supporters.models import ConsentRecord, OutboxMail, Signature, Supporter
from supporters.permissions import require_permission

PERMISSION = "supporters.reveal_signaturedetails"


@dataclass(frozen=True)
class RevealedSignature:
    """A signature in clear. The first three are empty once the details are erased."""

    name: str
    email: str
    postcode: str
    consents: tuple[ConsentRecord, ...]
    mails: tuple[OutboxMail, ...]


@transaction.atomic
def reveal_signature(signature: Signature, reason: str, user: Any) -> RevealedSignature:
    """Who signed, what they agreed to, and how our mails to them fared. Four queries and the entry of the history.

    Raises PermissionDenied, and ValidationError without a reason.
    """
    require_permission(user, PERMISSION)
    reason = checked_reason(reason)
    log(instance=signature, action="supporters.signature.reveal", user=user, data={"reason": reason})
    details = getattr(signature, "details", None)
    # Of a mail only how it fared: what it says need not be decrypted.
    mails = signature.mails.only("signature", "kind", "state", "attempts", "created_at", "sent_at", "last_error")
    return RevealedSignature(
        name=details.name if details else "",
        email=details.email if details else "",
        postcode=details.postcode if details else "",
        consents=tuple(signature.consent_records.select_related("statement").order_by("pk")),
        mails=tuple(mails.order_by("pk")),
    )


def find_supporter(email: str, user: Any) -> Supporter | None:
    """The person to whom an address belongs, in whatever spelling; None where we know nobody.

    Found or not, it is kept in the history that somebody looked, without the address. Raises PermissionDenied, and
    ValidationError for what is no address.
    """
    require_permission(user, PERMISSION)
    found = Supporter.objects.filter(person_key=person_key(clean_email(email))).first()
    log(instance=found or user, action="supporters.supporter.find", user=user)
    return found
