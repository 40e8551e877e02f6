"""The made-up people of a rehearsal: always the same ones, so that what they leave can be found and removed for certain."""

from collections.abc import Iterator

from django.db import transaction

from supporters.counting.recounting import mark_dirty
from supporters.identity import person_key
from supporters.mailing.server import REHEARSAL_DOMAIN
from supporters.models import OutboxMail, Signature, Supporter
from supporters.rehearsal.bounds import MOST_PEOPLE

AT_ONCE = 500  # databases take so many values in one question


def answers_of(number: int) -> dict[str, str]:
    """What the n-th person writes into the form; every third one wants mail about the campaign."""
    answers = {"name": "Sample Person", "email": address_of(number), "postcode": "LE2 1AA", "signing": "on"}
    return answers | ({"campaign_mail": "on"} if number % 3 == 0 else {})


def address_of(number: int) -> str:
    """Mail to this domain is handed to no server (`mailing.server`), and nobody can have it (RFC 2606)."""
    return f"person-{number}@{REHEARSAL_DOMAIN}"


def clear_people() -> int:
    """Remove everything that made-up people have left, of this rehearsal and of one that was killed; returns how many
    signatures that was. Touches nobody else."""
    cleared = 0
    for keys in _keys():
        with transaction.atomic():
            people = Supporter.objects.filter(person_key__in=keys)
            signatures = Signature.objects.filter(supporter__in=people)
            actions = set(signatures.values_list("action", flat=True))
            cleared += signatures.count()
            OutboxMail.objects.filter(signature__in=signatures).delete()
            OutboxMail.objects.filter(supporter__in=people).delete()
            signatures.delete()
            people.delete()
            for action in actions:
                mark_dirty(action)
    return cleared


def _keys() -> Iterator[list[str]]:
    for start in range(0, MOST_PEOPLE, AT_ONCE):
        yield [person_key(address_of(number)) for number in range(start, start + AT_ONCE)]
