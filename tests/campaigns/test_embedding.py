"""A petition in a frame of another site: no cookie, the imprint inside, and every answer in the frame."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from campaigns.models import LandingPage
from supporters.models import Action, Signature
from tests.campaigns.test_landing_page import ADDRESS, ANSWERS, BROWSER, counted, imprint, text_of, token_in

__all__ = ["imprint"]  # a fixture
EMBED = f"{ADDRESS}embed/"


def send(client: Client, page: LandingPage, **answers: str) -> Any:
    """The form of the frame, as a browser sends it from there: the frame is a page of our own site."""
    token = token_in(client.get(EMBED).content.decode())
    return client.post(f"/act/{page.action_id}/", {**ANSWERS, "token": token, **answers}, headers=BROWSER)


def may_be_framed(answer: Any) -> bool:
    """Whether every browser shows it in a frame of any site."""
    return "frame-ancestors *" in answer.headers["Content-Security-Policy"] and "X-Frame-Options" not in answer.headers


def test_the_frame_has_demand_count_form_and_imprint_and_nothing_of_the_site(
    client: Client, landing_page: LandingPage, imprint: str
) -> None:
    counted(landing_page, 1284)
    text = text_of(client, EMBED)
    assert "<h1>Act now</h1>" in text
    assert "Publish a plan with dates." in text
    assert "1,284" in text
    assert f'action="/act/{landing_page.action_id}/"' in text
    assert imprint in unescape(text)
    assert "<nav" not in text
    assert "<footer" not in text


@pytest.mark.usefixtures("clock_stands")
def test_the_frame_is_the_same_for_everybody_sets_no_cookie_and_asks_no_other_site(
    client: Client, landing_page: LandingPage, imprint: str
) -> None:
    first, second = client.get(EMBED), Client(headers={"User-Agent": "other"}).get(EMBED)
    assert first.content == second.content
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    assert "public" in first["Cache-Control"]
    assert "noindex" in first.content.decode()
    loaded = re.findall(r'<(?:script|link|img)[^>]* (?:src|href)="(http[^"]+)"', first.content.decode())
    assert [address for address in loaded if "localhost" not in address] == []


def test_every_link_leaves_the_frame(client: Client, landing_page: LandingPage, imprint: str) -> None:
    for address in (EMBED, f"{EMBED}thanks/"):
        links = re.findall(r'<a [^>]*href="(?!#)[^>]*>', client.get(address).content.decode())
        assert links
        assert [link for link in links if 'target="_top"' not in link and 'target="_blank"' not in link] == []


def test_only_what_is_made_for_frames_may_be_framed(client: Client, landing_page: LandingPage) -> None:
    assert may_be_framed(client.get(EMBED))
    assert may_be_framed(client.get(f"{EMBED}thanks/"))
    for address in (ADDRESS, f"{ADDRESS}thanks/", "/", f"{EMBED}nothing/", "/c/damaged/"):
        answer = client.get(address)
        assert not may_be_framed(answer), address
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_form_sent_in_the_frame_is_thanked_for_in_the_frame(
    client: Client, landing_page: LandingPage, imprint: str
) -> None:
    answer = send(client, landing_page)
    assert (answer.status_code, answer["Location"]) == (303, f"{EMBED}thanks/")
    assert not answer.cookies
    thanks = text_of(client, answer["Location"])
    assert "Check your inbox" in thanks
    assert imprint in unescape(thanks)
    assert Signature.objects.get().state == Signature.State.PENDING


def test_what_is_wrong_is_said_in_the_frame_and_nothing_typed_is_lost(
    client: Client, landing_page: LandingPage, imprint: str
) -> None:
    answer = send(client, landing_page, postcode="nowhere")
    text = answer.content.decode()
    assert answer.status_code == 400
    assert may_be_framed(answer)
    assert 'value="Amina Khan"' in text
    assert imprint in unescape(text)
    assert "<footer" not in text
    data = {**ANSWERS, "token": token_in(text)}
    again = client.post(f"/act/{landing_page.action_id}/", data, headers=BROWSER)
    assert again["Location"] == f"{EMBED}thanks/"


def test_the_token_and_nothing_else_says_that_it_was_a_frame(client: Client, landing_page: LandingPage) -> None:
    data = {**ANSWERS, "token": token_in(text_of(client)), "is_framed": "1", "framed": "1"}
    answer = client.post(f"/act/{landing_page.action_id}/?embed=1", data, headers=BROWSER)
    assert answer["Location"] == f"{ADDRESS}thanks/"
    forged = re.sub(r"(\.\d+):", r"\1.framed:", data["token"])
    assert forged != data["token"]
    refused = client.post(f"/act/{landing_page.action_id}/", {**data, "token": forged}, headers=BROWSER)
    assert refused.status_code == 400
    assert not may_be_framed(refused)


@pytest.mark.parametrize(
    ("change", "words"),
    [({"state": "paused"}, "This is paused"), ({"closes_at": timezone.now()}, "This has closed")],
)
def test_a_refusal_is_shown_in_the_frame(
    client: Client, landing_page: LandingPage, imprint: str, change: dict[str, Any], words: str
) -> None:
    token = token_in(text_of(client, EMBED))
    Action.objects.update(**change)
    answer = client.post(f"/act/{landing_page.action_id}/", {**ANSWERS, "token": token}, headers=BROWSER)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert may_be_framed(answer)
    assert words in text
    assert f'href="{EMBED}"' in text
    assert imprint in unescape(text)
    assert "<form" not in text_of(client, EMBED)


def test_a_frame_whose_page_was_taken_down_says_so_in_the_frame(client: Client, landing_page: LandingPage) -> None:
    token = token_in(text_of(client, EMBED))
    landing_page.unpublish()
    answer = client.post(f"/act/{landing_page.action_id}/", {**ANSWERS, "token": token}, headers=BROWSER)
    assert answer.status_code == 404
    assert may_be_framed(answer)
    assert client.get(EMBED).status_code == 404


def test_a_form_of_another_site_is_refused_though_frames_are_allowed(client: Client, landing_page: LandingPage) -> None:
    token = token_in(text_of(client, EMBED))
    data, headers = {**ANSWERS, "token": token}, {**BROWSER, "Sec-Fetch-Site": "cross-site"}
    assert client.post(f"/act/{landing_page.action_id}/", data, headers=headers).status_code == 403


def test_the_code_of_a_link_is_kept_in_the_frame(client: Client, landing_page: LandingPage) -> None:
    assert 'name="source" value="partner-3"' in text_of(client, f"{EMBED}?source=partner-3")


def test_the_page_offers_a_line_that_frames_it(client: Client, landing_page: LandingPage) -> None:
    code = re.search(r"<code>(&lt;iframe.*?)</code>", text_of(client))
    assert code is not None
    line = unescape(code.group(1))
    assert f'src="http://localhost{EMBED}"' in line
    assert 'title="Petition: Act now"' in line
    Action.objects.update(closes_at=timezone.now())
    assert "&lt;iframe" not in text_of(client)


def test_a_title_with_quotes_does_not_break_out_of_the_line(client: Client, landing_page: LandingPage) -> None:
    landing_page.title = 'Act "now" <b>'
    landing_page.save_revision().publish()
    code = re.search(r"<code>(&lt;iframe.*?)</code>", text_of(client))
    assert code is not None
    assert 'title="Petition: Act &quot;now&quot; &lt;b&gt;"' in unescape(code.group(1))
