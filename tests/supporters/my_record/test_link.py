"""The link: a button, kept by nobody, for an hour, and for one person."""

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from supporters.models import (
    Signature,
    SignatureDetails,
    Supporter,
)
from supporters.record.tokens import RECORD_LIFETIME, make_record_token, make_unsubscribe_token
from supporters.signing import confirm
from tests.supporters.my_record.conftest import text_of

SignAs = Callable[..., Signature]
State = Signature.State


def test_opening_a_link_shows_a_button_and_nothing_of_the_record(client: Client, link: str) -> None:
    page = text_of(client.get(link))
    assert "Show my record" in page
    for private in ("amina", "LE2", "Act now"):
        assert private not in page


def test_the_pages_of_a_link_are_kept_by_nobody(client: Client, amina: Supporter, link: str) -> None:
    stop = f"/u/{make_unsubscribe_token(amina.pk)}/"
    deeds = ("show", "download", "erase", "nonsense", "erase_now")
    posted = [client.post(link, {"do": deed}) for deed in deeds]
    for response in (client.get(link), *posted, client.get("/my/forged/"), client.get(stop), client.post(stop)):
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex"
        assert not response.cookies
        assert not response.has_header("ETag")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "damage", [lambda link: link[:-3] + "/", lambda _: "/my/x/", lambda _: "/my/1.2.3/", lambda _: "/my/%F0%9F%98%80/"]
)
def test_a_damaged_link_says_so_and_where_to_get_a_new_one(
    client: Client, link: str, damage: Callable[[str], str], method: str
) -> None:
    response = getattr(client, method)(damage(link), {"do": "erase_now"})
    assert response.status_code == 404
    assert "not whole" in text_of(response)
    assert 'href="/my/"' in text_of(response)
    assert SignatureDetails.objects.exists()


def test_after_an_hour_a_link_opens_nothing(client: Client, link: str) -> None:
    later = (timezone.now() + RECORD_LIFETIME).timestamp() + 5
    with patch("django.core.signing.time.time", return_value=later):
        for response in (client.get(link), client.post(link, {"do": "erase_now"})):
            assert response.status_code == 410
            assert "one hour" in text_of(response)
            assert 'href="/my/"' in text_of(response)
    assert SignatureDetails.objects.exists()


def test_the_token_of_one_thing_does_not_open_another(client: Client, amina: Supporter) -> None:
    assert client.get(f"/my/{make_unsubscribe_token(amina.pk)}/").status_code == 404
    assert client.get(f"/u/{make_record_token(amina.pk)}/").status_code == 404
    assert client.get(f"/my/{make_record_token(10**30)}/").status_code in (404, 410)


STRANGE_FORMS: list[dict[str, str]] = [
    {},
    {"do": ""},
    {"do": "nonsense"},
    {"do": "\0"},
    {"do": "x" * 9000},
    {"do": "withdraw"},
    {"do": "withdraw", "signature": "0"},
    {"do": "withdraw", "signature": "9" * 30},
    {"do": "withdraw", "signature": "9" * 5000},
    {"do": "withdraw", "signature": "=cmd()"},
]


def test_what_no_button_of_ours_sends_is_a_bad_request_and_changes_nothing(client: Client, link: str) -> None:
    before = connection.creation.serialize_db_to_string()
    number = str(Signature.objects.get().pk)
    purposes = [{"do": "take_back", "signature": number, "purpose": purpose} for purpose in ("", "nonsense", "signing")]
    for form in [*STRANGE_FORMS, *purposes]:
        assert client.post(link, form).status_code == 400, form
    for body, kind in [
        (b'{"do": "erase_now"}', "application/json"),
        (b"\xff\xfe%00%ff=&=&&&", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"a&" * 3000, "application/x-www-form-urlencoded"),
    ]:
        assert client.generic("POST", link, body, content_type=kind).status_code == 400, kind
    assert connection.creation.serialize_db_to_string() == before


def test_other_methods_and_large_bodies_are_refused(client: Client, link: str) -> None:
    assert client.delete(link).status_code == 405
    assert client.post(link, {"do": "correct", "name": "x" * 20_000}).status_code == 413


def test_nobody_reaches_the_signature_of_somebody_else(client: Client, link: str, sign_as: SignAs) -> None:
    other = sign_as(email="other@example.org", other_mail="on")
    confirm(other)
    for form in ({"do": "withdraw"}, {"do": "take_back", "purpose": "other_mail"}):
        assert client.post(link, {**form, "signature": str(other.pk)}).status_code == 400
    other.refresh_from_db()
    assert other.state == State.CONFIRMED
    assert not other.consent_records.filter(operation="opt_out").exists()
    assert "other@example.org" not in text_of(client.post(link, {"do": "show"}))
