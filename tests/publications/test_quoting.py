"""Every paragraph, finding and figure can be quoted: words, source, version, and a link that leads to the same words."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from publications.models import ReportPage
from tests.publications.conftest import MakeReport

KEPT = '<p data-block-key="ab1cd">Members &amp; supporters were <b>asked</b>.</p>'
TABLE = {"columns": [{"type": "text", "heading": "Answer"}], "rows": [{"values": ["Yes"]}], "caption": "Trust by age"}


def text(block_id: str, html: str) -> dict:
    """A block of text."""
    return {"type": "text", "id": block_id, "value": html}


BODY = [text("11112222", KEPT), {"type": "table", "id": "33334444", "value": {"table": TABLE, "source": ""}}]
CHAPTER = {"title": "Method", "slug": "method", "body": [text("55556666", "<p>Asked online.</p>")]}


@pytest.fixture
def long_report(make_report: MakeReport) -> ReportPage:
    """A report with a text, a table and a chapter."""
    chapters = [{"type": "chapter", "id": "77778888", "value": CHAPTER}]
    return make_report(body=json.dumps(BODY), chapters=json.dumps(chapters))


def test_paragraphs_have_the_same_id_on_every_page_and_in_the_version(long_report: ReportPage, client: Client) -> None:
    for page in ("", "full/", "v1/", "v1/full/"):
        assert (
            '<p id="p-11112222-ab1cd">Members &amp; supporters' in client.get(long_report.url + page).content.decode()
        )
    for page in ("method/", "full/", "v1/method/"):
        assert re.search(r'<p id="p-55556666-\w{6}">Asked online', client.get(long_report.url + page).content.decode())


def test_a_link_to_a_paragraph_survives_edits_of_the_others(long_report: ReportPage, client: Client) -> None:
    long_report.body = json.dumps([text("99990000", "<p>New.</p>"), text("11112222", "<p>Newer.</p>" + KEPT)])
    long_report.change_note = "Two paragraphs more."
    long_report.save_revision().publish()
    assert '<p id="p-11112222-ab1cd">Members' in client.get(long_report.url).content.decode()


def test_everything_can_be_quoted_without_javascript(long_report: ReportPage, client: Client) -> None:
    html = client.get(f"{long_report.url}cite/").content.decode()
    version = "http://localhost/publications/trust/v1/"
    source = "Labour Muslim Network, Trust in the party, November 2020, version 1."
    for quotation in (
        f"“Members &amp; supporters were asked.” {source} {version}#p-11112222-ab1cd",
        f"“Asked online.” {source} {version}method/#p-55556666-",
        f"“Table 1: Trust by age” {source} {version}#table-1",
        f"finding 2, version 1. {version}#finding-2",
    ):
        assert quotation in html


def test_a_table_offers_its_quotation_where_it_stands(long_report: ReportPage, client: Client) -> None:
    quotation = "“Table 1: Trust by age” Labour Muslim Network, Trust in the party, November 2020, version 1. "
    for page, part in (("", ""), ("full/", "full/"), ("v1/", "")):
        assert f"{quotation}http://localhost/publications/trust/v1/{part}#table-1" in (
            client.get(long_report.url + page).content.decode()
        )


def test_each_quotation_leads_to_an_element_of_the_version(long_report: ReportPage, client: Client) -> None:
    html = client.get(f"{long_report.url}cite/").content.decode()
    links = set(re.findall(r"http://localhost(/publications/trust/v1/[^\s#<]*)#([\w-]+)", html))
    assert len(links) == 6
    for page, anchor in links:
        assert f'id="{anchor}"' in client.get(page).content.decode(), (page, anchor)


def test_a_page_gives_the_script_what_it_needs_for_the_page_in_hand(long_report: ReportPage, client: Client) -> None:
    for page, part in (("", ""), ("method/", "method/"), ("full/", "full/")):
        html = client.get(long_report.url + page).content.decode()
        assert f'data-address="http://localhost/publications/trust/v1/{part}"' in html
        assert (
            'data-quoting="“{words}” Labour Muslim Network, Trust in the party, November 2020, version 1. {address}"'
            in html
        )


def test_other_pages_have_no_ids_of_paragraphs(long_report: ReportPage, client: Client) -> None:
    assert 'id="p-' not in client.get("/publications/").content.decode()


def test_words_of_an_editor_stay_words(make_report: MakeReport, client: Client) -> None:
    evil = "</code><script>alert(1)</script>{words}{address}"
    report = make_report(
        title=evil, body=json.dumps([text("11112222", "<p>&lt;script&gt;alert(2)&lt;/script&gt;</p>")])
    )
    html = client.get(f"{report.url}cite/").content.decode()
    assert "<script>alert" not in html
    assert "“&lt;script&gt;alert(2)&lt;/script&gt;” Labour Muslim Network, &lt;/code&gt;&lt;script&gt;" in html


def test_forty_paragraphs_cost_as_many_queries_as_one(make_report: MakeReport, client: Client) -> None:
    counts = []
    for slug, many in (("few", 1), ("many", 40)):
        report = make_report(slug=slug, body=json.dumps([text(f"{n:08}", f"<p>Number {n}.</p>") for n in range(many)]))
        client.get(f"{report.url}cite/")
        with CaptureQueriesContext(connection) as counted:
            client.get(f"{report.url}cite/")
        counts.append(len(counted))
    assert 5 < counts[0] == counts[1] <= 25
