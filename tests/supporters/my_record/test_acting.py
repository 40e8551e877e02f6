"""Correcting, taking back, withdrawing, downloading, erasing."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail as django_mail
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from supporters.actions import open_petition
from supporters.counting.recounting import recount
from supporters.mailing.suppression import Reason, suppress
from supporters.models import (
    Action,
    ActionStats,
    Signature,
    SignatureDetails,
    Supporter,
    Suppression,
)
from supporters.record.download import KEYS
from tests.supporters.conftest import hidden
from tests.supporters.my_record.conftest import ask, text_of

SignAs = Callable[..., Signature]
State = Signature.State


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
    assert "Stop our e-mails" in text_of(client.post(link, {"do": "show"}))
    page = text_of(client.post(link, {"do": "stop_mail"}))
    assert "You get no more e-mails from us" in page
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

    with patch("supporters.record.contents._one_at_a_time", erased_meanwhile):
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
