"""The demo's page in Urdu, and the words that stand around such a page."""

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.test import Client

from home.models import HomePage
from portal.demo import urdu
from tests.running import ROOT

WORDS = ROOT / "portal" / "locale" / "ur" / "LC_MESSAGES"
# Letters that Arabic keyboards make and Urdu does not use: kaf, yeh, heh.
ARABIC_FORMS = "كيىه"
demo = [pytest.mark.django_db, pytest.mark.usefixtures("standing_demo_site")]


@pytest.fixture
def html(client: Client) -> str:
    """The page as it is sent."""
    response = client.get("/ur/")
    assert response.status_code == 200
    return response.content.decode()


class TestPage:
    """What `/ur/` says."""

    pytestmark = demo

    def test_it_gives_the_figures_of_the_source_and_no_others(self, html: str) -> None:
        assert [(printed, inked) for printed, _unit, inked, _sentence in urdu.FINDINGS] == [
            ("نصف", 50),
            ("29", 29),
            ("56", 56),
        ]
        for _printed, _unit, _inked, sentence in urdu.FINDINGS:
            assert sentence in html
            assert "جواب دہندگان" in sentence
        assert "نومبر 2020" in html

    def test_it_says_that_it_is_a_sample_and_our_own_translation(self, html: str) -> None:
        assert '<span class="sample">نمونے کا مواد</span>' in html
        assert "یہ ہمارا ترجمہ ہے" in html

    def test_it_leads_to_the_english_report(self, html: str) -> None:
        assert html.count('href="/publications/islamophobia-and-the-muslim-experience/"') >= 2

    def test_english_words_within_it_are_marked(self, html: str) -> None:
        assert '<span lang="en-GB" dir="ltr">Islamophobia and the Muslim Experience</span>' in html
        menu = html[html.index('id="menu"') : html.index('class="seek"')]
        assert menu.count("<li>") == menu.count('lang="en-GB" dir="ltr"') > 0
        assert '<p class="imp" lang="en-GB" dir="ltr">Promoted by' in html

    def test_its_face_is_fetched_early_and_the_one_it_does_not_begin_with_is_not(
        self, html: str, client: Client
    ) -> None:
        assert re.findall(r"broadsheet-(\w+)\.woff2", html) == ["display", "naskh"]
        assert re.findall(r"broadsheet-(\w+)\.woff2", client.get("/").content.decode()) == ["display", "text"]

    def test_it_goes_with_the_demo_site_and_comes_back_once(self) -> None:
        call_command("load_demo_site", verbosity=0)
        assert HomePage.objects.filter(locale__language_code="ur").count() == 1
        call_command("remove_demo_site", verbosity=0)
        assert not HomePage.objects.exists()


def test_its_letters_are_those_of_urdu() -> None:
    written = Path(urdu.__file__).read_text(encoding="utf-8") + (WORDS / "django.po").read_text(encoding="utf-8")
    assert [letter for letter in written if letter in ARABIC_FORMS] == []


def test_the_compiled_words_are_those_of_the_list() -> None:
    with (WORDS / "django.po").open("rb") as listed, (WORDS / "django.mo").open("rb") as compiled:
        words = {str(message.id): message.string for message in read_po(listed) if message.id}
        found = gettext.GNUTranslations(compiled)
    assert {words_in_english: found.gettext(words_in_english) for words_in_english in words} == words, "make messages"


def test_every_word_of_the_list_is_said_somewhere() -> None:
    with (WORDS / "django.po").open("rb") as listed:
        words = [str(message.id) for message in read_po(listed) if message.id]
    said = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("templates", "home", "foundation")
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix in {".html", ".py"}
    )
    said = re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", said)
    assert [words_in_english for words_in_english in words if words_in_english not in said] == []
