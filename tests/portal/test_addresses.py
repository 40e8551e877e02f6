"""What machines look for: sitemap, robots, security contact, manifest, feeds, brand colours."""

import io
import json
import re
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import Page, PageViewRestriction, Site

from foundation.models import OrganisationSettings
from home.models import ContentPage

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture
def organisation(home_page: Page) -> OrganisationSettings:
    """The organisation of the default site."""
    settings = OrganisationSettings.for_site(Site.objects.get(is_default_site=True))
    settings.name = "Sample Network"
    settings.security_email = "security@example.org"
    settings.save()
    return settings


def publish(parent: Page, title: str, **values: Any) -> ContentPage:
    """A content page below `parent`."""
    parent.refresh_from_db()
    page = parent.add_child(instance=ContentPage(title=title, **values))
    if values.get("live", True):
        page.save_revision().publish()
    return page


def test_the_sitemap_lists_public_pages_only(client: Client, home_page: Page) -> None:
    publish(home_page, "About")
    publish(home_page, "Draft", live=False)
    PageViewRestriction.objects.create(page=publish(home_page, "Private"), restriction_type=PageViewRestriction.LOGIN)
    response = client.get("/sitemap.xml")
    found = [element.text for element in ElementTree.fromstring(response.content).iter(LOC)]  # noqa: S314  (our own answer)
    assert found == ["http://localhost/", "http://localhost/about/"]


def test_robots_names_the_sitemap_and_what_is_for_staff(client: Client, home_page: Page) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Sitemap: http://localhost/sitemap.xml" in lines
    assert "Disallow: /admin/" in lines


def test_security_txt_has_a_contact_and_has_not_expired(client: Client, organisation: OrganisationSettings) -> None:
    fields = dict(
        line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines() if line
    )
    assert fields["Contact"] == "mailto:security@example.org"
    expires = datetime.fromisoformat(fields["Expires"])
    assert timezone.now() + timedelta(days=200) < expires < timezone.now() + timedelta(days=365)


def test_security_txt_is_not_there_without_an_address(client: Client, home_page: Page) -> None:
    response = client.get("/.well-known/security.txt")
    assert response.status_code == 404
    assert b"<h1>" in response.content


def test_the_manifest_names_the_organisation(client: Client, organisation: OrganisationSettings) -> None:
    response = client.get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    assert json.loads(response.content)["name"] == "Sample Network"


def test_browsers_that_ask_for_a_favicon_get_one(client: Client) -> None:
    response = client.get("/favicon.ico", follow=True)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"


def test_brand_colours_are_the_organisations(client: Client, organisation: OrganisationSettings) -> None:
    organisation.accent = "#ffd400"
    organisation.save()
    response = client.get("/brand.css")
    assert response["Content-Type"].startswith("text/css")
    sheet = response.content.decode()
    assert "--flag: #ffd400;" in sheet
    assert "--on-flag: #161b2b;" in sheet
    assert "prefers-color-scheme: dark" in sheet
    assert sheet.count("{") == sheet.count("}")


def test_pages_ask_for_brand_colours_only_where_they_are_not_the_style_sheets_own(
    client: Client, organisation: OrganisationSettings
) -> None:
    assert "/brand.css" not in client.get("/").content.decode()
    organisation.accent_2 = "#004488"
    organisation.save()
    cache.clear()
    assert "/brand.css" in client.get("/").content.decode()
    assert ".accent-2 {" in client.get("/brand.css").content.decode()


@pytest.mark.parametrize("accent", ["#b8102b", "#004488"])
def test_icons_and_the_browsers_frame_follow_the_brand(
    client: Client, organisation: OrganisationSettings, accent: str
) -> None:
    organisation.paper, organisation.ink, organisation.accent = "#ffffff", "#003322", accent
    organisation.save()
    cache.clear()
    head = client.get("/").content.decode().partition("<body")[0]
    assert '<meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)">' in head
    drawing, picture = re.findall(r'href="(/icons/[^"]+)"', head)
    assert ".i{fill:#003322}" in client.get(drawing).content.decode()
    with Image.open(io.BytesIO(client.get(picture).content)) as icon:
        assert icon.size == (180, 180)
        assert icon.getpixel((0, 0)) == (255, 255, 255)
        assert icon.getpixel((90, 50)) == (0, 0x33, 0x22)
    shown = json.loads(client.get("/manifest.webmanifest").content)["icons"]
    assert {client.get(icon["src"]).status_code for icon in shown} == {200}
    assert client.get("/icons/icon-4000.png").status_code == 404


@pytest.mark.parametrize("kind", ["all", "publications", "campaigns", "events"])
def test_every_feed_is_valid_atom(client: Client, organisation: OrganisationSettings, kind: str) -> None:
    response = client.get(f"/feeds/{kind}.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314  (our own answer)
    for name in ("id", "title", "updated", "author"):
        assert root.find(f"{ATOM}{name}") is not None
    (own,) = [link for link in root.iter(f"{ATOM}link") if link.get("rel") == "self"]
    assert own.get("href") == f"http://localhost/feeds/{kind}.atom"
    assert client.get(f"/feeds/{kind}.atom").content == response.content


def test_a_feed_entry_keeps_its_id_when_its_page_moves(client: Client, home_page: Page) -> None:
    page = publish(home_page, "About <us>")
    (before,) = feedparser.parse(client.get("/feeds/all.atom").content).entries
    page.slug = "who-we-are"
    page.save_revision().publish()
    (after,) = feedparser.parse(client.get("/feeds/all.atom").content).entries
    assert before.id == after.id
    assert after.link == "http://localhost/who-we-are/"
    assert after.title == "About <us>"
    assert after.updated >= before.updated


def test_feeds_leave_out_what_is_not_public(client: Client, home_page: Page) -> None:
    publish(home_page, "Draft", live=False)
    assert feedparser.parse(client.get("/feeds/all.atom").content).entries == []


def test_an_unknown_feed_is_not_found(client: Client, home_page: Page) -> None:
    assert client.get("/feeds/gossip.atom").status_code == 404


@pytest.mark.parametrize("address", ["/feeds/all.atom", "/sitemap.xml"])
@pytest.mark.usefixtures("tasks_wait")
def test_as_many_queries_for_thirty_pages_as_for_three(
    client: Client, home_page: Page, django_assert_num_queries: Any, django_assert_max_num_queries: Any, address: str
) -> None:
    for number in range(3):
        publish(home_page, f"Page {number}")
    client.get(address)
    with django_assert_max_num_queries(12) as few:
        client.get(address)
    for number in range(27):
        publish(home_page, f"Another page {number}")
    with django_assert_num_queries(len(few)):
        client.get(address)
