"""Stopping mail: by a page, by one press in the mail program, and what ends it again."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from foundation.models import OrganisationSettings
from supporters.identity import person_key
from supporters.mailing.letters import Deadlines, Letter, write_reminder
from supporters.mailing.suppression import Reason, is_suppressed, suppress
from supporters.mailing.unsubscribing import headers_for, unsubscribe
from supporters.models import Action, Signature, SignatureDetails, Supporter, Suppression
from supporters.record.tokens import make_unsubscribe_token
from supporters.signing import confirm, disown

SignAs = Callable[..., Signature]
AMINA = person_key("amina@example.org")


@pytest.fixture
def amina(sign_as: SignAs) -> Supporter:
    """Somebody who has signed, wants mail of both kinds and has confirmed."""
    confirm(sign_as(campaign_mail="on", other_mail="on", public_name="on"))
    return Supporter.objects.get()


@pytest.fixture
def link(amina: Supporter) -> str:
    """The address in her mails."""
    return f"/u/{make_unsubscribe_token(amina.pk)}/"


def taken_back() -> set[str]:
    """The purposes that were taken back."""
    return set(
        Signature.objects.get().consent_records.filter(operation="opt_out").values_list("statement__purpose", flat=True)
    )


def test_the_page_has_one_button_and_pressing_it_stops_the_mail(client: Client, link: str) -> None:
    assert "Stop the e-mails" in client.get(link).content.decode()
    assert not Suppression.objects.exists()
    response = client.post(link)
    assert response.status_code == 200
    assert "We have stopped" in response.content.decode()
    assert is_suppressed(AMINA)
    assert taken_back() == {"campaign_mail", "other_mail"}
    assert Signature.objects.get().state == Signature.State.CONFIRMED
    assert SignatureDetails.objects.exists()


def test_a_mail_program_stops_the_mail_with_one_post_from_anywhere(client: Client, link: str) -> None:
    for _time in range(2):
        response = client.post(
            link,
            "List-Unsubscribe=One-Click",
            content_type="application/x-www-form-urlencoded",
            headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example"},
        )
        assert response.status_code == 200
        assert not response.has_header("Location")  # RFC 8058: no redirect
    assert is_suppressed(AMINA)
    assert Signature.objects.get().consent_records.filter(operation="opt_out").count() == 2


def test_the_headers_name_the_link_and_the_one_press(client: Client, amina: Supporter) -> None:
    headers = headers_for(amina)
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"]
    assert address.startswith("<http")
    assert address.endswith(">")
    assert "amina" not in address
    path = "/u/" + address[1:-1].partition("/u/")[2]
    assert client.post(path).status_code == 200
    assert is_suppressed(AMINA)


@pytest.mark.parametrize("token", ["x", "1.2", "forged.token", "%F0%9F%98%80"])
def test_a_forged_link_stops_nothing(client: Client, link: str, token: str) -> None:
    for response in (client.get(f"/u/{token}/"), client.post(f"/u/{token}/"), client.post(link[:-4] + "/")):
        assert response.status_code == 404
        assert "not whole" in response.content.decode()
    assert not Suppression.objects.exists()


def test_a_link_of_somebody_who_was_erased_says_that_there_is_no_mail(client: Client, link: str) -> None:
    Signature.objects.update(supporter=None)
    Supporter.objects.all().delete()
    for response in (client.get(link), client.post(link)):
        assert response.status_code == 200
        assert "We have stopped" in response.content.decode()


def test_other_methods_and_large_bodies_are_refused(client: Client, link: str) -> None:
    assert client.put(link).status_code == 405
    assert client.post(link, {"x": "x" * 20_000}).status_code == 413


def sign_anew(sign_as: SignAs, **answers: str) -> Signature:
    """Sign the petition again, after the first signature was withdrawn."""
    disown(Signature.objects.get(), where="/c/")
    return sign_as(**answers)


def test_signing_again_with_the_box_ticked_begins_mail_anew_once_it_is_confirmed(
    amina: Supporter, sign_as: SignAs
) -> None:
    unsubscribe(amina)
    signature = sign_anew(sign_as, campaign_mail="on")
    assert is_suppressed(AMINA)  # whoever typed the address has not proved that it is theirs
    confirm(signature)
    assert not is_suppressed(AMINA)


def test_signing_again_without_the_box_leaves_the_mail_stopped(amina: Supporter, sign_as: SignAs) -> None:
    unsubscribe(amina)
    confirm(sign_anew(sign_as, public_name="on"))
    assert is_suppressed(AMINA)


def test_who_stops_mail_before_confirming_is_not_subscribed_by_confirming(sign_as: SignAs, petition: Action) -> None:
    signature = sign_as(campaign_mail="on")
    unsubscribe(Supporter.objects.get())
    confirm(signature)
    assert is_suppressed(AMINA)


def test_a_second_press_on_confirm_does_not_undo_the_stop(amina: Supporter) -> None:
    signature = Signature.objects.get()
    unsubscribe(amina)
    confirm(signature)
    assert is_suppressed(AMINA)


def test_a_complaint_is_not_ended_by_a_tick(sign_as: SignAs) -> None:
    suppress(AMINA, Reason.COMPLAINED)
    confirm(sign_as(campaign_mail="on"))
    assert Suppression.objects.get().reason == Reason.COMPLAINED


def test_the_reminder_can_be_stopped_in_the_mail_program_and_by_its_link(
    sign_as: SignAs, organisation: OrganisationSettings
) -> None:
    signature = sign_as()
    now = timezone.now()
    mail = write_reminder(Letter(signature, "amina@example.org", organisation), [], Deadlines(now, now.date()))
    headers = json.loads(mail.headers)
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"Stop our e-mails: {headers['List-Unsubscribe'][1:-1]}" in mail.text
    assert headers["List-Unsubscribe"][1:-1] in mail.html
