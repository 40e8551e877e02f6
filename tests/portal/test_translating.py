"""What an editor does to put a page into another language, and what then shows."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, Site

from home.models import HomePage
from publications.models import ReportPage
from tests.browser.addresses import REPORT
from users.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_demo_site")]


@pytest.fixture
def urdu() -> Locale:
    """The locale that is there from the first migration on."""
    return Locale.objects.get(language_code="ur")


@pytest.fixture
def publisher(client: Client, settings: Any) -> Client:
    """A logged-in member of the demo's publishers."""
    settings.REQUIRE_SECOND_FACTOR = False
    client.force_login(User.objects.get(username="publisher"))
    return client


def translate(editor: Client, page: Page, locale: Locale) -> Page:
    """Press “Translate” in the admin. Returns the copy, still a draft."""
    address = reverse("simple_translation:submit_page_translation", args=[page.pk])
    answer = editor.post(address, {"locales": [locale.pk], "include_subtree": ""})
    assert answer.status_code == 302, answer.content.decode()
    return page.get_translation(locale)


def test_a_publisher_translates_the_report_and_both_pages_then_lead_to_each_other(
    publisher: Client, urdu: Locale
) -> None:
    report = ReportPage.objects.get(is_sample=False)
    assert "hreflang" not in publisher.get(REPORT).content.decode()
    translate(publisher, report.get_parent().specific, urdu).specific.save_revision().publish()
    copied = translate(publisher, report, urdu)
    assert not copied.live
    assert publisher.get(reverse("wagtailadmin_pages:edit", args=[copied.pk])).status_code == 200
    assert f"/ur{REPORT}" not in publisher.get(REPORT).content.decode()

    copied = copied.specific
    copied.title = "اسلاموفوبیا اور مسلمانوں کا تجربہ"
    copied.save_revision().publish()
    root = Site.objects.get().root_url
    for here, there, words in ((REPORT, f"/ur{REPORT}", "اردو"), (f"/ur{REPORT}", REPORT, "English")):
        html = publisher.get(here).content.decode()
        assert f'<a href="{there}" hreflang=' in html
        assert f">{words}</a>" in html
        for code, address in (("en-GB", REPORT), ("ur", f"/ur{REPORT}"), ("x-default", REPORT)):
            assert f'<link rel="alternate" hreflang="{code}" href="{root}{address}">' in html


def test_the_files_of_a_translated_report_are_its_own(publisher: Client, urdu: Locale) -> None:
    report = ReportPage.objects.get(is_sample=False)
    translate(publisher, report.get_parent().specific, urdu).specific.save_revision().publish()
    translate(publisher, report, urdu).specific.save_revision().publish()
    english, other = publisher.get(f"{REPORT}latest.pdf"), publisher.get(f"/ur{REPORT}latest.pdf")
    assert (english.status_code, other.status_code) == (200, 200)
    assert b"".join(english.streaming_content) != b"".join(other.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize("slug", ["about", "campaigns", "people", "events", "stand-for-council", "afzal-khan", "sign"])
def test_every_type_of_page_can_be_translated_and_shown(admin_client: Client, urdu: Locale, slug: str) -> None:
    page = Page.objects.get(slug=slug, locale__language_code="en")
    for above in [*page.get_ancestors().filter(depth__gt=2), page]:
        translate(admin_client, above, urdu).specific.save_revision().publish()
    response = Client().get(page.get_translation(urdu).url)
    assert response.status_code == 200
    assert '<html lang="ur" dir="rtl"' in response.content.decode()


@pytest.mark.parametrize(
    ("group", "may"), [("Editors", True), ("Publishers", True), ("Campaigners", False), ("Data officers", False)]
)
def test_editors_and_publishers_may_translate(group: str, may: bool) -> None:
    assert Group.objects.get(name=group).permissions.filter(codename="submit_translation").exists() == may


def test_a_page_that_is_not_public_is_not_offered(client: Client) -> None:
    assert 'hreflang="ur"' in client.get("/").content.decode()
    HomePage.objects.get(locale__language_code="ur").unpublish()
    html = client.get("/").content.decode()
    assert "hreflang" not in html
    assert "languages" not in html
