"""Pages in another language: their addresses, and that the address alone decides the language."""

import re
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.coreutils import get_dummy_request
from wagtail.models import Locale, Page, PageViewRestriction

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


def test_pages_in_two_languages_lead_to_each_other_and_name_both(client: Client, urdu_home: HomePage) -> None:
    named = [
        '<link rel="alternate" hreflang="en-GB" href="http://localhost/">',
        '<link rel="alternate" hreflang="x-default" href="http://localhost/">',
        '<link rel="alternate" hreflang="ur" href="http://localhost/ur/">',
    ]
    english, urdu = client.get("/").content.decode(), client.get("/ur/").content.decode()
    assert '<a href="/ur/" hreflang="ur" lang="ur" dir="rtl">اردو</a>' in english
    assert '<a href="/" hreflang="en-GB" lang="en-GB" dir="ltr">English</a>' in urdu
    for html in (english, urdu):
        assert all(link in html for link in named)
    assert '<meta property="og:locale" content="en_GB">' in english
    assert '<meta property="og:locale:alternate" content="ur_PK">' in english
    assert '<meta property="og:locale" content="ur_PK">' in urdu


def test_a_page_without_a_translation_has_no_switcher(client: Client, home_page: Page, urdu_home: HomePage) -> None:
    add_page(home_page, "About", "about")
    html = client.get("/about/").content.decode()
    assert "hreflang" not in html
    assert 'class="languages"' not in html


def test_a_translation_that_is_for_some_only_is_not_offered(client: Client, urdu_home: HomePage) -> None:
    PageViewRestriction.objects.create(page=urdu_home, restriction_type=PageViewRestriction.LOGIN)
    assert "hreflang" not in client.get("/").content.decode()


def test_an_alias_in_another_language_is_no_translation(client: Client, home_page: Page) -> None:
    home_page.copy_for_translation(Locale.objects.get(language_code="ur"), alias=True)
    assert "hreflang" not in client.get("/").content.decode()


def test_the_words_around_an_urdu_page_are_in_urdu_and_what_is_not_says_so(client: Client, urdu_home: HomePage) -> None:
    html = client.get("/ur/").content.decode()
    for words in ("مواد پر جائیں", "مینو", "تلاش", "زبانیں"):
        assert words in html
    assert '<h1 lang="en-GB" dir="ltr">Your organisation</h1>' in html
    assert 'href="/ur/" lang="en-GB" dir="ltr">Your organisation</a>' in html


def test_an_english_page_marks_nothing_but_the_link_to_the_other(client: Client, urdu_home: HomePage) -> None:
    assert re.findall(r'lang="[^"]+" dir="[^"]+"', client.get("/").content.decode()) == [
        'lang="en-GB" dir="ltr"',
        'lang="ur" dir="rtl"',
    ]


def test_the_sitemap_lists_both_languages_and_joins_them(client: Client, home_page: Page, urdu_home: HomePage) -> None:
    add_page(home_page, "About", "about")
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    found = {
        url.findtext("s:loc", namespaces=names): {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", names)
        }
        for url in ElementTree.fromstring(client.get("/sitemap.xml").content).findall("s:url", names)  # noqa: S314
    }
    both = {"en-GB": "http://localhost/", "x-default": "http://localhost/", "ur": "http://localhost/ur/"}
    assert found == {"http://localhost/": both, "http://localhost/ur/": both, "http://localhost/about/": {}}


def test_a_feed_tells_of_a_page_once(client: Client, home_page: Page, urdu_home: HomePage) -> None:
    add_page(home_page, "About", "about")
    add_page(urdu_home, "ہمارے بارے میں", "about")
    feed = client.get("/feeds/all.atom").content.decode()
    assert feed.count("<entry>") == 1
    assert "http://localhost/about/" in feed


def test_search_finds_both_languages_and_marks_the_other(client: Client, home_page: Page, urdu_home: HomePage) -> None:
    add_page(home_page, "Councillors meet", "meet")
    add_page(urdu_home, "کونسلر councillors", "councillors")
    html = client.get("/search/?q=councillors").content.decode()
    assert '<h3 lang="ur" dir="rtl"><a href="/ur/councillors/" hreflang="ur">' in html
    assert '<span lang="ur" dir="rtl">اردو</span>' in html
    assert '<h3><a href="/meet/">' in html


def test_a_page_cannot_take_the_prefix_of_a_language(home_page: Page) -> None:
    with pytest.raises(ValidationError, match="another language"):
        ContentPage(title="Ur", slug="ur", locale=home_page.locale, path="x", depth=3).clean()
    ContentPage(title="Urban", slug="urban", locale=home_page.locale, path="x", depth=3).clean()


def test_a_new_urdu_page_is_previewed_in_urdu(admin_client: Client, urdu_home: HomePage) -> None:
    draft = urdu_home.add_child(instance=ContentPage(title="مسودہ", slug="draft", live=False, locale=urdu_home.locale))
    draft.save_revision()
    html = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk])).content.decode()
    assert '<html lang="ur" dir="rtl"' in html
