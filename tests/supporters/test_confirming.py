"""The link in the mail: looking changes nothing, pressing a button does."""

import re
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from supporters.counting.recounting import recount
from supporters.models import Action, ActionStats, Signature, SignatureDetails
from supporters.tokens import CONFIRMATION_LIFETIME, make_confirmation_token

SignAs = Callable[..., Signature]


@pytest.fixture
def link(landing_page: Any, sign_as: SignAs) -> str:
    """The path in the confirmation mail."""
    sign_as()
    found = re.search(r"(/c/[^/\s]+/)", django_mail.outbox[0].body)
    assert found
    return found.group(1)


def database_content() -> str:
    return connection.creation.serialize_db_to_string()


def test_opening_the_link_shows_two_buttons_and_leaves_the_database_as_it_was(client: Client, link: str) -> None:
    before = database_content()
    with CaptureQueriesContext(connection) as queries:
        for method in (client.get, client.head):
            response = method(link)
            assert response.status_code == 200
    assert {query["sql"].split()[0] for query in queries.captured_queries} == {"SELECT"}
    html = client.get(link).content.decode()
    assert "Confirm my signature" in html
    assert "It wasn’t me" in html
    assert database_content() == before


def test_the_pages_of_a_link_are_kept_by_nobody(client: Client, link: str) -> None:
    for response in (client.get(link), client.post(link, {"answer": "confirm"}), client.get("/c/damaged/")):
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]
        assert "noindex" in response.content.decode()
        assert not response.cookies
        assert not response.has_header("ETag")


def test_pressing_the_button_confirms_and_offers_to_share(client: Client, landing_page: Any, link: str) -> None:
    response = client.post(link, {"answer": "confirm"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "Thank you" in html
    assert "https://wa.me/" in html
    assert landing_page.url in html
    assert Signature.objects.get().state == Signature.State.CONFIRMED
    assert "amina" not in html.lower()


def test_a_link_may_be_used_again_and_says_that_all_is_done(client: Client, petition: Action, link: str) -> None:
    client.post(link, {"answer": "confirm"})
    assert "Already confirmed" in client.get(link).content.decode()
    assert client.post(link, {"answer": "confirm"}).status_code == 200
    recount(petition.pk)
    assert ActionStats.objects.get().confirmed == 1


def test_it_was_not_me_removes_what_was_typed(client: Client, petition: Action, link: str) -> None:
    client.post(link, {"answer": "confirm"})
    response = client.post(link, {"answer": "disown"})
    assert "The signature is removed" in response.content.decode()
    assert not SignatureDetails.objects.exists()
    recount(petition.pk)
    assert ActionStats.objects.get().confirmed == 0
    assert "The signature is removed" in client.get(link).content.decode()
    assert "The signature is removed" in client.post(link, {"answer": "confirm"}).content.decode()


def test_a_held_signature_looks_like_any_other_to_its_owner(client: Client, landing_page: Any, sign_as: SignAs) -> None:
    pages = []
    for answers in ({"email": "one@example.org"}, {"email": "two@example.org", "website": "x"}):
        link = f"/c/{make_confirmation_token(sign_as(**answers).pk)}/"
        pages.append(
            [client.get(link).content, client.post(link, {"answer": "confirm"}).content, client.get(link).content]
        )
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    "damage",
    [lambda link: link[:-3] + "/", lambda link: "/c/x/", lambda link: "/c/1.2.3/", lambda link: "/c/%F0%9F%98%80/"],
)
def test_a_damaged_link_is_not_found_and_says_why(client: Client, link: str, damage: Callable[[str], str]) -> None:
    for response in (client.get(damage(link)), client.post(damage(link), {"answer": "confirm"})):
        assert response.status_code == 404
        assert "not whole" in response.content.decode()
    assert Signature.objects.get().state == Signature.State.PENDING


def test_a_link_to_a_signature_that_is_gone_is_not_found(client: Client, landing_page: Any) -> None:
    assert client.get(f"/c/{make_confirmation_token(123456)}/").status_code == 404
    assert client.get(f"/c/{make_confirmation_token(10**30)}/").status_code == 404


def test_an_expired_link_is_gone(client: Client, link: str) -> None:
    later = (timezone.now() + CONFIRMATION_LIFETIME).timestamp() + 60
    with patch("django.core.signing.time.time", return_value=later):
        response = client.get(link)
        assert client.post(link, {"answer": "confirm"}).status_code == 410
    assert response.status_code == 410
    assert "too old" in response.content.decode()
    assert Signature.objects.get().state == Signature.State.PENDING


def test_an_expired_signature_cannot_be_confirmed(client: Client, link: str) -> None:
    Signature.objects.update(state=Signature.State.EXPIRED)
    assert client.get(link).status_code == 410
    assert client.post(link, {"answer": "confirm"}).status_code == 410


@pytest.mark.parametrize("answer", ["", "nonsense", "\0", "x" * 9000])
def test_an_answer_that_is_neither_button_is_a_bad_request(client: Client, link: str, answer: str) -> None:
    assert client.post(link, {"answer": answer}).status_code == 400
    assert Signature.objects.get().state == Signature.State.PENDING


def test_other_methods_are_refused(client: Client, link: str) -> None:
    assert client.delete(link).status_code == 405
    assert client.put(link).status_code == 405


def test_the_link_works_after_its_page_was_taken_down(client: Client, landing_page: Any, link: str) -> None:
    landing_page.unpublish()
    assert client.post(link, {"answer": "confirm"}).status_code == 200
    assert Signature.objects.get().state == Signature.State.CONFIRMED
