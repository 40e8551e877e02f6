"""A landing page as visitors meet it, from the first look to the counted signature."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from campaigns.models import CampaignPage, CampaignUpdate, LandingPage, Outcome
from foundation.models import OrganisationSettings
from publications.models import Finding, PublicationIndexPage, ReportPage
from publications.removal import remove_for_good
from supporters.counting.recounting import recount_due
from supporters.models import Action, ActionStats, Milestone, Signature
from tests.campaigns.conftest import publish

ADDRESS = "/campaigns/act-on-it/sign/"
BROWSER = {"User-Agent": "Mozilla/5.0 (sample)", "Accept-Language": "en-GB", "Sec-Fetch-Site": "same-origin"}
ANSWERS = {"name": "Amina Khan", "email": "amina@example.org", "postcode": "LE2 1AA", "signing": "on"}


def text_of(client: Client, address: str = ADDRESS) -> str:
    """The page in one line of markup."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def counted(page: LandingPage, number: int) -> None:
    """As the tick would have left it."""
    ActionStats.objects.filter(action=page.action_id).update(confirmed=number)


def token_in(text: str) -> str:
    """The hidden field of the form."""
    found = re.search(r'name="token" value="([^"]+)"', text)
    assert found is not None
    return found[1]


@pytest.fixture
def imprint(home_page: Any) -> str:
    """The organisation's imprint."""
    organisation = OrganisationSettings.for_site(Site.objects.get(is_default_site=True))
    organisation.name = "Example Network"
    organisation.promoter_name, organisation.promoter_address = "A. Promoter", "PO Box 1, Exampleton"
    organisation.save()
    return organisation.imprint


def test_the_page_shows_demand_target_dates_and_the_form(client: Client, landing_page: LandingPage) -> None:
    text = text_of(client)
    assert "<h1>Act now</h1>" in text
    assert "Publish a plan with dates." in text
    assert "The leadership of the Example Party" in text
    assert f'action="/act/{landing_page.action_id}/"' in text
    assert 'href="#sign"' in text


def test_a_petition_that_nobody_has_signed_invites_the_first_signature(
    client: Client, landing_page: LandingPage
) -> None:
    text = text_of(client)
    assert "No one has signed yet. Be the first." in text
    assert '<p class="big" data-counter-number hidden>' in text


def test_the_number_is_in_the_page_without_javascript(client: Client, landing_page: LandingPage) -> None:
    counted(landing_page, 1284)
    text = text_of(client)
    assert "1,284" in text
    assert 'aria-label="1,284 of 2,000 signatures"' in text
    assert f'data-counter="/counters/{landing_page.action_id}.json"' in text


def test_milestones_with_a_promise_are_among_the_next_steps(client: Client, landing_page: LandingPage) -> None:
    Milestone.objects.create(action=landing_page.action, count=1500, promise="we ask for a meeting.")
    text = text_of(client)
    assert "At 1,500 signatures: we ask for a meeting." in text
    assert "the petition closes." in text


def test_the_newest_updates_of_the_campaign_are_shown(
    client: Client, campaign: CampaignPage, landing_page: LandingPage
) -> None:
    campaign.updates.add(CampaignUpdate(date=timezone.localdate(), title="A meeting is promised", text=""))
    campaign.save_revision().publish()
    assert "A meeting is promised" in text_of(client)


def test_findings_come_from_the_report_and_vanish_with_it(
    client: Client, home_page: Any, landing_page: LandingPage
) -> None:
    library = publish(home_page, PublicationIndexPage(title="Publications", slug="publications"))
    report = ReportPage(title="The survey", slug="survey")
    report.findings.add(Finding(statement="of respondents said no.", words="Half", value=50))
    report.findings.add(Finding(statement="of respondents said yes.", words="29%", value=29))
    report = publish(library, report)
    landing_page.body = [("findings", {"report": report, "numbers": [2]})]
    landing_page.save_revision().publish()
    text = text_of(client)
    assert "of respondents said yes." in text
    assert "Finding 2" in text
    assert "of respondents said no." not in text
    assert 'href="/publications/survey/"' in text
    remove_for_good(report)
    assert "of respondents" not in text_of(client)


def test_a_closed_petition_shows_its_count_and_no_form(client: Client, landing_page: LandingPage) -> None:
    counted(landing_page, 12)
    Action.objects.filter(pk=landing_page.action_id).update(closes_at=timezone.now() - timedelta(minutes=1))
    text = text_of(client)
    assert "This petition is closed" in text
    assert 'aria-label="12 of 2,000 signatures"' in text
    assert "<form" not in text
    assert 'href="#sign"' not in text


def test_a_closed_petition_of_a_closed_campaign_shows_the_outcome(
    client: Client, campaign: CampaignPage, landing_page: LandingPage
) -> None:
    campaign.closed_on, campaign.outcome = timezone.localdate(), Outcome.WON
    campaign.outcome_text = "The party published a plan."
    campaign.save_revision().publish()
    text = text_of(client)
    assert "<b>Won.</b> The party published a plan." in text
    assert "<form" not in text


def test_a_paused_petition_says_so(client: Client, landing_page: LandingPage) -> None:
    Action.objects.filter(pk=landing_page.action_id).update(state=Action.State.PAUSED)
    text = text_of(client)
    assert "Signing is paused" in text
    assert "<form" not in text


@pytest.mark.usefixtures("clock_stands")
@pytest.mark.parametrize("address", ["/", "/campaigns/", "/campaigns/act-on-it/", ADDRESS, f"{ADDRESS}thanks/"])
def test_pages_are_the_same_bytes_for_everybody(client: Client, landing_page: LandingPage, address: str) -> None:
    first, second = client.get(address), Client().get(address, headers={"Cookie": "a=b", "Accept-Language": "ur"})
    assert first.content == second.content
    assert not first.cookies
    assert "Cookie" not in first.headers.get("Vary", "")
    assert "max-age" in first.headers["Cache-Control"]
    assert first.headers["ETag"]


def test_signing_from_the_form_to_the_count(
    client: Client, landing_page: LandingPage, imprint: str, django_capture_on_commit_callbacks: Any
) -> None:
    text = text_of(client)
    with django_capture_on_commit_callbacks(execute=True):
        data = {**ANSWERS, "token": token_in(text)}
        answer = client.post(f"/act/{landing_page.action_id}/", data, headers=BROWSER)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{ADDRESS}thanks/")
    assert "Check your inbox" in text_of(client, f"{ADDRESS}thanks/")
    signature = Signature.objects.get(action=landing_page.action_id)
    assert signature.state == Signature.State.PENDING
    link = re.search(r"/c/\S+/", str(mail.outbox[0].body))
    assert link is not None
    client.get(link[0])
    signature.refresh_from_db()
    assert signature.state == Signature.State.PENDING
    client.post(link[0], {"answer": "confirm"})
    recount_due()
    assert ">1</p>" in text_of(client)
    assert client.get(f"/counters/{landing_page.action_id}.json").json()["confirmed"] == 1


def test_a_refused_form_comes_back_in_the_page_with_what_was_typed(client: Client, landing_page: LandingPage) -> None:
    data = {**ANSWERS, "postcode": "nowhere", "token": token_in(text_of(client))}
    answer = client.post(f"/act/{landing_page.action_id}/", data)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "<h1>Act now</h1>" in text
    assert "Amina Khan" in text
    assert "Please check the postcode" in text
    assert not Signature.objects.exists()


def test_the_page_after_signing_says_nothing_about_who_signed(client: Client, landing_page: LandingPage) -> None:
    answer = client.get(f"{ADDRESS}thanks/?email=someone@example.org&state=signed")
    assert answer.status_code == 200
    assert "someone@example.org" not in answer.content.decode()


def test_share_links_carry_address_and_imprint(client: Client, landing_page: LandingPage, imprint: str) -> None:
    text = text_of(client, f"{ADDRESS}thanks/")
    assert "https://wa.me/?text=Act%20now" in text
    assert "campaigns%2Fact-on-it%2Fsign%2F" in text
    assert "A.%20Promoter" in text
    assert imprint in text


@pytest.mark.parametrize("address", [f"{ADDRESS}nothing/", f"{ADDRESS}thanks/more/"])
def test_other_addresses_below_the_page_are_not_found(client: Client, landing_page: LandingPage, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_page_needs_few_queries(
    client: Client, landing_page: LandingPage, django_assert_max_num_queries: Any
) -> None:
    client.get(ADDRESS)
    with django_assert_max_num_queries(20):
        client.get(ADDRESS)
