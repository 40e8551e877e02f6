"""Encryption at rest of what people tell us about themselves.

`PERSONAL_DATA_KEYS` holds strings of any length, newest first. Each is stretched to a Fernet key by
HKDF-SHA256 (RFC 5869). The first encrypts; every one of them decrypts, so a key may be replaced at any time.
"""

import base64
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models

# Names the purpose inside the derivation: the same string used elsewhere would give another key.
KEY_PURPOSE = b"supporters.personal-data"


def _fernet(key: str) -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=KEY_PURPOSE).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


@lru_cache(maxsize=16)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise ImproperlyConfigured("PERSONAL_DATA_KEYS is empty: supporters' details could not be encrypted.")
    return MultiFernet([_fernet(key) for key in keys])


def encrypt(clear: str) -> str:
    """Encrypt with the newest key. Two calls with the same text give two different results."""
    return _cipher(tuple(settings.PERSONAL_DATA_KEYS)).encrypt(clear.encode()).decode("ascii")


def decrypt(stored: str) -> str:
    """The clear text. Raises ImproperlyConfigured when none of the keys fits."""
    try:
        return _cipher(tuple(settings.PERSONAL_DATA_KEYS)).decrypt(stored.encode("ascii")).decode()
    except InvalidToken as error:
        raise ImproperlyConfigured(
            "None of PERSONAL_DATA_KEYS decrypts this value. Put the key it was written with back into the list."
        ) from error


def as_stored(name: str) -> models.expressions.Combinable:
    """An encrypted column as it is on disk, to be read or compared where the clear text is not wanted."""
    return models.ExpressionWrapper(models.F(name), output_field=models.TextField())


def key_number(stored: str) -> int | None:
    """Which of PERSONAL_DATA_KEYS a value was written with: 0 is the newest. None when none of them fits."""
    for number, key in enumerate(settings.PERSONAL_DATA_KEYS):
        try:
            _cipher((key,)).decrypt(stored.encode("ascii"))
        except InvalidToken:
            continue
        return number
    return None


def with_newest_key(stored: str) -> str:
    """The same text encrypted with the newest key. Raises ImproperlyConfigured when none of the keys fits."""
    return encrypt(decrypt(stored))


class EncryptedTextField(models.TextField):
    """Text that is encrypted on its way to the database. The empty string stays empty; nothing can be looked up."""

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt."""
        text = super().get_prep_value(value)
        return encrypt(text) if text else text

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Decrypt."""
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every lookup but isnull: each encryption differs, so a comparison would silently find nothing."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted and cannot be looked up.")
        return super().get_lookup(lookup_name)
