"""What may lie where in the campaigns room."""

import pytest
from wagtail.models import Page

from campaigns.models import CampaignIndexPage, CampaignPage, LandingPage
from home.models import ContentPage, HomePage


def test_a_campaign_lies_only_below_the_list_of_campaigns() -> None:
    assert CampaignPage.allowed_parent_page_models() == [CampaignIndexPage]


def test_a_landing_page_lies_only_below_a_campaign() -> None:
    assert LandingPage.allowed_parent_page_models() == [CampaignPage]


@pytest.mark.parametrize(
    ("parent", "children"),
    [(CampaignIndexPage, [CampaignPage]), (CampaignPage, [LandingPage]), (LandingPage, [])],
)
def test_the_tree_below_campaigns_holds_nothing_else(parent: type[Page], children: list[type[Page]]) -> None:
    assert parent.allowed_subpage_models() == children


def test_the_list_of_campaigns_may_lie_below_home_and_not_below_a_plain_page() -> None:
    assert CampaignIndexPage in HomePage.allowed_subpage_models()
    assert CampaignIndexPage not in ContentPage.allowed_subpage_models()


def test_a_site_has_one_list_of_campaigns(campaign_index: CampaignIndexPage) -> None:
    assert not CampaignIndexPage.can_create_at(campaign_index.get_parent())
