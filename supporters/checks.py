"""System checks: keys with which personal data may be kept. Without them the portal does not start."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

# Letters. Those that `make run` makes itself have 64.
SHORTEST_KEY = 16
HOW_TO_MAKE_ONE = "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"


@register(Tags.security)
def check_keys(**kwargs: Any) -> list[CheckMessage]:
    """There is a key to encrypt with, and one to recognise people by."""
    needed = {"PERSONAL_DATA_KEYS": settings.PERSONAL_DATA_KEYS, "PERSON_KEY_SECRET": settings.PERSON_KEY_SECRET}
    return [
        Error(f"{name} is empty: signatures could not be recorded.", hint=HOW_TO_MAKE_ONE, id="supporters.E001")
        for name, value in needed.items()
        if not value
    ]


@register(Tags.security, deploy=True)
def check_strength_of_keys(**kwargs: Any) -> list[CheckMessage]:
    """On a site in use no key can be guessed, and the one that never changes is none of those that do."""
    keys = (*settings.PERSONAL_DATA_KEYS, settings.PERSON_KEY_SECRET)
    problems: list[CheckMessage] = []
    if any(len(key) < SHORTEST_KEY for key in keys):
        problems.append(
            Warning(
                f"A key of personal data has fewer than {SHORTEST_KEY} letters.",
                hint=HOW_TO_MAKE_ONE,
                id="supporters.W001",
            )
        )
    if settings.PERSON_KEY_SECRET in {settings.SECRET_KEY, *settings.PERSONAL_DATA_KEYS}:
        problems.append(
            Warning(
                "PERSON_KEY_SECRET is the same as another key.",
                hint="It never changes, and the others do: it needs a value of its own.",
                id="supporters.W002",
            )
        )
    return problems
