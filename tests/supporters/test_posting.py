"""The form as a browser posts it: what is taken, what is refused, and that both are said clearly."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import connection, connections
from django.test import Client
from wagtail.models import PageViewRestriction

from foundation.models import OrganisationSettings
from home.models import ContentPage
from supporters.forms import SignForm
from supporters.models import Action, OutboxMail, Signature, SignatureDetails
from tests.supporters.conftest import hidden, post

State = Signature.State


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


@pytest.mark.usefixtures("clock_stands")
def test_the_page_with_its_form_is_the_same_for_every_visitor(client: Client, landing_page: Any) -> None:
    first, second = client.get(landing_page.url), Client(headers={"User-Agent": "other"}).get(landing_page.url)
    assert first.content == second.content
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")


def test_the_form_asks_for_what_is_needed_and_says_what_becomes_of_it(
    client: Client, landing_page: Any, petition: Action, organisation: OrganisationSettings
) -> None:
    privacy = landing_page.get_parent().add_child(instance=ContentPage(title="Privacy", slug="privacy"))
    organisation.privacy_page = privacy
    organisation.save()
    html = unescape(client.get(landing_page.url).content.decode())
    form = html[html.index("<form") : html.index("</form>")]
    asked = re.findall(r'<input type="([a-z]+)" name="([a-z_]+)"([^>]*)>', form)
    # No phone, no religion, no date of birth.
    assert {name for kind, name, _rest in asked if kind in ("text", "email")} == {
        *("name", "email", "postcode"),
        "website",  # the trap
    }
    ticks = {name: rest for kind, name, rest in asked if kind == "checkbox"}
    assert set(ticks) == {"signing", "campaign_mail", "other_mail", "public_name"}
    assert [name for name, rest in ticks.items() if " required" in rest] == ["signing"]
    assert not any("checked" in rest for rest in ticks.values())
    assert "will give the list of names and postcodes to the leader of the council; nobody else" in form
    assert "You must be 16 or over." in form
    assert f"on {petition.deletion_date:%-d %B %Y}." in form
    assert f'href="{privacy.url}"' in form


def test_a_link_code_is_kept_with_the_signature(client: Client, landing_page: Any, petition: Action) -> None:
    page = client.get(f"{landing_page.url}?source=leaflet-3").content.decode()
    assert hidden(page, "source") == "leaflet-3"
    form = {"name": "A B", "email": "a@example.org", "postcode": "LE2 1AA", "signing": "on"}
    post(client, petition, {**form, "source": "leaflet-3", "token": hidden(page, "token")})
    assert Signature.objects.get().source == "leaflet-3"


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


@pytest.mark.parametrize(
    "name", ["J.R. O’Neill-Khan", "Dr. Amina Khan (Leeds)", "محمد علی", "Ali\u200cReza", "St. John"]
)
def test_a_name_as_people_write_it_is_taken(
    client: Client, landing_page: Any, petition: Action, answers: dict[str, str], name: str
) -> None:
    assert post(client, petition, {**answers, "name": name}).status_code == 303
    assert SignatureDetails.objects.get().name == name


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


@pytest.mark.usefixtures("clock_stands")
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
