"""When two e-mail addresses are one person, and the key that stands for that person.

The rules follow UK Parliament's petitions: letter case never matters; what follows a plus sign is a label of the
person's own; dots are ignored by Gmail, whose second name is googlemail.com. Nothing else is guessed: two people
counted as one is worse than one person counted twice.
"""

import hashlib
import hmac

from django.conf import settings

SAME_PROVIDER = {"googlemail.com": "gmail.com"}
IGNORES_DOTS = {"gmail.com"}


def canonical_email(address: str) -> str:
    """The one spelling of an address that all its spellings share. The domain is given in ASCII (IDNA)."""
    local, _at, domain = address.strip().lower().rpartition("@")
    domain = SAME_PROVIDER.get(domain, domain)
    label_removed = local.partition("+")[0]
    local = label_removed or local
    if domain in IGNORES_DOTS:
        local = local.replace(".", "") or local
    return f"{local}@{domain}"


def person_key(address: str) -> str:
    """Sixty-four hex digits that recognise a person without naming them.

    HMAC-SHA256 under PERSON_KEY_SECRET, which is never rotated: another secret would let everybody sign twice.
    """
    return hmac.new(settings.PERSON_KEY_SECRET.encode(), canonical_email(address).encode(), hashlib.sha256).hexdigest()
