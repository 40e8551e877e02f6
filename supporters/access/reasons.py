"""Reasons that are kept in the history of the site, where no personal data may stand."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST_REASON = 200  # characters
EMAIL_ADDRESS = re.compile(r"\S@\S+\.\w")


def checked_reason(reason: str) -> str:
    """A reason on one line. Raises ValidationError for none, a very long one, or one with an e-mail address in it.

    The history outlives the person's erasure, and a machine can tell an address, though not a name.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": _("Say why. The reason is kept.")})
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": _("At most %(limit)d characters.") % {"limit": LONGEST_REASON}})
    if EMAIL_ADDRESS.search(reason):
        raise ValidationError({"reason": _("Leave the e-mail address out: the reason is kept for good.")})
    return reason
