"""Measured within a portal's database, by a process with the portal's settings and so with its durability.

Run as `python -m tests.bench.rows tokens|insert|recount NUMBER` with a portal's environment; prints one JSON object.
"""

import json
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

import django

ROUNDS = 5
TASK = "django_tasks_database_dbtaskresult"


def tokens(number: int) -> dict[str, Any]:
    """Confirmation tokens of the newest signatures that wait or are held."""
    from supporters.models import Signature  # noqa: PLC0415
    from supporters.tokens import make_confirmation_token  # noqa: PLC0415

    found = Signature.objects.filter(confirmed_at__isnull=True).order_by("-pk").values_list("pk", flat=True)[:number]
    return {"tokens": [make_confirmation_token(pk) for pk in found]}


def insert(number: int) -> dict[str, Any]:
    """How often a second the rows of one signature can be written, with nothing around them but the database."""
    from django.db import transaction  # noqa: PLC0415

    patterns, numbers = read_patterns(), iter(range(10**9, 2 * 10**9))
    start = time.perf_counter()
    for _time in range(number):
        with transaction.atomic():
            write(patterns, numbers)
    return {"a_second": number / (time.perf_counter() - start)}


Pattern = tuple[str, dict[str, Any]]


def read_patterns() -> list[Pattern]:
    """The rows of the newest signature, as table and columns."""
    from django.db import connection  # noqa: PLC0415

    from supporters.models import Signature  # noqa: PLC0415

    newest = (
        Signature.objects.filter(mails__isnull=False, details__isnull=False)
        .order_by("-pk")
        .values("pk", "supporter")
        .first()
    )
    assert newest is not None
    asked = [
        ("supporters_supporter", "id", newest["supporter"]),
        ("supporters_signature", "id", newest["pk"]),
        ("supporters_signaturedetails", "signature_id", newest["pk"]),
        ("supporters_consentrecord", "signature_id", newest["pk"]),
        ("supporters_outboxmail", "signature_id", newest["pk"]),
        (TASK, "task_path", "supporters.mailing.delivery.deliver_mail"),
    ]
    patterns: list[Pattern] = []
    with connection.cursor() as cursor:
        for table, column, value in asked:
            limit = "" if table == "supporters_consentrecord" else " LIMIT 1"
            cursor.execute(f'SELECT * FROM "{table}" WHERE "{column}" = %s{limit}', [value])  # noqa: S608
            names = [field[0] for field in cursor.description]
            patterns += [(table, dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    return patterns


def write(patterns: list[Pattern], numbers: Any) -> None:
    """The rows again, with keys of their own."""
    from django.db import connection  # noqa: PLC0415

    supporter, signature = next(numbers), next(numbers)
    keys = {
        "supporters_supporter": {"id": supporter, "person_key": uuid.uuid4().hex * 2},
        "supporters_signature": {"id": signature, "supporter_id": supporter},
        "supporters_signaturedetails": {"signature_id": signature},
        TASK: {"id": uuid.uuid4().hex},
    }
    with connection.cursor() as cursor:
        for table, row in patterns:
            fresh = row | (keys.get(table) or {"id": next(numbers), "signature_id": signature})
            columns, marks = ", ".join(f'"{name}"' for name in fresh), ", ".join(["%s"] * len(fresh))
            values = [json.dumps(value) if isinstance(value, (dict, list)) else value for value in fresh.values()]
            cursor.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', values)  # noqa: S608


def recount(number: int) -> dict[str, Any]:
    """Milliseconds of a whole recount of so many signatures, and of the database's own count of them by state."""
    from django.db import connection  # noqa: PLC0415

    from supporters.counting.recounting import recount as whole  # noqa: PLC0415

    action = make_many(number)

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT state, count(*) FROM supporters_signature WHERE action_id = %s GROUP BY state", [action]
            )
            cursor.fetchall()

    return {"recount_ms": median_of(lambda: whole(action)), "group_ms": median_of(bare)}


def make_many(number: int) -> int:
    """An action with so many signatures, nine of ten confirmed, from all areas. Returns its key."""
    from datetime import timedelta  # noqa: PLC0415

    from django.db import connection, transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from supporters.actions import open_petition  # noqa: PLC0415
    from supporters.counting.areas import AREA_NAMES  # noqa: PLC0415
    from supporters.models import Signature  # noqa: PLC0415

    action = open_petition(
        title="Many", demand="Count us.", target="a clerk", goal=number, closes_at=timezone.now() + timedelta(days=30)
    )
    areas, now = list(AREA_NAMES), timezone.now()
    Signature.objects.bulk_create(
        Signature(
            action=action,
            area=areas[one % len(areas)],
            state="confirmed" if one % 10 else "pending",
            confirmed_at=now if one % 10 else None,
            created_at=now,
        )
        for one in range(min(number, 5_000))
    )
    columns = ", ".join(f'"{field.column}"' for field in Signature._meta.concrete_fields if not field.primary_key)
    copied = f"SELECT {columns} FROM supporters_signature WHERE action_id = %s LIMIT %s"  # noqa: S608
    there = min(number, 5_000)
    while there < number:
        more = min(there, number - there)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO supporters_signature ({columns}) {copied}", [action.pk, more])
        there += more
    if (
        connection.vendor == "postgresql"
    ):  # where it happens by itself; a SQLite that was analysed would choose others' plans
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE supporters_signature")
    return int(action.pk)


def median_of(work: Callable[[], object]) -> float:
    """Milliseconds, of a few times."""
    waits = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        work()
        waits.append((time.perf_counter() - start) * 1000)
    return statistics.median(waits)


def main(what: str, number: int) -> None:
    """Do one of the three."""
    django.setup()
    sys.stdout.write(json.dumps({"tokens": tokens, "insert": insert, "recount": recount}[what](number)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
