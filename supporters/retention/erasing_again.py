"""After a backup was brought back: erasing again whoever had been erased since it was made.

The backup does not know of it, but the suppressions do, which are kept apart (docs/privacy/backups.md): a person who was
known before the moment of their own erasure cannot have come back by signing, for that makes a new row.
"""

from supporters.mailing.suppression import email_key
from supporters.models import Supporter, Suppression
from supporters.retention.erasing import erase_supporter

WHERE = "restored backup"


def erase_again() -> int:
    """Erase everybody whose erasure is noted later than the person was first known; returns how many. Safe to repeat."""
    noted = dict(Suppression.objects.filter(reason=Suppression.Reason.ERASED).values_list("email_key", "created_at"))
    if not noted:
        return 0
    returned = []
    for pk, key, known_since in Supporter.objects.values_list("pk", "person_key", "created_at").iterator():
        erased_at = noted.get(email_key(key))
        if erased_at is not None and known_since < erased_at:
            returned.append(pk)
    for supporter in Supporter.objects.filter(pk__in=returned):
        erase_supporter(supporter, suppress=True, where=WHERE)
    return len(returned)
