"""Files for citation programs, and the text as Markdown: of what is public, and of nothing else."""

import json

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from publications.citing.formats import bibtex, csl_json, ris
from publications.models import ReportAuthor, ReportPage, Version
from tests.publications.conftest import MakeReport

ITEM = {
    "id": "trust-2020-v2",
    "type": "report",
    "title": "50% {of} “trust” & more_\\",
    "author": [{"literal": "Smith and Jones"}, {"family": "O'Neill", "given": "Afzal #1"}],
    "issued": {"date-parts": [[2020, 11]]},
    "version": "2",
    "URL": "https://portal.example.org/publications/a_b/v2/",
    "language": "en-GB",
    "publisher": "Labour Muslim Network",
    "abstract": "One\nline.",
}
FILES = ("/cite.bib", "/cite.ris", "/cite.json", "/v1/cite.bib", "/v1/cite.ris", "/v1/cite.json", ".md", "/cite/")
ADDRESSES = [f"/publications/trust{file}" for file in FILES]


def test_bibtex_escapes_what_tex_would_read_and_keeps_bodies_and_capitals() -> None:
    text = bibtex(ITEM)
    assert text.startswith("@techreport{trust-2020-v2,\n")
    for line in (
        "  author = {{Smith and Jones} and O'Neill, Afzal \\#1},",
        "  title = {{50\\% \\textbraceleft{}of\\textbraceright{} “trust” \\& more\\_\\textbackslash{}}},",
        "  year = {2020},",
        "  month = nov,",
        "  note = {Version 2},",
        "  url = {https://portal.example.org/publications/a_b/v2/},",
        "  abstract = {One line.},",
    ):
        assert line in text.split("\n")
    assert text.count("{") == text.count("}")


def test_ris_has_a_field_a_line_and_ends_lines_as_it_should() -> None:
    lines = ris(ITEM).split("\r\n")
    assert lines[0] == "TY  - RPRT"
    assert lines[-2:] == ["ER  - ", ""]
    assert {"AU  - Smith and Jones", "AU  - O'Neill, Afzal #1", "DA  - 2020/11//", "ET  - Version 2"} <= set(lines)
    assert "AB  - One line." in lines


@pytest.mark.parametrize(
    ("parts", "written"), [([2020], "2020///"), ([2020, 3], "2020/03//"), ([2020, 3, 5], "2020/03/05/")]
)
def test_a_date_is_as_exact_as_it_is_known(parts: list[int], written: str) -> None:
    item = {**ITEM, "issued": {"date-parts": [parts]}}
    assert f"DA  - {written}\r\n" in ris(item)
    assert ("month" in bibtex(item)) is (len(parts) > 1)


def test_csl_json_is_a_list_of_the_item() -> None:
    assert json.loads(csl_json(ITEM)) == [ITEM]


def test_programs_get_the_newest_version_or_the_one_they_ask_for(make_report: MakeReport, client: Client) -> None:
    report = make_report(authors=[ReportAuthor(external_name="Samayya Afzal", family_name="Afzal")], doi="10.5555/abc")
    report.title, report.change_note = "Trust, again", "A better title."
    report.save_revision().publish()
    old = client.get("/publications/trust/v1/cite.json")
    new = client.get("/publications/trust/cite.json")
    assert [answer["Content-Type"] for answer in (old, new)] == ["application/vnd.citationstyles.csl+json"] * 2
    assert (old.json()[0]["title"], old.json()[0]["version"]) == ("Trust in the party", "1")
    assert (new.json()[0]["title"], new.json()[0]["version"]) == ("Trust, again", "2")
    assert new.json()[0]["author"] == [{"family": "Afzal", "given": "Samayya"}]
    assert new.json()[0]["URL"] == "http://localhost/publications/trust/v2/"
    answer = client.get("/publications/trust/v1/cite.bib")
    assert answer["Content-Disposition"] == 'attachment; filename="trust-v1.bib"'
    assert "doi = {10.5555/abc}" in answer.content.decode()
    assert client.get("/publications/trust/cite.ris").content.endswith(b"ER  - \r\n")


def test_nothing_is_there_before_a_version_came_out(report: ReportPage, client: Client) -> None:
    assert [client.get(address).status_code for address in ADDRESSES] == [200] * len(ADDRESSES)
    Version.objects.update(published_at=None)
    for address in ADDRESSES:
        hidden = client.get(address)
        assert (hidden.status_code, hidden["Cache-Control"]) == (404, "no-store"), address


def test_nothing_is_there_for_visitors_of_a_private_or_unpublished_report(report: ReportPage, client: Client) -> None:
    restriction = PageViewRestriction.objects.create(page=report, restriction_type=PageViewRestriction.LOGIN)
    for address in ADDRESSES:
        asked = client.get(address)
        assert (asked.status_code, "no-store" in asked["Cache-Control"]) == (302, True), address
    restriction.delete()
    report.unpublish()
    assert [client.get(address).status_code for address in ADDRESSES] == [404] * len(ADDRESSES)


def test_a_version_from_before_citations_were_kept_is_cited_too(report: ReportPage, client: Client) -> None:
    Version.objects.update(citations={})
    assert client.get("/publications/trust/cite.json").json()[0]["title"] == "Trust in the party"
    assert "Trust in the party" in client.get(report.url).content.decode()
    assert "## Cite this report" not in client.get("/publications/trust.md").content.decode()


def test_the_text_alone_holds_the_whole_report(make_report: MakeReport, client: Client) -> None:
    body = [{"type": "text", "id": "11112222", "value": "<p>Asked *online*.</p>"}]
    chapter = {
        "title": "Method",
        "slug": "method",
        "body": [{"type": "heading", "id": "h", "value": {"text": "Who", "level": "2"}}],
    }
    make_report(
        body=json.dumps(body),
        chapters=json.dumps([{"type": "chapter", "id": "c", "value": chapter}]),
        abstract="In short.",
        licence="CC BY 4.0",
        is_sample=True,
    )
    answer = client.get("/publications/trust.md")
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=60"
    text = answer.content.decode()
    places = [
        text.index(words)
        for words in (
            "# Trust in the party\n",
            "- Authors: Labour Muslim Network\n",
            "- Published: November 2020\n",
            "- Licence: CC BY 4.0\n",
            "- Sample content: yes, invented\n",
            "- This version: <http://localhost/publications/trust/v1/>\n",
            "## Abstract\n\nIn short.\n",
            "- [Finding 2](http://localhost/publications/trust/#finding-2): 29% had directly experienced it\n",
            "Asked \\*online\\*.\n",
            "## Method\n\n### Who\n",
            "## Cite this report\n\nLabour Muslim Network (2020) Trust in the party.",
        )
    ]
    assert places == sorted(places)


def test_only_reports_have_a_text_alone(report: ReportPage, client: Client) -> None:
    for address in ("/publications.md", "/publications/nothing.md", "/publications/trust/report.md", "/home.md"):
        assert client.get(address).status_code == 404
