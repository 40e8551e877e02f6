"""A campaign with a petition, as a campaigner would make them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.models import CampaignIndexPage, CampaignPage, LandingPage

Make = Callable[..., Any]


def publish(parent: Any, page: Any) -> Any:
    """Add a page below another one, publish it and read it back."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def terms(**changes: Any) -> dict[str, Any]:
    """What a campaigner fills in for a petition."""
    closes_at = (timezone.now() + timedelta(days=30)).replace(microsecond=0)
    return {
        "demand": "Publish a plan with dates.",
        "target": "The leadership of the Example Party",
        "goal": 2000,
        "closes_at": closes_at,
        "deletion_date": timezone.localdate(closes_at) + timedelta(days=90),
        **changes,
    }


@pytest.fixture
def campaign_index(home_page: Any) -> CampaignIndexPage:
    """The published list of campaigns at `/campaigns/`."""
    return home_page.add_child(instance=CampaignIndexPage(title="Campaigns", slug="campaigns"))


@pytest.fixture
def campaign(campaign_index: CampaignIndexPage) -> CampaignPage:
    """A running campaign."""
    page = CampaignPage(title="Act on it", slug="act-on-it", demand="Act on it this year.", summary="A short summary.")
    return publish(campaign_index, page)


@pytest.fixture
def landing_page(campaign: CampaignPage) -> LandingPage:
    """A published landing page with an open petition that nobody has signed."""
    return publish(campaign, LandingPage(title="Act now", slug="sign", summary="Add your name.", **terms()))


@pytest.fixture
def draft_page(campaign: CampaignPage) -> LandingPage:
    """A landing page that was never published."""
    page = LandingPage(title="Later", slug="later", live=False, **terms())
    campaign.add_child(instance=page)
    page.save_revision()
    return LandingPage.objects.get(pk=page.pk)
