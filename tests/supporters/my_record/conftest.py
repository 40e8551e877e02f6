"""Somebody who has signed, and the ways to her record."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core import mail as django_mail
from django.test import Client

from foundation.models import OrganisationSettings
from supporters.models import (
    Signature,
    Supporter,
)
from supporters.record.tokens import make_record_token
from supporters.signing import confirm
from tests.supporters.conftest import hidden

SignAs = Callable[..., Signature]


def ask(client: Client, email: str, **changed: str) -> Any:
    """Ask for the link as a browser does."""
    token = hidden(client.get("/my/").content.decode(), "token")
    form = {"email": email, "website": "", "token": token, **changed}
    return client.post("/my/", form, headers={"Sec-Fetch-Site": "same-origin"})


def link_in_mail() -> str:
    """The path of the record in the last mail."""
    found = re.search(r"(/my/[^/\s]+/)", str(django_mail.outbox[-1].body))
    assert found
    return found.group(1)


def text_of(response: Any) -> str:
    """The words of a page."""
    return unescape(response.content.decode())


@pytest.fixture(autouse=True)
def whose(organisation: OrganisationSettings) -> None:
    """The organisation whose site it is."""


@pytest.fixture
def amina(sign_as: SignAs) -> Supporter:
    """Somebody who has signed, ticked a box and confirmed."""
    signature = sign_as(campaign_mail="on")
    confirm(signature)
    django_mail.outbox.clear()
    return Supporter.objects.get()


@pytest.fixture
def link(amina: Supporter) -> str:
    """The address of her record."""
    return f"/my/{make_record_token(amina.pk)}/"
