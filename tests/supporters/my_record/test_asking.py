"""Asking for the link: the same answer whatever is known, and a mail that says it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone

from supporters.identity import person_key
from supporters.mailing.suppression import Reason, suppress
from supporters.models import (
    OutboxMail,
    ServiceSwitches,
    Signature,
    SignatureDetails,
    Supporter,
    Suppression,
)
from supporters.record.tokens import make_unsubscribe_token
from tests.supporters.conftest import hidden
from tests.supporters.my_record.conftest import ask, link_in_mail, text_of

SignAs = Callable[..., Signature]


@pytest.mark.usefixtures("clock_stands")
def test_the_form_is_the_same_for_every_visitor(client: Client) -> None:
    first, second = client.get("/my/"), Client(headers={"User-Agent": "other"}).get("/my/")
    assert first.status_code == 200
    assert first.content == second.content
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    assert "public" in first["Cache-Control"]


@pytest.mark.usefixtures("clock_stands")
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
    assert refused["Retry-After"] == "3600"
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
    with patch("supporters.record.tokens.timezone.now", return_value=timezone.now() - timedelta(hours=50)):
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
