"""My record: asking for the link, reading, correcting, taking back, withdrawing, downloading, erasing."""

import json
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
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.models import OrganisationSettings
from supporters.actions import open_petition
from supporters.counting import recount
from supporters.identity import person_key
from supporters.models import (
    Action,
    ActionStats,
    OutboxMail,
    ServiceSwitches,
    Signature,
    SignatureDetails,
    Supporter,
    Suppression,
)
from supporters.record_download import KEYS
from supporters.record_tokens import RECORD_LIFETIME, make_record_token, make_unsubscribe_token
from supporters.signing import confirm
from supporters.suppression import Reason, suppress
from tests.supporters.conftest import hidden

SignAs = Callable[..., Signature]
State = Signature.State


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


# --- Asking ---------------------------------------------------------------------------------------


def test_the_form_is_the_same_for_every_visitor(client: Client) -> None:
    first, second = client.get("/my/"), Client(headers={"User-Agent": "other"}).get("/my/")
    assert first.status_code == 200
    assert first.content == second.content
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    assert "public" in first["Cache-Control"]


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(client: Client, amina: Supporter) -> None:
    known, unknown, trapped = (
        ask(client, "amina@example.org"),
        ask(client, "nobody@example.org"),
        ask(client, "robot@example.org", website="x"),
    )
    assert known.status_code == 303
    assert known["Location"] == "/my/sent/"
    for other in (unknown, trapped):
        assert (other.status_code, dict(other.headers), other.content) == (
            known.status_code,
            dict(known.headers),
            known.content,
        )
    assert [mail.to for mail in django_mail.outbox] == [["amina@example.org"], ["nobody@example.org"]]
    assert "works for one hour" in client.get("/my/sent/").content.decode()


def test_the_link_in_the_mail_opens_the_record(client: Client, amina: Supporter) -> None:
    ask(client, "Amina@example.org")
    mail = OutboxMail.objects.latest("pk")
    assert (mail.kind, mail.supporter) == (OutboxMail.Kind.RECORD_LINK, amina)
    link = link_in_mail()
    assert "amina" not in link.lower()
    assert "Show my record" in text_of(client.get(link))
    assert "Amina Khan" in text_of(client.post(link, {"do": "show"}))


def test_an_address_we_do_not_know_is_told_so_by_mail(client: Client) -> None:
    suppress(person_key("erased@example.org"), Reason.ERASED)
    for address in ("other@example.org", "erased@example.org"):
        ask(client, address)
    assert set(OutboxMail.objects.values_list("kind", flat=True)) == {OutboxMail.Kind.NOTHING_HELD}
    plain, erased = (mail.body for mail in django_mail.outbox)
    assert "hold no record" in plain
    assert "one mark" not in plain
    assert "one mark" in erased  # what is kept is said


def test_the_link_goes_to_the_mailbox_that_signed_not_to_another_spelling(client: Client, amina: Supporter) -> None:
    ask(client, "amina+other@example.org")
    assert django_mail.outbox[-1].to == ["amina@example.org"]
    SignatureDetails.objects.all().delete()
    ask(client, "amina+other@example.org")
    assert django_mail.outbox[-1].to == ["amina@example.org"]


def test_the_mails_have_the_imprint_and_the_way_to_the_record(client: Client, sign_as: SignAs) -> None:
    sign_as()
    ask(client, "amina@example.org")
    ask(client, "other@example.org")
    assert len(django_mail.outbox) == 3
    for mail in django_mail.outbox:
        assert "A. Promoter" in mail.body
        assert "See what we hold about you" in mail.body
        assert "/my/" in mail.body


def test_a_mailbox_gets_at_most_three_mails_a_day_and_nobody_sees_the_difference(
    client: Client, amina: Supporter
) -> None:
    answers = [ask(client, spelling) for spelling in ["amina@example.org"] * 3 + ["AMINA+x@example.org"]]
    assert {answer.status_code for answer in answers} == {303}
    assert len(django_mail.outbox) == 3
    for _time in range(4):
        ask(client, "nobody@example.org")
    assert len(django_mail.outbox) == 6


def test_a_network_that_asks_for_too_many_links_has_to_wait(client: Client, settings: Any) -> None:
    assert settings.ACCOUNT_RATE_LIMITS["my_record"] == "30/h/key"  # what the refusal says
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "my_record": "3/h/key"}
    statuses = [ask(client, f"person{number}@example.org").status_code for number in range(4)]
    assert statuses == [303] * 3 + [429]
    assert len(django_mail.outbox) == 3
    refused = ask(client, "amina@example.org")
    assert "try again in an hour" in text_of(refused)
    assert Client(REMOTE_ADDR="192.0.2.9").get("/my/").status_code == 200
    assert ask(Client(REMOTE_ADDR="192.0.2.9"), "amina@example.org").status_code == 303


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("", "Please write your e-mail address."),
        ("not an address", "should look like name@example.org"),
        ("a@b\0.org", "Null characters are not allowed"),
        ("amina@exa\u202emple.org", "should look like name@example.org"),
        ("😀@example.org", "should look like name@example.org"),
        ("=cmd()@", "should look like name@example.org"),
        ("a@" + "b" * 300 + ".org", "at most 254 characters"),
        ("a@example.org\nBcc: b@example.org", "should look like name@example.org"),
        ("https://example.org", "should look like name@example.org"),
    ],
)
def test_a_wrong_address_is_explained_and_kept(client: Client, email: str, words: str) -> None:
    response = ask(client, email)
    assert response.status_code == 400
    assert response["Cache-Control"] == "no-store"
    assert words in text_of(response)
    assert not OutboxMail.objects.exists()


def test_addresses_with_a_label_and_of_every_domain_are_taken(client: Client) -> None:
    for address in ("amina+x@bücher.example.com", "o'neill@a-b.co.uk"):
        assert ask(client, address).status_code == 303
    assert [mail.to for mail in django_mail.outbox] == [["amina+x@xn--bcher-kva.example.com"], ["o'neill@a-b.co.uk"]]


@pytest.mark.parametrize("token", ["", "forged", "123:sig", "\0", "x" * 5000])
def test_a_form_without_our_token_comes_back_with_what_was_typed(client: Client, token: str) -> None:
    response = ask(client, "amina@example.org", token=token)
    assert response.status_code == 400
    assert "could not be checked" in text_of(response)
    assert 'value="amina@example.org"' in text_of(response)
    fresh = hidden(response.content.decode(), "token")
    assert client.post("/my/", {"email": "amina@example.org", "token": fresh}).status_code == 303


def test_an_old_form_comes_back_with_what_was_typed(client: Client) -> None:
    with patch("supporters.record_tokens.timezone.now", return_value=timezone.now() - timedelta(hours=50)):
        old = hidden(client.get("/my/").content.decode(), "token")
    response = ask(client, "amina@example.org", token=old)
    assert response.status_code == 400
    assert "more than two days" in text_of(response)


def test_a_form_from_another_site_or_over_16_kb_is_refused(client: Client) -> None:
    foreign = client.post("/my/", {"email": "a@example.org"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert ask(client, "x" * 20_000).status_code == 413
    assert client.put("/my/").status_code == 405
    assert not OutboxMail.objects.exists()


def test_switched_off_it_says_so_but_mail_can_still_be_stopped(client: Client, amina: Supporter, link: str) -> None:
    row = ServiceSwitches.load()
    row.my_record = False
    row.save()
    for response in (client.get("/my/"), client.get(link), client.post(link, {"do": "show"})):
        assert response.status_code == 503
        assert "switched this page off" in text_of(response)
        assert response["Cache-Control"] == "no-store"
    assert client.post(f"/u/{make_unsubscribe_token(amina.pk)}/").status_code == 200
    assert Suppression.objects.exists()


# --- The link -------------------------------------------------------------------------------------


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


# --- Reading --------------------------------------------------------------------------------------


def test_the_record_shows_what_we_hold_and_what_was_agreed_to(client: Client, link: str, petition: Action) -> None:
    page = text_of(client.post(link, {"do": "show"}))
    for words in ("Act now", "Confirmed", "Amina Khan", "amina@example.org", "LE2 1AA"):
        assert words in page
    assert f"{petition.deletion_date:%-d %B %Y}" in page
    assert "Example Network will give the list of names and postcodes to the leader of the council" in page
    assert page.count("You agreed") == 2
    assert page.count("You did not tick") == 2
    assert "not the ones that were recorded" not in page


def test_what_came_with_an_unconfirmed_address_is_masked_for_somebody_else_may_have_typed_it(
    client: Client, sign_as: SignAs
) -> None:
    signature = sign_as()
    link = f"/my/{make_record_token(signature.supporter.pk)}/"
    page = text_of(client.post(link, {"do": "show"}))
    assert "A••• K•••, LE2" in page
    for hidden_part in ("Amina Khan", "LE2 1AA", 'value="correct"'):
        assert hidden_part not in page
    assert client.post(link, {"do": "download"}).json()["signatures"][0]["details"] == {"name": "A••• K•••, LE2"}
    assert client.post(link, {"do": "correct", "name": "Eve", "postcode": "LE1 1AA"}).status_code == 200
    assert SignatureDetails.objects.get().name == "Amina Khan"


def test_suspicion_does_not_show(client: Client, sign_as: SignAs) -> None:
    pages = []
    for answers in ({"email": "one@example.org"}, {"email": "two@example.org", "website": "x"}):
        signature = sign_as(**answers)
        confirm(signature)
        page = text_of(client.post(f"/my/{make_record_token(signature.supporter.pk)}/", {"do": "show"}))
        page = re.sub(r'name="(signature|seen)" value="\w+"', "", page).replace(answers["email"], "")
        pages.append(page)
    assert pages[0] == pages[1]


def test_the_record_costs_the_same_queries_for_one_signature_and_for_many(
    client: Client, link: str, amina: Supporter, petition: Action
) -> None:
    with CaptureQueriesContext(connection) as few:
        client.post(link, {"do": "show"})
    for number in range(5):
        other = open_petition(title=f"Act {number}", demand="We ask.", target="the council")
        Signature.objects.create(action=other, supporter=amina, confirmed_at=timezone.now(), state=State.CONFIRMED)
    with CaptureQueriesContext(connection) as many:
        page = text_of(client.post(link, {"do": "show"}))
    assert "Act 4" in page
    assert len(many) <= len(few)


# --- Acting ---------------------------------------------------------------------------------------


def test_name_and_postcode_are_corrected_and_the_area_counts_follow(
    client: Client, link: str, petition: Action
) -> None:
    seen = hidden(client.post(link, {"do": "show"}).content.decode(), "seen")
    form = {"do": "correct", "name": "Amina  Begum", "postcode": "b11 1aa", "seen": seen}
    response = client.post(link, form)
    assert "are corrected" in text_of(response)
    details = SignatureDetails.objects.get()
    assert (details.name, details.postcode, details.email) == ("Amina Begum", "B11 1AA", "amina@example.org")
    assert Signature.objects.get().area == "B"
    assert ActionStats.objects.get().dirty_at is not None


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Please write your name."),
        ("name", "=cmd()", "cannot begin with this sign"),
        ("name", "see https://spam.example", "not an address"),
        ("name", "Amina \u202eKhan", "letters only"),
        ("name", "Amina\0Khan", "Null characters are not allowed"),
        ("name", "x" * 5000, "at most 100 characters"),
        ("postcode", "nowhere", "should look like LE2 1AA"),
        ("postcode", "", "Please write your postcode."),
    ],
)
def test_a_wrong_correction_is_explained_and_what_was_typed_is_kept(
    client: Client, link: str, field: str, value: str, words: str
) -> None:
    seen = hidden(client.post(link, {"do": "show"}).content.decode(), "seen")
    typed = {"name": "Amina Begum", "postcode": "B11 1AA", field: value}
    response = client.post(link, {"do": "correct", "seen": seen, **typed})
    page = text_of(response)
    assert response.status_code == 400
    assert words in page
    other = "postcode" if field == "name" else "name"
    assert f'value="{typed[other]}"' in page
    assert SignatureDetails.objects.get().name == "Amina Khan"


def test_an_old_page_in_a_second_browser_overwrites_nothing(client: Client, link: str) -> None:
    seen = hidden(client.post(link, {"do": "show"}).content.decode(), "seen")
    client.post(link, {"do": "correct", "name": "Amina Begum", "postcode": "LE2 1AA", "seen": seen})
    stale = client.post(link, {"do": "correct", "name": "Amina Khan", "postcode": "B11 1AA", "seen": seen})
    page = text_of(stale)
    assert stale.status_code == 400
    assert "has changed since you opened this page" in page
    assert 'value="B11 1AA"' in page
    assert SignatureDetails.objects.get().name == "Amina Begum"
    again = {"do": "correct", "name": "Amina Begum", "postcode": "B11 1AA", "seen": hidden(page, "seen")}
    assert "are corrected" in text_of(client.post(link, again))


def test_one_consent_is_taken_back_once_and_the_others_stay(client: Client, link: str, amina: Supporter) -> None:
    signature = Signature.objects.get()
    form = {"do": "take_back", "signature": str(signature.pk), "purpose": "campaign_mail"}
    for _time in range(2):
        page = text_of(client.post(link, form))
        assert "Taken back" in page
    back = signature.consent_records.get(operation="opt_out")
    assert (back.statement.purpose, back.where, back.is_proven) == ("campaign_mail", "/my/", True)
    assert Signature.objects.get().state == State.CONFIRMED


def test_a_withdrawn_signature_no_longer_counts_and_can_be_signed_again(
    client: Client, link: str, petition: Action, sign_as: SignAs
) -> None:
    recount(petition.pk)
    assert ActionStats.objects.get().confirmed == 1
    number = str(Signature.objects.get().pk)
    for _time in range(2):
        assert "is withdrawn" in text_of(client.post(link, {"do": "withdraw", "signature": number}))
    recount(petition.pk)
    assert ActionStats.objects.get().confirmed == 0
    assert not SignatureDetails.objects.exists()
    sign_as()
    assert Signature.objects.filter(state=State.PENDING).count() == 1


def flattened(value: Any, place: str = "") -> set[str]:
    """The place of every key in a file: signatures[].title."""
    if isinstance(value, dict):
        own = {f"{place}.{key}" if place else key for key in value}
        return own.union(*(flattened(held, f"{place}.{key}" if place else key) for key, held in value.items()))
    if isinstance(value, list):
        return set().union(*(flattened(held, f"{place}[]") for held in value))
    return set()


def test_the_download_holds_everything_and_explains_every_key(client: Client, link: str, amina: Supporter) -> None:
    suppress(amina.person_key, Reason.COMPLAINED)
    response = client.post(link, {"do": "download"})
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="my-record.json"'
    file = json.loads(response.content)
    signature = file["signatures"][0]
    assert signature["details"] == {"name": "Amina Khan", "email": "amina@example.org", "postcode": "LE2 1AA"}
    assert {consent["operation"] for consent in signature["consents"]} == {"opt_in", "not_selected"}
    assert all(consent["is_proven"] for consent in signature["consents"])
    assert file["mail_stopped"]["reason"] == "complained"
    assert file["mails"][0]["kind"] == "confirmation"
    assert flattened({key: value for key, value in file.items() if key not in ("about", "keys")}) == set(KEYS)
    assert file["keys"] == KEYS


def test_before_erasing_each_signature_is_told_its_fate_and_nothing_is_erased(
    client: Client, link: str, amina: Supporter
) -> None:
    closed = open_petition(title="Long closed", demand="We ask.", target="the council")
    Signature.objects.create(action=closed, supporter=amina, confirmed_at=timezone.now(), state=State.CONFIRMED)
    Action.objects.filter(pk=closed.pk).update(state="closed", closes_at=timezone.now() - timedelta(days=9))
    before = connection.creation.serialize_db_to_string()
    page = " ".join(text_of(client.post(link, {"do": "erase"})).split())
    assert "<b>Long closed</b>: this has closed. Your signature stays in the number, without a name." in page
    assert "<b>Act now</b>: your signature is withdrawn" in page
    assert "cannot be undone" in page
    assert connection.creation.serialize_db_to_string() == before


def test_everything_is_erased_and_the_link_leads_nowhere(client: Client, link: str) -> None:
    assert "Everything is erased" in text_of(client.post(link, {"do": "erase_now"}))
    assert not Supporter.objects.exists()
    assert not SignatureDetails.objects.exists()
    assert Suppression.objects.get().reason == Reason.ERASED
    for response in (client.get(link), client.post(link, {"do": "erase_now"}), client.post(link, {"do": "correct"})):
        assert response.status_code == 410
        assert "has been erased" in text_of(response)
    ask(client, "amina@example.org")
    assert "hold no record" in django_mail.outbox[-1].body


def test_what_is_typed_and_shown_reaches_no_log(client: Client, link: str, caplog: pytest.LogCaptureFixture) -> None:
    ask(client, "zebedee@@home")
    client.post(link, {"do": "correct", "name": "Zebedee", "postcode": "ZEBEDEE"})
    client.post(link, {"do": "nonsense"})
    client.post(link, {"do": "download"})
    assert "zebedee" not in caplog.text.lower()
    assert "amina" not in caplog.text.lower()
    assert link not in caplog.text


def test_all_mail_is_stopped_with_one_press_and_the_page_says_since_when(client: Client, link: str) -> None:
    assert "Stop our mail" in text_of(client.post(link, {"do": "show"}))
    page = text_of(client.post(link, {"do": "stop_mail"}))
    assert "You get no more mail from us" in page
    assert f"stopped on {timezone.localdate():%-d %B %Y}" in page
    assert 'value="stop_mail"' not in page
    assert Suppression.objects.get().reason == Reason.UNSUBSCRIBED
    assert Signature.objects.get().state == State.CONFIRMED


def test_what_is_sent_while_the_record_is_being_erased_elsewhere_is_answered_clearly(
    client: Client, link: str, amina: Supporter
) -> None:
    seen = hidden(client.post(link, {"do": "show"}).content.decode(), "seen")
    form = {"do": "correct", "name": "Amina Begum", "postcode": "B11 1AA", "seen": seen}

    def erased_meanwhile(*_arguments: object, **_named: object) -> None:
        raise Supporter.DoesNotExist

    with patch("supporters.my_record._one_at_a_time", erased_meanwhile):
        response = client.post(link, form)
    assert response.status_code == 410
    assert "has been erased" in text_of(response)


def test_the_same_button_pressed_twenty_times_at_once_acts_once(
    transactional_db: None, link: str, amina: Supporter
) -> None:
    number = str(Signature.objects.get().pk)
    forms = [
        {"do": "take_back", "signature": number, "purpose": "campaign_mail"},
        {"do": "withdraw", "signature": number},
        {"do": "erase_now"},
    ]

    def press(form: dict[str, str]) -> int:
        try:
            return int(Client().post(link, form).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=5) as pool:
        for form, allowed in zip(forms, ({200}, {200}, {200, 410}), strict=True):
            assert set(pool.map(press, [form] * 20)) <= allowed
            if form["do"] != "erase_now":
                taken_back = Signature.objects.get().consent_records.filter(operation="opt_out")
                purposes = list(taken_back.values_list("statement__purpose", flat=True))
                assert len(purposes) == len(set(purposes))
    assert not Supporter.objects.exists()
    assert Suppression.objects.count() == 1
