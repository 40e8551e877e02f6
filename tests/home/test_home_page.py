"""The front page: what is chosen, what is newest, and what is left out."""

import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import Page, PageViewRestriction, Site

from campaigns.models import CampaignIndexPage, CampaignPage
from events.models import EventIndexPage
from foundation.models import OrganisationSettings
from home.models import ContentPage, HomePage
from people.models import PeopleIndexPage
from publications.models import PublicationIndexPage
from publications.removal import remove_for_good
from supporters.crowds.switches import OFF_KEY, is_on
from supporters.models import ActionStats
from tests.home.conftest import Builder


def front(client: Client) -> str:
    """The front page in one line of markup."""
    answer = client.get("/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def name_the_organisation(**changes: Any) -> OrganisationSettings:
    """Settings as an editor fills them in."""
    organisation = OrganisationSettings.for_site(Site.objects.get(is_default_site=True))
    for name, value in {"name": "Example Network", "purpose": "We promote examples.", **changes}.items():
        setattr(organisation, name, value)
    organisation.save()
    return organisation


def graph_of(text: str) -> dict[str, Any]:
    """The page's own entry in its structured data."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found is not None
    return json.loads(found[1])["@graph"][0]


def queries_of(client: Client, limit: Any) -> int:
    """Queries of the front page; the first visit finds the site's address, and what is on is known for ten seconds."""
    cache.delete(OFF_KEY)
    is_on("signing")  # known for ten seconds from here, at the first visit as at the second
    client.get("/")
    with limit as captured:
        assert client.get("/").status_code == 200
    return len(captured)


def test_home_may_hold_every_section_and_no_second_home() -> None:
    assert set(HomePage.allowed_subpage_models()) == {
        ContentPage,
        PublicationIndexPage,
        CampaignIndexPage,
        PeopleIndexPage,
        EventIndexPage,
    }
    assert HomePage.allowed_parent_page_models() == [Page]


def test_an_empty_site_has_a_friendly_front_page(client: Client, home_page: HomePage) -> None:
    name_the_organisation()
    text = front(client)
    assert "<h1>Example Network</h1>" in text
    assert "We promote examples." in text
    assert "Nothing has been published here yet." in text


def test_a_site_whose_settings_are_untouched_has_a_front_page(client: Client, home_page: HomePage) -> None:
    assert "<h1>Your organisation</h1>" in front(client)


def test_the_newest_of_each_kind_is_featured_by_itself(client: Client, site: Builder) -> None:
    for number in (1, 2):
        site.report(f"Report {number}")
        site.campaign(f"Campaign {number}")
    site.event("Later event", days=20)
    site.event("Next event", days=2)
    text = front(client)
    assert re.search(r'<h2 id="report"><a href="/publications/report-2/">Report 2</a>', text)
    assert re.search(r'<h2 id="campaign"><a href="/campaigns/campaign-2/">Campaign 2</a>', text)
    assert re.search(r'<h3><a href="/events/next-event/">Next event</a>', text)
    assert "of those asked in Report 2." in text


def test_the_editors_choice_goes_before_the_newest(client: Client, site: Builder) -> None:
    chosen = site.report("Chosen report"), site.campaign("Chosen campaign"), site.event("Chosen event", days=30)
    site.one_of_each(1)
    home = site.home
    home.featured_report, home.featured_campaign, home.featured_event = chosen
    home.save_revision().publish()
    text = front(client)
    assert '<h2 id="report"><a href="/publications/chosen-report/">' in text
    assert '<h2 id="campaign"><a href="/campaigns/chosen-campaign/">' in text
    assert '<h3><a href="/events/chosen-event/">' in text


@pytest.mark.parametrize("gone", ["deleted", "unpublished", "private"])
def test_a_featured_page_that_nobody_may_read_makes_way_for_the_newest(
    client: Client, site: Builder, gone: str
) -> None:
    site.report("Older report")
    chosen = site.report("Chosen report")
    site.home.featured_report = chosen
    site.home.save_revision().publish()
    if gone == "deleted":
        remove_for_good(chosen)
    elif gone == "unpublished":
        chosen.unpublish()
    else:
        PageViewRestriction.objects.create(page=chosen, restriction_type=PageViewRestriction.LOGIN)
    text = front(client)
    assert "Chosen report" not in text
    assert '<h2 id="report"><a href="/publications/older-report/">' in text


def test_the_campaign_shows_its_petitions_count_and_the_way_to_sign(client: Client, site: Builder) -> None:
    site.campaign("Act")
    ActionStats.objects.update(confirmed=1284)
    text = front(client)
    assert 'href="/campaigns/act/sign/"' in text
    assert 'aria-label="1,284 of 2,000 signatures"' in text


def test_a_closed_campaign_is_not_featured_by_itself(client: Client, site: Builder) -> None:
    campaign = site.campaign("Act")
    CampaignPage.objects.filter(pk=campaign.pk).update(closed_on="2026-01-01", outcome_text="Done.")
    assert 'id="campaign"' not in front(client)


def test_what_is_featured_is_not_listed_again_as_latest(client: Client, site: Builder) -> None:
    site.report("Older report")
    site.report("Newer report")
    text = front(client)
    latest = text[text.index('id="latest"') : text.index("<footer")]
    assert "Older report" in latest
    assert "Newer report" not in latest


def test_people_who_lead_today_are_shown_once_each(client: Client, site: Builder) -> None:
    site.person("Sample Chair")
    site.person("Sample Member")
    text = front(client)
    assert text.count('<a href="/people/sample-chair/">Sample Chair</a>') == 1
    assert 'href="/people/">All people</a>' in text


def test_history_is_the_last_four_entries_of_the_chosen_page(client: Client, site: Builder) -> None:
    history = site.history(
        ("2015-01-01", "2015", "The first meeting"),
        ("2016-09-01", "September 2016", "A feed starts"),
        ("2017-06-01", "Mid-2017", "The website opens"),
        ("2017-12-11", "11 December 2017", "The launch"),
        ("2020-11-01", "November 2020", "The report"),
    )
    site.home.history_page = history
    site.home.save_revision().publish()
    text = front(client)
    assert ">11 December. The launch</p>" in text
    assert ">Mid-2017. The website opens</p>" in text
    # Who hears the page hears each date in its own order, and once.
    assert '<p class="vh">11 December 2017. The launch</p>' in text
    assert '<p class="vh">Mid-2017. The website opens</p>' in text
    assert "The first meeting" not in text


def test_a_history_page_without_a_timeline_shows_no_history(client: Client, site: Builder) -> None:
    page = site.history(("2015-01-01", "2015", "The first meeting"), ("2016-01-01", "2016", "The second"))
    page.body = []
    page.save_revision().publish()
    site.home.history_page = page
    site.home.save_revision().publish()
    assert 'id="history"' not in front(client)


def test_a_button_whose_page_is_gone_is_left_out(client: Client, site: Builder) -> None:
    target = site.history(("2015-01-01", "2015", "The first meeting"), ("2016-01-01", "2016", "The second"))
    site.home.hero_actions = [
        ("link", {"text": "Read on", "page": target, "address": ""}),
        ("link", {"text": "Join us", "page": None, "address": "https://example.org/join/"}),
    ]
    site.home.save_revision().publish()
    assert "Read on" in front(client)
    target.delete()
    text = front(client)
    assert "Read on" not in text
    assert 'href="https://example.org/join/">Join us</a>' in text


def test_the_organisation_is_described_for_search_engines(client: Client, home_page: HomePage) -> None:
    name_the_organisation(abbreviation="EN", formed=2016, parent_organisation="Example Party")
    data = graph_of(front(client))
    assert data["@type"] == "Organization"
    assert (data["name"], data["alternateName"], data["foundingDate"]) == ("Example Network", "EN", "2016")
    assert data["parentOrganization"] == {"@type": "Organization", "name": "Example Party"}
    assert data["url"] == "http://localhost/"


def test_nothing_is_invented_about_the_organisation(client: Client, home_page: HomePage) -> None:
    name_the_organisation(purpose="")
    assert set(graph_of(front(client))) == {"@type", "name", "url"}


@pytest.mark.usefixtures("tasks_wait")
def test_the_front_page_needs_as_many_queries_for_30_pages_of_a_kind_as_for_3(
    client: Client, site: Builder, django_assert_max_num_queries: Any
) -> None:
    site.home.history_page = site.history(("2015-01-01", "2015", "The first"), ("2016-01-01", "2016", "The second"))
    site.home.save_revision().publish()
    for number in range(3):
        site.one_of_each(number)
    few = queries_of(client, django_assert_max_num_queries(25))
    for number in range(3, 30):
        site.one_of_each(number)
    assert queries_of(client, django_assert_max_num_queries(25)) <= few
