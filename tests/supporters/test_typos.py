"""A slip in an address is asked about, never put right unasked, and never keeps anybody from signing."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from supporters.models import Action, Signature
from supporters.typos import COMMON_DOMAINS, meant_by
from tests.supporters.conftest import post


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a.khan@gmial.com", "a.khan@gmail.com"),
        ("a@gmal.com", "a@gmail.com"),
        ("a@gmaill.com", "a@gmail.com"),
        ("a@Gmail.con", "a@gmail.com"),
        (" a@hotmail.co.ku ", "a@hotmail.co.uk"),
        ("a@gmail.com", ""),
        ("a@mail.com", ""),
        ("a@ymail.com", ""),
        ("a@example.org", ""),
        ("a@university.ac.uk", ""),
        ("a@gmial.con", ""),  # two slips
        ("@gmial.com", ""),
        ("gmial.com", ""),
        ("a@", ""),
        ("", ""),
    ],
)
def test_one_slip_from_a_common_domain_is_seen(typed: str, meant: str) -> None:
    assert meant_by(typed) == meant


def test_no_common_domain_is_a_slip_of_another_that_is_asked_about() -> None:
    assert all(not meant_by(f"a@{domain}") for domain in COMMON_DOMAINS)


def test_without_javascript_it_is_asked_beside_other_errors_and_not_applied(
    client: Client, petition: Action, answers: dict[str, str]
) -> None:
    response = post(client, petition, {**answers, "email": "amina@gmial.com", "postcode": "nowhere"})
    html = unescape(response.content.decode())
    assert "Did you mean amina@gmail.com? If so, please change it." in html
    assert 'value="amina@gmial.com"' in html


def test_it_alone_keeps_nobody_from_signing(client: Client, petition: Action, answers: dict[str, str]) -> None:
    assert post(client, petition, {**answers, "email": "amina@gmial.com"}).status_code == 303
    assert Signature.objects.get().details.email == "amina@gmial.com"


def test_nothing_is_asked_where_nothing_speaks_for_it(
    client: Client, landing_page: Any, petition: Action, answers: dict[str, str]
) -> None:
    response = post(client, petition, {**answers, "postcode": "nowhere"})
    assert "data-suggestion" not in response.content.decode()
    assert "data-suggestion" not in client.get(landing_page.url).content.decode()
