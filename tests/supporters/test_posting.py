"""The form as a browser posts it: what is taken, what is refused, and that both are said clearly."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail as django_mail
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from supporters.forms import SignForm
from supporters.models import Action, ConsentStatement, OutboxMail, Signature, SignatureDetails
from tests.supporters.conftest import hidden

State = Signature.State


def post(client: Client, action: Action, data: dict[str, str], **headers: str) -> Any:
    return client.post(f"/act/{action.pk}/", data, headers={"Sec-Fetch-Site": "same-origin"} | headers)


def test_a_form_sent_without_javascript_leads_to_the_thanks(
    client: Client, landing_page: Any, petition: Action, answers: dict[str, str]
) -> None:
    page = client.get(landing_page.url).content.decode()
    assert f'action="/act/{petition.pk}/"' in page
    response = post(client, petition, answers)
    assert response.status_code == 303
    assert response["Location"] == f"{landing_page.url}thanks/"
    assert response["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response
    assert client.get(response["Location"]).status_code == 200
    signature = Signature.objects.get()
    assert signature.state == State.PENDING
    assert signature.details.postcode == "LE2 1AA"
    assert len(django_mail.outbox) == 1


def test_the_page_with_its_form_is_the_same_for_every_visitor(client: Client, landing_page: Any) -> None:
    first, second = client.get(landing_page.url), Client(headers={"User-Agent": "other"}).get(landing_page.url)
    assert first.content == second.content
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")


@pytest.mark.parametrize(
    "change",
    [{}, {"website": "https://spam.example"}, {"email": "throw@mailinator.com"}, {"source": "leaflet-3"}],
)
def test_new_duplicate_held_all_get_the_same_answer(
    client: Client, petition: Action, answers: dict[str, str], change: dict[str, str]
) -> None:
    post(client, petition, answers)
    expected = post(client, petition, answers)
    got = post(client, petition, {**answers, **change})
    assert (got.status_code, dict(got.headers), got.content) == (303, dict(expected.headers), expected.content)


def test_a_link_code_is_kept_with_the_signature(client: Client, landing_page: Any, petition: Action) -> None:
    page = client.get(f"{landing_page.url}?source=leaflet-3").content.decode()
    assert hidden(page, "source") == "leaflet-3"
    form = {"name": "A B", "email": "a@example.org", "postcode": "LE2 1AA", "signing": "on"}
    post(client, petition, {**form, "source": "leaflet-3", "token": hidden(page, "token")})
    assert Signature.objects.get().source == "leaflet-3"


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


@pytest.mark.parametrize(
    "name",
    ["آمنہ خان", "Łukasz Żółć", "O’Neill-Smith", "നന്ദകുമാർ", "می‌خواهم", "李小龍", "Zoe\u0301 D'Arc"],
)
def test_names_of_every_script_are_taken(client: Client, petition: Action, answers: dict[str, str], name: str) -> None:
    assert post(client, petition, {**answers, "name": name}).status_code == 303
    assert SignatureDetails.objects.get().name


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "آمنہ خان"),
        ("name", "李小龍"),
        ("name", "می‌خواهم"),
        ("email", " amina@example.org "),
        ("email", "amina+x@bücher.example.com"),
        ("email", "o'neill@a-b.co.uk"),
        ("postcode", "le21aa"),
        ("postcode", " SW1A  0AA "),
        ("postcode", "M1 1AE"),
        ("postcode", "GIR 0AA"),
        ("postcode", "EC1A 1BB"),
    ],
)
def test_the_browser_is_never_stricter_than_the_form(
    client: Client, petition: Action, answers: dict[str, str], field: str, value: str
) -> None:
    pattern = SignForm.base_fields[field].widget.attrs["pattern"].replace(r"\p{L}", r"[^\W\d_]")  # as Python writes it
    accepts = re.fullmatch(pattern, value) is not None
    assert accepts or post(client, petition, {**answers, field: value}).status_code == 400


def test_an_internationalised_domain_is_taken(client: Client, petition: Action, answers: dict[str, str]) -> None:
    assert post(client, petition, {**answers, "email": "amina+x@bücher.example.com"}).status_code == 303
    assert SignatureDetails.objects.get().email == "amina+x@xn--bcher-kva.example.com"


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


@pytest.mark.parametrize(
    "name", ["J.R. O’Neill-Khan", "Dr. Amina Khan (Leeds)", "محمد علی", "Ali\u200cReza", "St. John"]
)
def test_a_name_as_people_write_it_is_taken(
    client: Client, landing_page: Any, petition: Action, answers: dict[str, str], name: str
) -> None:
    assert post(client, petition, {**answers, "name": name}).status_code == 303
    assert SignatureDetails.objects.get().name == name


def test_what_somebody_types_reaches_no_log(
    client: Client, landing_page: Any, petition: Action, answers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    typed = {"name": "Zebedee 7:\u202e", "email": "zebedee@@home", "postcode": "ZEBEDEE"}
    assert post(client, petition, {**answers, **typed}).status_code == 400
    assert "zebedee" not in caplog.text.lower()


@pytest.mark.parametrize("hide", ["unpublish", "restrict"])
def test_the_count_of_a_page_that_is_not_public_is_not_public(
    client: Client, landing_page: Any, petition: Action, hide: str
) -> None:
    address = f"/counters/{petition.pk}.json"
    assert client.get(address).status_code == 200
    if hide == "unpublish":
        landing_page.unpublish()
    else:
        PageViewRestriction.objects.create(page=landing_page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(address).status_code == 404


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


def test_nobodys_log_in_changes_the_answer(
    admin_client: Client, client: Client, petition: Action, answers: dict[str, str]
) -> None:
    assert post(admin_client, petition, answers).status_code == 303
    response = post(admin_client, petition, {**answers, "name": ""})
    anonymous = post(client, petition, {**answers, "name": ""})
    assert response.content == anonymous.content


def test_the_address_of_the_visitor_is_not_kept(client: Client, petition: Action, answers: dict[str, str]) -> None:
    client.post(f"/act/{petition.pk}/", answers, REMOTE_ADDR="192.0.2.77")
    signature = Signature.objects.get()
    assert len(signature.network_key) == 64
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM supporters_signature")
        assert "192.0.2.77" not in repr(cursor.fetchall())


def test_the_counter_tells_what_was_last_counted_and_writes_nothing(
    client: Client, landing_page: Any, petition: Action, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(5) as queries:  # one for the next release, which the cache keeps from then on
        response = client.get(f"/counters/{petition.pk}.json")
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)
    told = response.json()
    assert {name: told[name] for name in ("confirmed", "goal", "milestone", "counted_at")} == {
        "confirmed": 0,
        "goal": 100,
        "milestone": 2,
        "counted_at": None,
    }
    assert response["Cache-Control"].startswith("public, max-age=10")
    assert not response.cookies
    assert client.post(f"/counters/{petition.pk}.json").status_code == 405


def test_fifty_equal_forms_at_once_make_one_signature_and_fifty_equal_answers(
    transactional_db: None, landing_page: Any, petition: Action, answers: dict[str, str]
) -> None:
    def send(_number: int) -> tuple[int, dict[str, str], bytes]:
        try:
            response = post(Client(), petition, answers)
            return response.status_code, dict(response.headers), response.content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=10) as pool:
        results = list(pool.map(send, range(50)))

    assert all(result == results[0] for result in results)
    assert results[0][0] == 303
    assert Signature.objects.count() == 1
    assert SignatureDetails.objects.count() == 1
    assert Signature.objects.get().consent_records.count() == 4
    assert OutboxMail.objects.filter(kind=OutboxMail.Kind.CONFIRMATION).count() == 1
