"""A campaign may take another of the organisation's accents: its pages, its petitions and their pictures follow."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from campaigns.models import CampaignPage, LandingPage
from foundation.models import Accent, OrganisationSettings, PageArt
from portal.social_images import inks_of

pytestmark = pytest.mark.django_db
CAMPAIGN, LANDING = "/campaigns/act-on-it/", "/campaigns/act-on-it/sign/"


@pytest.fixture
def organisation(home_page: Any) -> OrganisationSettings:
    """An organisation with a second accent."""
    settings = OrganisationSettings.for_site(Site.objects.get(is_default_site=True))
    settings.accent_2 = "#00594f"
    settings.save()
    cache.clear()
    return settings


def take(campaign: CampaignPage, accent: str) -> None:
    """Publish the campaign with an accent."""
    campaign.accent = accent
    campaign.save_revision().publish()


def test_a_campaign_and_its_petition_take_its_accent(
    client: Client, organisation: OrganisationSettings, campaign: CampaignPage, landing_page: LandingPage
) -> None:
    take(campaign, Accent.SECOND)
    for address in (CAMPAIGN, LANDING, f"{LANDING}thanks/"):
        assert 'class="accent-2">\n  <head>' in client.get(address).content.decode()
    for address in ("/", "/campaigns/"):
        assert "accent-2" not in client.get(address).content.decode()


def test_a_campaign_that_chose_nothing_is_in_the_organisations_accent(
    client: Client, organisation: OrganisationSettings, landing_page: LandingPage
) -> None:
    assert "accent-" not in client.get(LANDING).content.decode().partition("<body")[0]


def test_the_picture_for_shared_links_takes_the_accent_too(
    organisation: OrganisationSettings, campaign: CampaignPage, landing_page: LandingPage
) -> None:
    before = PageArt.objects.get(page=landing_page.pk).social_key
    take(campaign, Accent.SECOND)
    assert inks_of(LandingPage.objects.get(pk=landing_page.pk), organisation).accent == "#00594f"
    assert PageArt.objects.get(page=landing_page.pk).social_key != before


def test_an_accent_that_is_no_longer_set_is_the_main_one(
    client: Client, organisation: OrganisationSettings, campaign: CampaignPage
) -> None:
    take(campaign, Accent.THIRD)
    assert inks_of(campaign, organisation).accent == organisation.accent
    assert ".accent-3" not in client.get("/brand.css").content.decode()
    assert client.get(CAMPAIGN).status_code == 200


def test_the_form_offers_the_accents_that_are_set(
    admin_client: Client, organisation: OrganisationSettings, campaign: CampaignPage
) -> None:
    body = admin_client.get(reverse("wagtailadmin_pages:edit", args=[campaign.pk])).content.decode()
    assert 'class="accent-swatch accent-2"' in body
    assert "Third accent" not in body
    assert ".accent-swatch.accent-2{background:#00594f}" in admin_client.get("/brand-admin.css").content.decode()


def test_the_form_asks_nothing_where_there_is_one_accent(admin_client: Client, campaign: CampaignPage) -> None:
    body = admin_client.get(reverse("wagtailadmin_pages:edit", args=[campaign.pk])).content.decode()
    assert "accent-swatch" not in body


def test_the_preview_shows_the_accent_before_it_is_saved(
    rf: Any, organisation: OrganisationSettings, campaign: CampaignPage
) -> None:
    campaign.accent = Accent.SECOND
    response = campaign.make_preview_request()
    response.render()
    assert 'class="accent-2"' in response.content.decode()


@pytest.mark.parametrize("day", ["light", "dark"])
def test_the_style_sheet_gives_both_screens_the_other_accent(organisation: OrganisationSettings, day: str) -> None:
    """Read as a browser does: what `.accent-2` leaves out is taken from what was set before it."""
    own, wanted = organisation.palette, organisation.palette_for(Accent.SECOND)
    by_day, by_night = organisation.colour_sheet.split("@media screen and (prefers-color-scheme: dark)")
    seen: dict[str, str] = {}
    for line in (by_day + by_night if day == "dark" else by_day).splitlines():
        name, colon, value = line.strip().partition(": ")
        if colon:
            seen[name.removeprefix("--").replace("-", "_")] = value.rstrip(";")
    assert seen == getattr(wanted, day)
    assert seen != getattr(own, day)
