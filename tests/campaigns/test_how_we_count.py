"""How a petition is counted, for everybody to read."""

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import PageViewRestriction

from campaigns.models import LandingPage
from supporters.counting import rules
from supporters.models import Action, ActionStats, CountHour, PaperBatch

ADDRESS = "/campaigns/act-on-it/sign/"
COUNT, HISTORY = f"{ADDRESS}count/", f"{ADDRESS}count/history.csv"


@pytest.fixture
def counted(landing_page: LandingPage) -> ActionStats:
    """A petition with something of everything, as the recount leaves it."""
    stats = ActionStats.objects.get(action=landing_page.action_id)
    stats.confirmed, stats.paper, stats.waiting, stats.expired = 1284, 216, 47, 3
    stats.areas = {"LE": 700, "B": 500, "E": 75, "M": 9}
    stats.counted_at = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)  # nothing in it is the hidden number
    stats.save()
    for number, where in ((200, "Friday prayers, Leicester, 12 sheets"), (16, "=cmd() <b>stall</b>")):
        PaperBatch.objects.create(action=stats.action, count=number, collected_on=timezone.localdate(), where=where)
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    for back, confirmed in ((26, 900), (2, 1300), (0, 1284)):
        CountHour.objects.create(
            action=stats.action, hour=hour - timedelta(hours=back), confirmed=confirmed, waiting=47, paper=216
        )
    return stats


def text_of(client: Client, address: str = COUNT) -> str:
    """The page in one line of markup."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_page_tells_confirmed_paper_waiting_and_expired_apart(client: Client, counted: ActionStats) -> None:
    text = text_of(client)
    assert "1,500 of 2,000 signatures so far, confirmed by e-mail or on paper." in text
    for number in ("1,284", "216", "40+", "0–9"):
        assert f">{number}</p>" in text
    assert not re.search(r"\b47\b", strip_tags(text.split("<main")[1]))


def test_each_batch_of_paper_stands_with_number_day_and_place(client: Client, counted: ActionStats) -> None:
    text = text_of(client)
    assert "Friday prayers, Leicester, 12 sheets" in text
    assert ">200</td>" in text
    assert "=cmd() &lt;b&gt;stall&lt;/b&gt;" in text


def test_areas_have_names_and_small_ones_are_summed_with_the_next(client: Client, counted: ActionStats) -> None:
    text = text_of(client)
    assert "Leicester (LE)" in text
    assert "Birmingham (B)" in text
    assert "East London" not in text
    assert "Manchester" not in text
    assert "All others together" in text
    assert ">84</td>" in text


def test_the_history_folds_hours_into_days(client: Client, counted: ActionStats) -> None:
    text = text_of(client)
    assert text.count("Hours of ") >= 1
    assert "\u221216" in text
    assert 'href="history.csv"' in text


def test_the_file_holds_the_whole_history(client: Client, counted: ActionStats) -> None:
    answer = client.get(HISTORY)
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [row[1:] for row in rows] == [
        ["confirmed", "paper", "waiting"],
        ["900", "216", "40"],
        ["1300", "216", "40"],
        ["1284", "216", "40"],
    ]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("RECOUNT_EVERY", timedelta(seconds=25), "every 25 seconds"),
        ("SWEEP_EVERY", timedelta(hours=5), "all of them every 5 hours"),
        ("EXPIRE_AFTER", timedelta(days=17), "After 17 days the signature expires"),
        ("REMIND_AFTER", timedelta(hours=31), "after 31 hours, we send one reminder"),
        ("GRACE_AFTER_CLOSING", timedelta(hours=37), "can be confirmed for 37 hours"),
        ("MINIMUM_AGE", 19, "19 or over"),
        ("SMALLEST_SHOWN", 23, "once 23 people of it have confirmed"),
        ("ROUNDED_TO", 7, "a multiple of 7"),
    ],
)
def test_a_rule_that_changes_in_the_code_changes_in_the_words(
    monkeypatch: pytest.MonkeyPatch, name: str, value: Any, words: str
) -> None:
    assert words not in " ".join(rules.counting_rules())
    monkeypatch.setattr(rules, name, value)
    assert words in " ".join(rules.counting_rules())


def test_the_page_holds_every_rule(client: Client, landing_page: LandingPage) -> None:
    text = unescape(text_of(client)).replace("\u2060", "")  # which keeps "e-mail" on one line
    assert all(rule in text for rule in rules.counting_rules())


def test_the_landing_page_leads_there_and_says_what_is_on_paper(client: Client, counted: ActionStats) -> None:
    text = text_of(client, ADDRESS)
    assert f'<a href="{COUNT}">How we count</a>' in text
    assert '<p class="big" data-counter-number>1,500</p>' in text
    assert "Of which <b>216</b> on paper." in text


@pytest.mark.parametrize("address", [COUNT, HISTORY])
@pytest.mark.parametrize("hide", ["unpublish", "restrict", "draft"])
def test_what_is_not_public_has_no_count(
    client: Client, landing_page: LandingPage, counted: ActionStats, hide: str, address: str
) -> None:
    if hide == "unpublish":
        landing_page.unpublish()
    elif hide == "restrict":
        PageViewRestriction.objects.create(page=landing_page, restriction_type=PageViewRestriction.LOGIN)
    else:
        Action.objects.update(state=Action.State.DRAFT)
    assert client.get(address).status_code in (302, 404)


def test_areas_and_history_can_be_switched_off(client: Client, counted: ActionStats) -> None:
    with patch("campaigns.how_we_count.is_on", return_value=False):
        text = text_of(client)
        assert client.get(HISTORY).status_code == 404
    assert "1,284" in text
    assert "Leicester (LE)" not in text
    assert "Hours of" not in text
    assert "They come back." in text


def test_the_page_is_the_same_for_everybody_and_may_be_cached(
    client: Client, admin_client: Client, counted: ActionStats, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client.get(COUNT)
    with django_assert_max_num_queries(25) as queries:
        answer = client.get(COUNT)
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)
    assert answer["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert admin_client.get(COUNT).content == answer.content


def test_a_petition_that_nobody_has_signed_can_be_read_too(client: Client, landing_page: LandingPage) -> None:
    text = text_of(client)
    assert "0 of 2,000 signatures so far" in text
    assert "Postcode area" not in text
    assert "How we count" in text
