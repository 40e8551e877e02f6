"""Personal data is unreadable in the database, and keys can be replaced."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection

from supporters.encryption import decrypt, encrypt
from supporters.models import OutboxMail, Signature, SignatureDetails


def all_text_of(*tables: str) -> str:
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  (the names are ours)
            found.append(repr(cursor.fetchall()))
    return "\n".join(found)


def supporters_tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name.startswith("supporters_")]


def test_no_table_holds_what_a_person_typed_in_clear(sign_as: Callable[..., Signature], settings: Any) -> None:
    settings.DELIVERY = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_PORT": 1}
    signature = sign_as(name="Zubaida Quraishi", email="zubaida@example.org", postcode="LE2 1AA")
    assert signature.details.name == "Zubaida Quraishi"
    assert OutboxMail.objects.get().recipient == "zubaida@example.org"  # not sent: still in the outbox

    stored = all_text_of(*supporters_tables(), "django_tasks_database_dbtaskresult").lower()

    for clear in ("zubaida", "quraishi", "example.org", "le2 1aa", "le21aa"):
        assert clear not in stored


def test_an_older_key_still_decrypts_and_the_newest_encrypts(settings: Any) -> None:
    settings.PERSONAL_DATA_KEYS = ("old",)
    written_with_old = encrypt("Amina")
    settings.PERSONAL_DATA_KEYS = ("a new key, of any length and letters: ü", "old")
    assert decrypt(written_with_old) == "Amina"
    written_with_new = encrypt("Amina")
    settings.PERSONAL_DATA_KEYS = ("a new key, of any length and letters: ü",)
    assert decrypt(written_with_new) == "Amina"
    with pytest.raises(ImproperlyConfigured, match="PERSONAL_DATA_KEYS"):
        decrypt(written_with_old)


def test_without_a_key_nothing_is_written(settings: Any) -> None:
    settings.PERSONAL_DATA_KEYS = ()
    with pytest.raises(ImproperlyConfigured):
        encrypt("Amina")


def test_the_same_words_are_stored_differently_each_time() -> None:
    assert encrypt("Amina") != encrypt("Amina")


def test_an_encrypted_column_refuses_to_be_searched() -> None:
    with pytest.raises(FieldError, match="encrypted"):
        SignatureDetails.objects.filter(email="amina@example.org")
    assert "IS NULL" in str(SignatureDetails.objects.filter(email__isnull=True).query)


def test_details_are_masked_to_initials_and_district() -> None:
    details = SignatureDetails(name="Amina Khan", postcode="LE2 1AA", email="amina@example.org")
    assert details.masked == "A••• K•••, LE2"
    assert SignatureDetails(name="آمنہ", postcode="", email="a@example.org").masked == "آ•••"
