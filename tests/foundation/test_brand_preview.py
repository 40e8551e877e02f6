"""The Brand tab: colours as an editor types them, what they make, and why a palette cannot be used."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import nested_form_data, streamfield

from foundation.models import OrganisationSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(home_page: Page) -> Site:
    """The default site."""
    return Site.objects.get(is_default_site=True)


def previewed(client: Client, site: Site, **colours: str) -> tuple[str, str]:
    """The frame for these colours, and its style sheet."""
    frame = client.get(reverse("brand_preview", args=[site.pk]), colours)
    sheet = client.get(reverse("brand_preview_sheet", args=[site.pk]), colours)
    assert (frame.status_code, sheet.status_code) == (200, 200)
    return frame.content.decode(), sheet.content.decode()


def save(client: Client, site: Site, **colours: str) -> Any:
    """Send the form of the settings with these colours."""
    form = {
        "name": "Sample Network",
        "paper": "#f6eee4",
        "ink": "#161b2b",
        "accent": "#b8102b",
        "accent_2": "",
        "accent_3": "",
        "social_links": streamfield([]),
        **colours,
    }
    address = reverse("wagtailsettings:edit", args=["foundation", "organisationsettings", site.pk])
    return client.post(address, nested_form_data(form), follow=True)


def saved(site: Site) -> OrganisationSettings:
    """The settings as they are in the database."""
    return OrganisationSettings.objects.get_or_create(site=site)[0]


def test_the_preview_shows_both_screens_with_every_ratio(admin_client: Client, site: Site) -> None:
    frame, sheet = previewed(admin_client, site)
    assert "<b>14.9</b> to 1, 7 needed" in frame
    assert "Edge of the band against the page" in frame
    assert ".screen-light {" in sheet
    assert ".screen-dark {" in sheet


def test_colours_are_shown_before_they_are_saved(admin_client: Client, site: Site) -> None:
    frame, sheet = previewed(admin_client, site, accent="FFD400", accent_2="#0a5")
    assert "--flag: #ffd400;" in sheet
    assert ".screen-dark .accent-2 {" in sheet
    assert "Second accent" in frame
    assert saved(site).accent == "#b8102b"


@pytest.mark.parametrize(
    ("colours", "reason"),
    [
        ({"ink": "#8a8a8a"}, "Ink on paper reaches a contrast of 3 to 1"),
        ({"paper": "#555555"}, "Choose a lighter paper"),
        ({"paper": "#161b2b", "ink": "#f6eee4"}, "Swap the two"),
        ({"accent": "red"}, "Write the colour as # and six digits"),
        ({"accent": ""}, "This field cannot be blank"),
        ({"accent_3": "#12345"}, "Write the colour as # and six digits"),
        ({"accent": "<script>"}, "Write the colour as # and six digits"),
    ],
)
def test_a_palette_that_cannot_pass_is_refused_with_the_reason_in_the_preview_and_on_saving(
    admin_client: Client, site: Site, colours: dict[str, str], reason: str
) -> None:
    frame, sheet = previewed(admin_client, site, **colours)
    assert "This palette cannot be used" in frame
    assert reason in frame
    assert sheet == ""
    answer = save(admin_client, site, name="Another name", **colours).content.decode()
    assert reason in answer or "This field is required" in answer
    assert 'value="Another name"' in answer  # nothing that was typed is lost
    assert saved(site).brand == OrganisationSettings().brand


def test_colours_are_kept_in_one_form_however_they_are_typed(admin_client: Client, site: Site) -> None:
    save(admin_client, site, accent=" B8102B ", ink="#123", accent_2="0a5D3b")
    kept = saved(site)
    assert (kept.accent, kept.ink, kept.accent_2, kept.accent_3) == ("#b8102b", "#112233", "#0a5d3b", "")


def test_an_accent_that_is_weak_on_the_paper_is_no_reason_to_refuse(admin_client: Client, site: Site) -> None:
    save(admin_client, site, accent="#ffd400")
    assert saved(site).accent == "#ffd400"


def test_the_form_holds_the_preview_of_what_was_typed(admin_client: Client, site: Site) -> None:
    answer = save(admin_client, site, ink="#8a8a8a").content.decode()
    assert f"{reverse('brand_preview', args=[site.pk])}?paper=%23f6eee4&amp;ink=%238a8a8a" in answer
    assert 'type="module"' in answer


def test_the_preview_brings_no_inline_style_or_script(admin_client: Client, site: Site) -> None:
    frame, _sheet = previewed(admin_client, site, accent="#ffd400")
    assert "style=" not in frame
    assert "<style" not in frame
    assert "<script" not in frame


@pytest.mark.parametrize("name", ["brand_preview", "brand_preview_sheet"])
def test_only_staff_see_the_preview(client: Client, admin_client: Client, site: Site, name: str) -> None:
    assert client.get(reverse(name, args=[site.pk])).status_code == 302
    assert admin_client.get(reverse(name, args=[site.pk + 9])).status_code == 404
    assert admin_client.post(reverse(name, args=[site.pk])).status_code == 405
