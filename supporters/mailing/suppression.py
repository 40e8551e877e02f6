"""Who must get no mail but the answers they ask for. Kept as a key alone, so that it outlives the person's erasure.

The key is made from the person key by a second HMAC. So whoever knows the supporter can find it, even after the
address is gone; and once the supporter is erased, the two tables have nothing in common.
"""

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings
from django.db.models.functions import Now

from supporters.models import Suppression

Reason = Suppression.Reason
# The weakest first: a later, weaker reason never takes the place of a stronger one.
STRENGTH = (Reason.UNSUBSCRIBED, Reason.ERASED, Reason.BOUNCED, Reason.COMPLAINED)
# A fresh, explicit opt-in from a confirmed address is a new consent and ends these. The others are no choice of ours.
LIFTED_BY_CONSENT = (Reason.UNSUBSCRIBED, Reason.ERASED)


def email_key(person_key: str) -> str:
    """Sixty-four hex digits that recognise the address of a person (`identity.person_key`) in `Suppression`."""
    message = f"suppression {person_key}".encode()
    return hmac.new(settings.PERSON_KEY_SECRET.encode(), message, hashlib.sha256).hexdigest()


def suppress(person_key: str, reason: str) -> None:
    """Keep that a person must not be mailed. Of two reasons the stronger stands, with the time at which it last held."""
    key = email_key(person_key)
    kept, made = Suppression.objects.get_or_create(email_key=key, defaults={"reason": reason})
    if not made:
        no_stronger = STRENGTH[: STRENGTH.index(Reason(reason)) + 1]
        Suppression.objects.filter(pk=kept.pk, reason__in=no_stronger).update(reason=reason, created_at=Now())


def lift(person_key: str) -> None:
    """End what the person's own choice had begun. Call it where a mail consent of a confirmed address begins."""
    Suppression.objects.filter(email_key=email_key(person_key), reason__in=LIFTED_BY_CONSENT).delete()


def suppressed_of(person_keys: Iterable[str]) -> set[str]:
    """Those of some people who must not be mailed, by person key. One query."""
    people = {email_key(person_key): person_key for person_key in person_keys}
    found = Suppression.objects.filter(email_key__in=people).values_list("email_key", flat=True)
    return {people[key] for key in found}


def is_suppressed(person_key: str) -> bool:
    """Whether one person must not be mailed."""
    return bool(suppressed_of([person_key]))
