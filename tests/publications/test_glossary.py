"""The first use of a word of the glossary is marked on each page of a report, and the page ends with what it means."""

import json
import re

import pytest
from django.test import Client
from wagtail.models import Locale

from publications.glossary import Explaining, pattern_of
from publications.models import ReportPage, Term
from tests.publications.conftest import MakeReport


@pytest.fixture
def terms(db: None) -> list[Term]:
    """Two terms: one with a plural, one that is written in capitals."""
    locale = Locale.get_active()
    return [
        Term.objects.create(
            locale=locale, name="weighting", also="weighted, weights", definition="Counting some more."
        ),
        Term.objects.create(locale=locale, name="BPC", definition="A council of pollsters."),
    ]


def report_saying(make_report: MakeReport, *chapters: str) -> ReportPage:
    """A report with one text in each chapter."""
    return make_report(
        chapters=json.dumps(
            [
                {
                    "type": "chapter",
                    "value": {
                        "title": f"Part {number}",
                        "slug": f"part-{number}",
                        "body": [{"type": "text", "value": text}],
                    },
                }
                for number, text in enumerate(chapters, 1)
            ]
        )
    )


def explained_on(client: Client, address: str) -> tuple[list[str], list[str]]:
    """The words that are marked on a page, and those that its list explains."""
    shown = client.get(address).content.decode()
    return re.findall(r"(\w+)<span class=\"wd\">", shown), re.findall(r"<dt id=\"word-\d+\">(\w+)</dt>", shown)


@pytest.mark.usefixtures("terms")
def test_only_the_first_use_is_marked_on_each_page(make_report: MakeReport, client: Client) -> None:
    address = report_saying(
        make_report,
        "<p>Answers are <b>Weighted</b>, and weighting is explained. The BPC asks for it, says the BPC.</p>",
        "<p>Weights again.</p>",
    ).url
    assert explained_on(client, f"{address}part-1/") == (["Weighted", "BPC"], ["BPC", "weighting"])
    assert explained_on(client, f"{address}part-2/") == (["Weights"], ["weighting"])
    assert explained_on(client, f"{address}full/") == (["Weighted", "BPC"], ["BPC", "weighting"])
    assert explained_on(client, address) == ([], [])


@pytest.mark.usefixtures("terms")
def test_links_parts_of_words_and_footnotes_are_left_alone(make_report: MakeReport, client: Client) -> None:
    text = (
        '<p>An <a href="https://example.org/weighting">offer of weighting</a> is overweighted, bpc'
        '<embed embedtype="footnote" note="On weighting"/>.</p>'
    )
    address = report_saying(make_report, text).url
    assert explained_on(client, f"{address}part-1/") == ([], [])


def test_a_term_of_another_language_is_not_looked_for(make_report: MakeReport, client: Client) -> None:
    urdu, _made = Locale.objects.get_or_create(language_code="ur")
    Term.objects.create(locale=urdu, name="Answers", definition="x")
    assert explained_on(client, f"{report_saying(make_report, '<p>Answers</p>').url}part-1/") == ([], [])


def test_a_mark_opens_its_explanation(terms: list[Term]) -> None:
    explained = Explaining(terms[:])
    assert explained.mark("<p>weighting and BPC</p>").count("<embed") == 2
    shown = explained.mark_of(str(terms[0].pk))
    assert f'popovertarget="what-{terms[0].pk}"' in shown
    assert "Counting some more." in shown


def test_a_definition_cannot_bring_markup(make_report: MakeReport, client: Client) -> None:
    Term.objects.create(locale=Locale.get_active(), name="word", definition="<script>alert(1)</script>")
    shown = client.get(f"{report_saying(make_report, '<p>A word.</p>').url}part-1/").content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_forms_with_signs_of_a_pattern_are_words() -> None:
    assert pattern_of(Term(name="C++ (new)", also="a.b")).search("say C++ (new) or aXb") is not None
    assert pattern_of(Term(name="a.b")).search("aXb") is None
