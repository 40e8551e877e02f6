"""The admin wears the organisation's colours and leads to the second factor."""

import pytest
from django.test import Client
from wagtail.models import Page, Site

from foundation.models import OrganisationSettings
from home.models import ContentPage
from portal.addresses import hsl

pytestmark = pytest.mark.django_db


def test_the_admin_shows_the_organisations_wordmark_and_colours(admin_client: Client, home_page: Page) -> None:
    organisation = OrganisationSettings.for_site(Site.objects.get(is_default_site=True))
    organisation.name, organisation.abbreviation, organisation.accent = "Sample Network", "SN", "#004488"
    organisation.save()
    body = admin_client.get("/admin/").content.decode()
    assert '<span class="portal-wordmark">SN</span>' in body
    assert 'href="/brand-admin.css"' in body
    sheet = admin_client.get("/brand-admin.css").content.decode()
    assert "--w-color-secondary-hue:210.0;" in sheet
    assert "--w-color-secondary-lightness:26.7%;" in sheet


@pytest.mark.parametrize(
    ("colour", "expected"), [("#ff0000", (0, 1, 0.5)), ("#ffffff", (0, 0, 1)), ("#000000", (0, 0, 0))]
)
def test_colours_are_written_as_wagtail_wants_them(colour: str, expected: tuple[float, float, float]) -> None:
    assert hsl(colour) == pytest.approx(expected)


def test_the_account_page_leads_to_the_second_factor(admin_client: Client, home_page: Page) -> None:
    body = admin_client.get("/admin/account/").content.decode()
    assert 'href="/accounts/2fa/"' in body


def test_the_admin_has_its_own_policy_and_no_page_has_it(admin_client: Client, home_page: Page) -> None:
    admin = admin_client.get("/admin/")["Content-Security-Policy"]
    assert "'unsafe-inline'" in admin
    assert "frame-ancestors 'self'" in admin
    assert "'unsafe-inline'" not in admin_client.get("/")["Content-Security-Policy"]


def test_nothing_of_the_admin_is_kept_by_a_shared_cache(admin_client: Client, home_page: Page) -> None:
    for address in ("/admin/", "/admin/pages/", f"/admin/pages/{home_page.pk}/edit/"):
        control = admin_client.get(address)["Cache-Control"]
        assert "public" not in control
        assert "private" in control or "no-store" in control


def test_the_account_page_offers_no_time_zone(admin_client: Client, home_page: Page) -> None:
    body = admin_client.get("/admin/account/").content.decode()
    assert "<form" in body
    assert "current_time_zone" not in body


@pytest.mark.parametrize(
    "typed", ['"', '""', 'the "home" page', '"home', "home*", "o'clock", "a AND", "NEAR(", "100% %s", "(", ":"]
)
@pytest.mark.parametrize(
    "address", ["/admin/pages/", "/admin/images/", "/admin/documents/", "/admin/choose-page/search/"]
)
def test_editors_search_for_whatever_they_type(admin_client: Client, home_page: Page, address: str, typed: str) -> None:
    assert admin_client.get(address, {"q": typed}).status_code == 200


def test_editors_find_a_page_by_words_in_quotes(admin_client: Client, home_page: Page) -> None:
    home_page.add_child(instance=ContentPage(title='What "fair" means', summary="x"))
    body = admin_client.get("/admin/pages/", {"q": 'what "fair"'}).content.decode()
    assert "What &quot;fair&quot; means" in body


@pytest.mark.parametrize("form", [{"title": "x"}, {"title": "x", "slug": "x", "body-count": "3"}])
def test_a_page_form_that_lost_its_fields_is_400_and_saves_nothing(
    admin_client: Client, home_page: Page, form: dict[str, str]
) -> None:
    response = admin_client.post(f"/admin/pages/add/home/contentpage/{home_page.pk}/", form)
    assert response.status_code == 400
    assert not ContentPage.objects.exists()
