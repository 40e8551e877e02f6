"""Press contacts: adding, revealing and erasing them, each in one place, for people of the admin, and logged.

Whether somebody may deal with the contacts of a certain report is asked above (publications.press); the log names the
outlet and the reason, never the person.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from supporters.access.reasons import checked_reason
from supporters.models import PressContact

LONGEST_NAME = 160  # letters; what is encrypted has no limit of its own


@dataclass(frozen=True)
class Revealed:
    """A contact in clear."""

    name: str
    email: str


def require_admin(user: Any) -> None:
    """Raise PermissionDenied for somebody who may not enter the admin at all."""
    if not user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied


def add_contact(name: str, email: str, outlet: str, user: Any) -> PressContact:
    """Keep somebody's name, and an address where one was given. Raises ValidationError and PermissionDenied."""
    require_admin(user)
    contact = PressContact(name=" ".join(name.split()), email=email.strip(), outlet=" ".join(outlet.split()))
    if len(contact.name) > LONGEST_NAME:
        raise ValidationError({"name": _("At most 160 letters.")})
    if contact.email:
        validate_email(contact.email)
    contact.full_clean()
    with transaction.atomic():
        contact.save()
        log(instance=contact, action="supporters.press_contact.add", user=user)
    return contact


def reveal_contact(contact: PressContact, reason: str, user: Any) -> Revealed:
    """Somebody in clear, for a reason that is kept. Raises ValidationError without one, and PermissionDenied."""
    require_admin(user)
    reason = checked_reason(reason)
    log(instance=contact, action="supporters.press_contact.reveal", user=user, data={"reason": reason})
    return Revealed(contact.name, contact.email)


def erase_contact(contact: PressContact, user: Any) -> None:
    """Forget the person for good; the outlet stays, for what it opened. Raises PermissionDenied."""
    require_admin(user)
    with transaction.atomic():
        contact.name = contact.email = ""
        contact.save(update_fields=["name", "email"])
        log(instance=contact, action="supporters.press_contact.erase", user=user)
