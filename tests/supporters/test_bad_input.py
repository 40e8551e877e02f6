"""What a form must never be: each is refused in plain words, loses nothing that was typed, and leaves no trace."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from supporters.models import Action, OutboxMail, Signature
from tests.supporters.conftest import post


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (("name", ""), "Please write your name."),
        (("name", "x" * 10_000), "at most 100 characters"),
        (("email", ""), "Please write your e-mail address."),
        (("postcode", "  "), "Please write your postcode."),
        (("name", "Amina\0Khan"), "Null characters are not allowed"),
        (("name", "Amina 😀"), "letters only"),
        (("name", "Amina \u202eKhan"), "letters only"),
        (("name", "Amina\nKhan\x07"), "letters only"),
        (("name", "=cmd()"), "cannot begin with this sign"),
        (("name", "see https://spam.example"), "not an address"),
        (("name", "Tap here bit.ly/win"), "not an address"),
        (("name", "spam.example"), "not an address"),
        (("name", "Mr https:spam"), "not an address"),
        (("name", "<b>Amina</b>"), "brackets have no place"),
        (("name", "\u3164"), "in letters"),
        (("name", "12345"), "in letters"),
        (("email", "not an address"), "should look like name@example.org"),
        (("email", '"a b"@example.org'), "should look like name@example.org"),
        (("email", "jösé@example.org"), "should look like name@example.org"),
        (("email", "a@b\0.org"), "Null characters are not allowed"),
        (("email", "a@" + "b" * 300 + ".org"), "at most 254 characters"),
        (("postcode", "12345"), "should look like LE2 1AA"),
        (("postcode", "LE2\0 1AA"), "Null characters are not allowed"),
        (("postcode", "L" * 9_000), "at most 10 characters"),
        (("signing", ""), "We need your agreement"),
    ],
)
def test_a_wrong_answer_is_explained_and_nothing_typed_is_lost(
    client: Client, petition: Action, answers: dict[str, str], answer: tuple[str, str], words: str
) -> None:
    field, value = answer
    data = {**answers, "other_mail": "on", field: value}
    response = post(client, petition, data)
    html = unescape(response.content.decode())
    assert response.status_code == 400
    assert response["Cache-Control"] == "no-store"
    assert words in html
    for kept in {"name", "email", "postcode"} - {field}:
        assert f'value="{answers[kept]}"' in html
    assert re.search(r'<input[^>]*name="other_mail"[^>]* checked', html)
    assert not Signature.objects.exists()
    assert not OutboxMail.objects.exists()


def test_what_somebody_types_reaches_no_log(
    client: Client, landing_page: Any, petition: Action, answers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    typed = {"name": "Zebedee 7:\u202e", "email": "zebedee@@home", "postcode": "ZEBEDEE"}
    assert post(client, petition, {**answers, **typed}).status_code == 400
    assert "zebedee" not in caplog.text.lower()


SQL = "'; DROP TABLE supporters_signature; --"
# What an answer may hold that no honest one does. Where it is taken all the same, it must be harmless.
NASTY = (
    "",
    "x" * 5000,
    "a\0b",
    "Amina\r\nBcc: everybody@example.org",
    "\u202eAmina\u2066",
    "\U0001f600",
    "https://spam.example/?a=b&c",
    "=cmd()",
    SQL,
    "<script>alert(1)</script>",
    "%s{organisation}{{ 7|add:7 }}",
)
FIELDS = ("name", "email", "postcode", "signing", "campaign_mail", "website", "source", "token")


@pytest.mark.parametrize("field", FIELDS)
def test_whatever_is_in_a_field_is_answered_in_words_and_is_harmless_where_it_is_taken(
    client: Client, petition: Action, answers: dict[str, str], field: str
) -> None:
    for number, value in enumerate(NASTY):
        response = post(client, petition, {**answers, "email": f"amina{number}@example.org", field: value})
        if response.status_code == 303:
            assert field not in ("email", "postcode", "token"), repr(value)
            continue
        html = response.content.decode()
        assert response.status_code == 400, repr(value)
        assert re.search(r'<div class="errors"[^>]* autofocus>.*<li>', html, re.DOTALL)
        assert "<script>alert" not in html
    for signature in Signature.objects.select_related("details"):
        assert re.fullmatch(r"[\w-]{0,40}", signature.source)
        assert signature.details.name in ("Amina Khan", SQL)
    for mail in OutboxMail.objects.all():
        assert mail.state == OutboxMail.State.SENT


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("amina+petition@example.org", "amina+petition@example.org"),
        ("o'neill@example.org", "o'neill@example.org"),
        ("Amina.Khan@EXAMPLE.org", "Amina.Khan@example.org"),
        ("  amina@example.org ", "amina@example.org"),
        ("amina@bücher.example.com", "amina@xn--bcher-kva.example.com"),
        ("amina@xn--bcher-kva.example.com", "amina@xn--bcher-kva.example.com"),
    ],
)
def test_unusual_addresses_that_can_be_mailed_are_taken(
    client: Client, petition: Action, answers: dict[str, str], typed: str, kept: str
) -> None:
    assert post(client, petition, {**answers, "email": typed}).status_code == 303
    assert Signature.objects.get().details.email == kept
    assert OutboxMail.objects.get().state == OutboxMail.State.SENT


@pytest.mark.parametrize(
    "typed",
    [
        '"amina khan"@example.org',
        '"amina"@example.org',
        "amina@example.org, other@example.org",
        "Amina <amina@example.org>",
        "amina@example.org\nBcc: other@example.org",
        "amina@[127.0.0.1]",
        "amina@localhost",
        "amina\u202e@example.org",
        "amina@exam ple.org",
        "a" * 65 + "@example.org",
    ],
)
def test_addresses_that_could_reach_somebody_else_or_nobody_are_not_taken(
    client: Client, petition: Action, answers: dict[str, str], typed: str
) -> None:
    response = post(client, petition, {**answers, "email": typed})
    assert response.status_code == 400
    assert "should look like name@example.org" in unescape(response.content.decode())
    assert not OutboxMail.objects.exists()


def test_a_form_with_every_field_twice_is_one_answer(client: Client, petition: Action, answers: dict[str, str]) -> None:
    doubled: Any = {name: [value, value] for name, value in answers.items()}
    assert post(client, petition, doubled).status_code == 303
    assert Signature.objects.count() == 1
