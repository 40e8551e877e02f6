"""Forms that are not taken at all: of another site, too large, too old, for something that is not open."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from supporters.crowds.switches import OFF_KEY
from supporters.models import Action, ConsentStatement, ServiceSwitches, Signature
from tests.supporters.conftest import hidden, post


@pytest.mark.parametrize("token", ["", "forged", "1.2.abc.3:sig", "\0", "x" * 5000])
def test_a_missing_or_forged_token_gives_the_form_back_with_what_was_typed(
    client: Client, petition: Action, answers: dict[str, str], token: str
) -> None:
    response = post(client, petition, {**answers, "token": token})
    html = response.content.decode()
    assert response.status_code == 400
    assert "could not be checked" in html
    assert 'value="Amina Khan"' in html
    assert not Signature.objects.exists()
    again = post(client, petition, {**answers, "token": hidden(html, "token")})
    assert again.status_code == 303


def test_an_expired_token_gives_the_form_back_with_a_fresh_one(
    client: Client, landing_page: Any, petition: Action, answers: dict[str, str]
) -> None:
    with patch("supporters.tokens.timezone.now", return_value=timezone.now() - timedelta(hours=50)):
        old = hidden(client.get(landing_page.url).content.decode(), "token")
    response = post(client, petition, {**answers, "token": old})
    assert response.status_code == 400
    assert "more than two days" in response.content.decode()
    assert post(client, petition, {**answers, "token": hidden(response.content.decode(), "token")}).status_code == 303


def test_nobody_agrees_to_words_that_they_did_not_see(
    client: Client, petition: Action, answers: dict[str, str]
) -> None:
    old = ConsentStatement.objects.get(purpose="signing")
    ConsentStatement.objects.create(
        locale=old.locale, purpose="signing", channel="record", version=2, wording="Other words for {target}."
    )
    response = post(client, petition, {**answers, "campaign_mail": "on"})
    html = response.content.decode()
    assert response.status_code == 400
    assert "have changed" in html
    assert "Other words for the leader of the council." in html
    assert "checked" not in html  # each tick is asked for again
    assert 'value="Amina Khan"' in html
    assert post(client, petition, {**answers, "token": hidden(html, "token")}).status_code == 303
    record = Signature.objects.get().consent_records.get(statement__purpose="signing")
    assert record.text == "Other words for the leader of the council."


def test_a_token_of_another_petition_is_not_taken(client: Client, petition: Action, answers: dict[str, str]) -> None:
    other = Action.objects.get(pk=petition.pk)
    other.pk, other._state.adding = None, True
    other.save()
    assert post(client, other, answers).status_code == 404  # no page shows it
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    ],
)
def test_a_form_from_another_site_is_refused(
    client: Client, petition: Action, answers: dict[str, str], headers: dict[str, str]
) -> None:
    response = post(client, petition, answers, **headers)
    assert response.status_code == 403
    assert "another site" in response.content.decode()
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://testserver"}, 303),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://[broken"}, 403),
        ({"Referer": "http://testserver/sign/"}, 303),
        ({"Referer": "https://evil.example/testserver"}, 403),
        ({}, 303),  # no browser
    ],
)
def test_an_older_browser_is_judged_by_origin_or_referer(
    client: Client, petition: Action, answers: dict[str, str], headers: dict[str, str], status: int
) -> None:
    assert client.post(f"/act/{petition.pk}/", answers, headers=headers).status_code == status


def test_a_body_over_16_kb_is_refused(client: Client, petition: Action, answers: dict[str, str]) -> None:
    response = post(client, petition, {**answers, "name": "x" * 20_000})
    assert response.status_code == 413
    assert "<h1>" in response.content.decode()


def test_a_body_that_is_no_form_gives_the_form_back(client: Client, landing_page: Any, petition: Action) -> None:
    for body, kind in [
        (b'{"name": "x"}', "application/json"),
        (b"\xff\xfe%00%ff=&=&&&", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"a&" * 3000, "application/x-www-form-urlencoded"),
        (b"name=x", "application/x-www-form-urlencoded; charset=nonsense"),
    ]:
        response = client.generic("POST", f"/act/{petition.pk}/", body, content_type=kind)
        assert response.status_code == 400, kind
        assert "<h1" in response.content.decode(), kind


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "patch", "options"])
def test_only_post_is_taken(client: Client, landing_page: Any, petition: Action, method: str) -> None:
    response = getattr(client, method)(f"/act/{petition.pk}/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"


@pytest.mark.parametrize("action_id", [0, 999_999, 10**30])
def test_an_unknown_action_is_not_found(client: Client, landing_page: Any, action_id: int) -> None:
    assert client.post(f"/act/{action_id}/").status_code == 404
    assert client.get(f"/counters/{action_id}.json").status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": "closed"}, "This has closed"),
        ({"state": "paused"}, "This is paused"),
        ({"closes_at": timezone.now() - timedelta(minutes=1)}, "This has closed"),
        ({"opens_at": timezone.now() + timedelta(days=1)}, "This is paused"),
    ],
)
def test_a_closed_or_paused_petition_says_so(
    client: Client, petition: Action, answers: dict[str, str], change: dict[str, Any], words: str
) -> None:
    Action.objects.update(**change)
    response = post(client, petition, answers)
    assert response.status_code == 409
    assert words in response.content.decode()
    assert not Signature.objects.exists()


def test_an_unpublished_page_takes_no_signature(
    client: Client, landing_page: Any, petition: Action, answers: dict[str, str]
) -> None:
    landing_page.unpublish()
    assert post(client, petition, answers).status_code == 404


def test_a_draft_action_is_unknown_to_the_public(client: Client, petition: Action, answers: dict[str, str]) -> None:
    Action.objects.update(state="draft")
    assert post(client, petition, answers).status_code == 404
    assert client.get(f"/counters/{petition.pk}.json").status_code == 404


def test_a_moved_page_still_takes_the_form(
    client: Client, home_page: Any, landing_page: Any, petition: Action, answers: dict[str, str]
) -> None:
    landing_page.slug = "elsewhere"
    landing_page.save()
    response = post(client, petition, answers)
    assert response["Location"] == "/campaign/elsewhere/thanks/"


def test_a_body_of_ten_megabytes_is_refused_with_a_page(
    client: Client, petition: Action, answers: dict[str, str]
) -> None:
    response = post(client, petition, {**answers, "name": "x" * 10_000_000})
    assert response.status_code == 413
    assert "<h1" in response.content.decode()
    assert not Signature.objects.exists()


def test_while_signing_is_switched_off_the_page_says_paused_and_takes_nothing(
    client: Client, landing_page: Any, petition: Action, answers: dict[str, str]
) -> None:
    ServiceSwitches(signing=False).save()
    cache.delete(OFF_KEY)
    response = post(client, petition, answers)
    assert response.status_code == 409
    assert "This is paused" in response.content.decode()
    assert not Signature.objects.exists()
    page = client.get(landing_page.url).content.decode()
    assert "Signing is paused" in page
    assert "<form" not in page
