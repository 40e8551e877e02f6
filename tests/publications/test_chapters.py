"""A report in chapters, and the ways to read it."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.blocks import contents_list
from publications.blocks import ChaptersBlock
from publications.models import ReportPage
from tests.publications.conftest import MakeReport


def chapter(title: str, slug: str = "", *texts: str) -> dict[str, Any]:
    return {
        "type": "chapter",
        "id": f"00000000-0000-4000-8000-{abs(hash(title)) % 10**12:012d}",
        "value": {
            "title": title,
            "slug": slug,
            "body": [
                {"type": "heading", "value": {"text": f"On {title.lower()}", "level": "2"}},
                *[{"type": "text", "value": f"<p>{text}</p>"} for text in texts],
            ],
        },
    }


@pytest.fixture
def long_report(make_report: MakeReport) -> ReportPage:
    """A report of three chapters."""
    return make_report(
        chapters=[
            chapter("Trust", "trust", "Words of the first chapter."),
            chapter("Experience", "experience", "Words of the second chapter."),
            chapter("Method", "method", "Words of the third chapter."),
        ]
    )


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_each_chapter_has_an_address_with_its_words_alone(client: Client, long_report: ReportPage) -> None:
    html = words(client, f"{long_report.url}experience/")
    assert "Words of the second chapter." in html
    assert "Words of the first chapter." not in html
    assert "2 of 3" in html
    assert f'rel="canonical" href="{long_report.full_url}experience/"' in html


def test_a_chapter_leads_to_the_one_before_and_the_next(client: Client, long_report: ReportPage) -> None:
    first, middle, last = (words(client, f"{long_report.url}{slug}/") for slug in ("trust", "experience", "method"))
    assert f'rel="prev" href="{long_report.url}trust/"' in middle
    assert f'rel="next" href="{long_report.url}method/"' in middle
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in last


def test_the_whole_report_stands_on_one_page_with_its_headings_one_level_down(
    client: Client, long_report: ReportPage
) -> None:
    html = words(client, f"{long_report.url}full/")
    for ordinal in ("first", "second", "third"):
        assert f"Words of the {ordinal} chapter." in html
    assert '<h2 class="chapter" id="trust">Trust</h2>' in html
    assert re.search(r"<h3[^>]*>On trust</h3>", html)


def test_the_first_page_lists_the_chapters_and_the_ways_to_read(client: Client, long_report: ReportPage) -> None:
    html = words(client, long_report.url)
    for address in ("trust/", "full/", "findings/"):
        assert f'href="{long_report.url}{address}"' in html
    assert "Words of the first chapter." not in html


def test_a_report_without_chapters_offers_no_other_way_to_read(client: Client, report: ReportPage) -> None:
    assert 'class="modes"' not in words(client, report.url)


@pytest.mark.parametrize("address", ["trust/", "full/", "findings/", "data/"])
def test_no_way_of_reading_leads_past_unpublishing_and_privacy(
    client: Client, long_report: ReportPage, address: str
) -> None:
    restriction = long_report.view_restrictions.create(restriction_type="login")
    assert client.get(long_report.url + address).status_code == 302
    restriction.delete()
    long_report.unpublish()
    assert client.get(long_report.url + address).status_code == 404


def test_an_address_that_no_chapter_has_is_not_found(client: Client, long_report: ReportPage) -> None:
    assert client.get(f"{long_report.url}nothing/").status_code == 404


def test_a_chapter_gets_its_address_from_its_title_and_keeps_it_when_the_title_changes() -> None:
    block = ChaptersBlock()
    value = block.clean(
        block.to_python([chapter("Trust in the party"), chapter("Trust in the party!"), chapter("Full")])
    )
    assert [child.value["slug"] for child in value] == ["trust-in-the-party", "trust-in-the-party-2", "full-2"]
    raw = block.get_prep_value(value)
    raw[0]["value"]["title"] = "Another title"
    assert block.clean(block.to_python(raw))[0].value["slug"] == "trust-in-the-party"


@pytest.mark.parametrize("slugs", [("same", "same"), ("full", "other"), ("v2", "other"), ("Not A Slug", "other")])
def test_an_address_that_is_taken_or_is_none_is_refused(slugs: tuple[str, str]) -> None:
    block = ChaptersBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python([chapter("One", slugs[0]), chapter("Two", slugs[1])]))


def test_thirty_chapters_cost_as_many_queries_as_three(client: Client, make_report: MakeReport) -> None:
    def queries(count: int) -> int:
        chapters = [chapter(f"Part {number}", f"part-{number}", "Words.") for number in range(count)]
        made = make_report(slug=f"long-{count}", title=f"Long {count}", chapters=chapters)
        client.get(f"{made.url}full/")
        with CaptureQueriesContext(connection) as caught:
            client.get(f"{made.url}full/")
        return len(caught)

    assert queries(3) == queries(30)


def test_the_contents_list_of_a_chapter_holds_its_own_headings(long_report: ReportPage) -> None:
    body = long_report.chapters[0].value["body"]
    assert [entry.text for entry in contents_list(body)] == ["On trust"]


def test_two_headings_of_a_report_never_have_the_same_address_even_in_different_chapters(
    make_report: MakeReport,
) -> None:
    first, second = chapter("One", "one"), chapter("Two", "two")
    for part in (first, second):
        part["value"]["body"] = [{"type": "heading", "value": {"text": "Two", "level": "2", "anchor": "two"}}]
    report = make_report(chapters=[first, second])
    report.full_clean()
    assert [part.value["body"][0].value["anchor"] for part in report.chapters] == ["two-2", "two-3"]
