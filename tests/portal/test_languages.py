"""Pages in another language: their addresses, and that the address alone decides the language."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.coreutils import get_dummy_request
from wagtail.models import Locale, Page

from foundation.routing import route
from home.models import ContentPage, HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def urdu_home(home_page: Page) -> HomePage:
    """A published home page in Urdu, the translation of the English one."""
    copied: HomePage = home_page.specific.copy_for_translation(Locale.objects.get(language_code="ur"))
    copied.title = "صفحہ اول"
    copied.save_revision().publish()
    copied.refresh_from_db()
    return copied


def add_page(parent: Page, title: str, slug: str) -> ContentPage:
    """A published page below another, in its language."""
    parent.refresh_from_db()
    made: ContentPage = parent.add_child(instance=ContentPage(title=title, slug=slug, locale=parent.locale))
    made.save_revision().publish()
    made.refresh_from_db()
    return made


def test_a_page_in_urdu_lives_below_the_prefix_and_says_so(client: Client, urdu_home: HomePage) -> None:
    about = add_page(urdu_home, "ہمارے بارے میں", "about")
    assert (urdu_home.url, about.url) == ("/ur/", "/ur/about/")
    for address in ("/ur/", "/ur/about/"):
        response = client.get(address)
        assert response.status_code == 200
        assert '<html lang="ur" dir="rtl"' in response.content.decode()


def test_a_page_in_the_main_language_has_no_prefix(client: Client, urdu_home: HomePage) -> None:
    assert '<html lang="en-GB" dir="ltr"' in client.get("/").content.decode()
    assert client.get("/en/").status_code == 404


@pytest.mark.parametrize("address", ["/ur/", "/ur/about/", "/fr/", "/ur/search/", "/ur/admin/", "/ur/robots.txt"])
def test_a_language_without_a_home_page_has_no_addresses(client: Client, home_page: Page, address: str) -> None:
    add_page(home_page, "About", "about")
    assert client.get(address).status_code == 404


def test_a_draft_home_page_in_urdu_is_not_the_english_one(client: Client, urdu_home: HomePage) -> None:
    urdu_home.unpublish()
    assert client.get("/ur/").status_code == 404


def test_an_english_page_has_no_address_in_urdu(client: Client, home_page: Page, urdu_home: HomePage) -> None:
    add_page(home_page, "About", "about")
    assert client.get("/about/").status_code == 200
    assert client.get("/ur/about/").status_code == 404


def test_an_address_without_its_last_slash_is_led_to_it(client: Client, urdu_home: HomePage) -> None:
    assert client.get("/ur")["Location"] == "/ur/"


def test_what_a_browser_prefers_changes_nothing(client: Client, urdu_home: HomePage) -> None:
    for address in ("/", "/ur/"):
        plain = client.get(address)
        asked = client.get(address, headers={"Accept-Language": "ur,ar;q=0.5", "Cookie": "django_language=ur"})
        assert asked.content == plain.content
        assert asked.get("Vary", "") == plain.get("Vary", "")
        assert "language" not in plain.get("Vary", "").lower()


def test_the_language_of_one_answer_does_not_reach_the_next(client: Client, urdu_home: HomePage) -> None:
    before = client.get("/").content
    client.get("/ur/")
    assert translation.get_language() == "en"
    assert client.get("/").content == before


def test_an_error_below_the_prefix_is_told_in_the_main_language(client: Client, urdu_home: HomePage) -> None:
    response = client.get("/ur/nowhere/")
    assert response.status_code == 404
    assert response.content == client.get("/nowhere/").content


@pytest.mark.parametrize("language", ["en", "en-gb", "fr", "ur"])
def test_addresses_are_the_same_whatever_language_the_admin_speaks(urdu_home: HomePage, language: str) -> None:
    english = HomePage.objects.exclude(pk=urdu_home.pk).get()
    with translation.override(language):
        assert (english.url, urdu_home.url) == ("/", "/ur/")
        assert reverse("search") == "/search/"


def test_a_deep_page_is_found_with_as_many_queries_as_a_shallow_one(client: Client, home_page: Page) -> None:
    below = home_page
    for name in "abcd":
        below = add_page(below, name, name)

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            found = route(get_dummy_request(), path)
        assert found is not None
        return len(captured)

    queries("a/")
    assert queries("a/b/c/d/") == queries("a/")
    assert client.get("/a/b/c/d/").status_code == 200
    assert client.get("/a/c/").status_code == 404
    assert client.get("/b/").status_code == 404
