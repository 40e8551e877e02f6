"""A campaign and the list of campaigns, as visitors and editors meet them."""

import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from campaigns.models import CampaignIndexPage, CampaignPage, CampaignUpdate, LandingPage, Outcome
from foundation.models import PageTopic, Topic
from supporters.crowds.switches import OFF_KEY, is_on
from supporters.models import Action
from tests.campaigns.conftest import publish, terms


def close(campaign: CampaignPage, **changes: Any) -> CampaignPage:
    """Publish a campaign with its outcome."""
    campaign.closed_on = datetime.date(2026, 3, 4)
    campaign.outcome, campaign.outcome_text = Outcome.PARTLY_WON, "A plan was published, without dates."
    for name, value in changes.items():
        setattr(campaign, name, value)
    campaign.save_revision().publish()
    return CampaignPage.objects.get(pk=campaign.pk)


def add_campaigns(index: CampaignIndexPage, number: int) -> None:
    """Several more campaigns, each with a topic and a petition."""
    topic = Topic.objects.get_or_create(name="Housing", slug="housing")[0]
    for count in range(number):
        page = publish(index, CampaignPage(title=f"Campaign {count}", demand="Do it.", summary="Why."))
        PageTopic.objects.create(page=page, topic=topic)
        publish(page, LandingPage(title=f"Sign {count}", **terms()))


def queries_of(client: Client, address: str, counter: Any) -> int:
    """How many queries a page needs when nothing is warm but the site's own address and what is switched on."""
    cache.delete(OFF_KEY)
    is_on("signing")  # known for ten seconds from here, at the first visit as at the second
    client.get(address)
    with counter as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_closed_campaign_must_say_what_happened(campaign: CampaignPage) -> None:
    campaign.closed_on = timezone.localdate()
    with pytest.raises(ValidationError) as error:
        campaign.full_clean()
    assert set(error.value.message_dict) == {"outcome_text"}


def test_a_result_needs_the_day_on_which_the_campaign_closed(campaign: CampaignPage) -> None:
    campaign.outcome, campaign.outcome_text = Outcome.WON, "They did it."
    with pytest.raises(ValidationError) as error:
        campaign.full_clean()
    assert set(error.value.message_dict) == {"closed_on"}


def test_the_database_too_refuses_a_result_of_a_running_campaign(campaign: CampaignPage) -> None:
    with pytest.raises(IntegrityError):
        CampaignPage.objects.filter(pk=campaign.pk).update(outcome=Outcome.WON)


def test_a_campaign_cannot_close_in_the_future(campaign: CampaignPage) -> None:
    campaign.closed_on, campaign.outcome_text = timezone.localdate() + datetime.timedelta(days=1), "Soon."
    with pytest.raises(ValidationError) as error:
        campaign.full_clean()
    assert set(error.value.message_dict) == {"closed_on"}


def test_a_running_campaign_offers_its_petition(
    client: Client, campaign: CampaignPage, landing_page: LandingPage
) -> None:
    page = client.get("/campaigns/act-on-it/")
    assert 'href="/campaigns/act-on-it/sign/"' in page.content.decode()
    assert "Sign the petition" in page.content.decode()
    assert f'data-counter="/counters/{landing_page.action_id}.json"' in page.content.decode()


def test_a_closed_campaign_shows_its_outcome_and_nothing_to_sign(
    client: Client, campaign: CampaignPage, landing_page: LandingPage
) -> None:
    close(campaign)
    text = client.get("/campaigns/act-on-it/").content.decode()
    assert "Partly won" in text
    assert "A plan was published, without dates." in text
    assert "Sign the petition" not in text


def test_publishing_the_outcome_closes_the_petitions(campaign: CampaignPage, landing_page: LandingPage) -> None:
    close(campaign)
    action = Action.objects.get(pk=landing_page.action_id)
    assert action.state == Action.State.CLOSED
    assert not action.is_open


def test_publishing_an_open_campaign_again_leaves_its_petition_open(
    campaign: CampaignPage, landing_page: LandingPage
) -> None:
    campaign.save_revision().publish()
    assert Action.objects.get(pk=landing_page.action_id).is_open


def test_updates_are_shown_with_the_latest_first(client: Client, campaign: CampaignPage) -> None:
    campaign.updates.add(CampaignUpdate(date=datetime.date(2026, 1, 5), title="The petition opens", text=""))
    campaign.updates.add(CampaignUpdate(date=datetime.date(2026, 2, 5), title="A meeting is promised", text=""))
    campaign.save_revision().publish()
    text = client.get("/campaigns/act-on-it/").content.decode()
    assert text.index("A meeting is promised") < text.index("The petition opens")
    assert "5 February 2026" in text


def test_the_list_shows_open_campaigns_before_closed_ones(
    client: Client, campaign_index: CampaignIndexPage, campaign: CampaignPage
) -> None:
    close(campaign)
    publish(campaign_index, CampaignPage(title="A running one", demand="Do it."))
    text = client.get("/campaigns/").content.decode()
    assert text.index("A running one") < text.index("Act on it")
    assert "Closed in March 2026" in text
    assert "Partly won. A plan was published, without dates." in text


def test_an_empty_list_says_so(client: Client, campaign_index: CampaignIndexPage) -> None:
    assert "No campaign has begun yet." in client.get("/campaigns/").content.decode()


def test_the_list_is_filtered_by_topic(
    client: Client, campaign_index: CampaignIndexPage, campaign: CampaignPage
) -> None:
    other = publish(campaign_index, CampaignPage(title="Homes for all", demand="Build."))
    PageTopic.objects.create(page=other, topic=Topic.objects.create(name="Housing", slug="housing"))
    text = client.get("/campaigns/?topic=housing").content.decode()
    assert "Homes for all" in text
    assert "Act on it" not in text


@pytest.mark.parametrize("query", ["topic=no-such-topic", "topic=%F0%9F%98%80", f"topic={'x' * 3000}"])
def test_an_unknown_topic_shows_nothing_and_says_so(client: Client, campaign: CampaignPage, query: str) -> None:
    answer = client.get(f"/campaigns/?{query}")
    assert answer.status_code == 200
    assert "No campaign here matches." in answer.content.decode()


@pytest.mark.parametrize("number", ["abc", "0", "99", ""])
def test_a_page_of_results_that_does_not_exist_is_not_found(
    client: Client, campaign: CampaignPage, number: str
) -> None:
    assert client.get(f"/campaigns/?page={number}").status_code == 404


@pytest.mark.usefixtures("tasks_wait")
def test_the_list_needs_as_many_queries_for_30_campaigns_as_for_3(
    client: Client, campaign_index: CampaignIndexPage, django_assert_max_num_queries: Any
) -> None:
    add_campaigns(campaign_index, 3)
    few = queries_of(client, "/campaigns/", django_assert_max_num_queries(25))
    add_campaigns(campaign_index, 27)
    assert queries_of(client, "/campaigns/", django_assert_max_num_queries(25)) <= few


@pytest.mark.usefixtures("tasks_wait")
def test_a_campaign_needs_as_many_queries_for_30_petitions_as_for_3(
    client: Client, campaign: CampaignPage, django_assert_max_num_queries: Any
) -> None:
    for count in range(3):
        publish(campaign, LandingPage(title=f"Sign {count}", **terms()))
    few = queries_of(client, "/campaigns/act-on-it/", django_assert_max_num_queries(25))
    for count in range(3, 30):
        publish(campaign, LandingPage(title=f"Sign {count}", **terms()))
    assert queries_of(client, "/campaigns/act-on-it/", django_assert_max_num_queries(25)) <= few
