"""After a backup was brought back: erasing again whoever had been erased since it was made, and giving out new numbers.

The backup does not know of it, but the suppressions do, which are kept apart (docs/privacy/backups.md): a person who was
known before the moment of their own erasure cannot have come back by signing, for that makes a new row.
"""

from django.db import connection, models

from supporters.mailing.suppression import email_key
from supporters.models import OutboxMail, Signature, Supporter, Suppression
from supporters.retention.erasing import erase_supporter

WHERE = "restored backup"
SKIPPED = 1_000_000  # numbers: more than can have been given out since any backup
NUMBERED: tuple[type[models.Model], ...] = (Supporter, Signature, OutboxMail)


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


def skip_numbers() -> None:
    """Give no number out twice: those of people and signatures that were lost stand in links that were mailed, and
    those of mails in what providers know them by. A link would lead to whoever got the number next. Safe to repeat.
    """
    for model in NUMBERED:
        table = model._meta.db_table
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                sequence = "pg_get_serial_sequence(%s, 'id')"
                cursor.execute(f"SELECT setval({sequence}, nextval({sequence}) + %s)", [table, table, SKIPPED])
                continue
            cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [SKIPPED, table])
            if not cursor.rowcount:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, SKIPPED])
