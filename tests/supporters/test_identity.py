"""Two spellings of one mailbox are one person; two mailboxes are two."""

from typing import Any

import pytest

from supporters.identity import canonical_email, person_key


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("Amina@Example.ORG", "amina@example.org"),
        (" amina+petitions@example.org ", "amina@example.org"),
        ("a.mi.na+x@gmail.com", "amina@gmail.com"),
        ("a.mina@googlemail.com", "amina@gmail.com"),
        ("+only-a-label@example.org", "+only-a-label@example.org"),
    ],
)
def test_spellings_of_one_mailbox_agree(spelling: str, canonical: str) -> None:
    assert canonical_email(spelling) == canonical
    assert person_key(spelling) == person_key(canonical)


def test_dots_matter_outside_gmail() -> None:
    assert person_key("a.mina@example.org") != person_key("amina@example.org")


def test_the_key_depends_on_the_secret_and_names_nobody(settings: Any) -> None:
    key = person_key("amina@example.org")
    assert len(key) == 64
    assert "amina" not in key
    settings.PERSON_KEY_SECRET = "another"
    assert person_key("amina@example.org") != key
