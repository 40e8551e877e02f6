"""Citations in five styles: each as its manual wants a report, each with the version and its permanent address."""

import html
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import citeproc
import pytest
from lxml import etree

from publications.citing.styles import FOLDER, STYLES, as_text, cited
from publications.models import ReportAuthor
from tests.publications.conftest import MakeReport

ADDRESS = "https://portal.example.org/publications/trust/v2/"
BODY = {"author": [{"literal": "Labour Muslim Network"}]}
PEOPLE = {"author": [{"family": "Khan", "given": "Afzal"}, {"family": "O'Neill", "given": "Samayya-Jane R."}]}


def item(**fields: Any) -> dict[str, Any]:
    """A report of November 2020, version 2."""
    return {
        "id": "trust",
        "type": "report",
        "title": "Trust",
        "issued": {"date-parts": [[2020, 11]]},
        "version": "2",
        "URL": ADDRESS,
        "language": "en-GB",
        "publisher": "Labour Muslim Network",
        **fields,
    }


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("harvard", f"Labour Muslim Network (2020) <i>Trust</i>. Version 2. Available at: {ADDRESS}."),
        ("apa", f"Labour Muslim Network. (2020, November). <i>Trust</i> (Version 2). {ADDRESS}"),
        ("chicago", f"Labour Muslim Network. <i>Trust</i>. Version 2. November 2020. {ADDRESS}."),
        ("oscola", f"Labour Muslim Network, ‘Trust’ (version 2, November 2020) &lt;{ADDRESS}&gt;"),
        ("vancouver", f"Labour Muslim Network. Trust [Internet]. Version 2. 2020 Nov. Available from: {ADDRESS}"),
    ],
)
def test_a_body_is_named_whole_and_once(style: str, expected: str) -> None:
    assert cited(item(**BODY), style) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("harvard", "Khan, A. and O'Neill, S.-J.R. (2020)"),
        ("apa", "Khan, A., &amp; O'Neill, S.-J. R. (2020, November 5)."),
        ("chicago", "Khan, Afzal, and Samayya-Jane R. O'Neill. <i>"),
        ("oscola", "Afzal Khan and Samayya-Jane R. O'Neill, ‘"),
        ("vancouver", "Khan A, O'Neill SJR. Trust"),
    ],
)
def test_people_are_named_as_the_style_names_them(style: str, expected: str) -> None:
    assert cited(item(**PEOPLE, issued={"date-parts": [[2020, 11, 5]]}), style).startswith(expected)


@pytest.mark.parametrize("style", STYLES)
def test_a_report_without_authors_begins_with_its_title(style: str) -> None:
    citation = as_text(cited(item(), style))
    assert citation.lstrip("‘").startswith("Trust")
    assert citation.count("Trust") == 1
    assert "Labour Muslim Network" in citation


@pytest.mark.parametrize("style", STYLES)
def test_every_citation_names_the_version_its_address_and_what_else_is_known(style: str) -> None:
    citation = as_text(cited(item(**PEOPLE, DOI="10.5555/abc", number="CG-1"), style))
    for words in ("ersion 2", ADDRESS, "10.5555/abc", "CG-1", "2020"):
        assert words in citation


@pytest.mark.parametrize("style", STYLES)
def test_only_as_much_of_the_date_is_printed_as_is_known(style: str) -> None:
    citation = as_text(cited(item(**BODY, issued={"date-parts": [[2020]]}), style))
    assert "2020" in citation
    assert "Nov" not in citation
    assert "January" not in citation


@pytest.mark.parametrize("style", STYLES)
def test_words_of_an_editor_are_escaped_once(style: str) -> None:
    evil = 'A & B <script>alert(1)</script> "C" &amp; \ue000D\ue001 <span class="nocase">E'
    citation = cited(item(title=evil, author=[{"literal": evil}, {"family": evil, "given": evil}]), style)
    assert "<script" not in citation
    assert "&amp;amp;amp;" not in citation
    assert 'A & B <script>alert(1)</script> "C" &amp; D' in as_text(citation)
    assert html.unescape(citation.replace("<i>", "").replace("</i>", "")) == as_text(citation)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("title", ["Who counts?", "Stop!", "The end."])
def test_a_title_keeps_its_own_closing_mark_and_takes_no_second(style: str, title: str) -> None:
    citation = as_text(cited(item(**BODY, title=title), style))
    assert title in citation
    assert f"{title}." not in citation


@pytest.mark.parametrize("style", STYLES)
def test_each_style_is_a_valid_csl_style(style: str, csl_schema: etree.RelaxNG) -> None:
    assert csl_schema.validate(etree.parse(FOLDER / f"{style}.csl")), csl_schema.error_log


@pytest.fixture(scope="module")
def csl_schema() -> Iterator[etree.RelaxNG]:
    """The grammar of CSL 1.0, as the processor brings it."""
    return etree.RelaxNG(etree.parse(Path(citeproc.SCHEMA_PATH)))


def test_a_published_version_keeps_its_citations(make_report: MakeReport) -> None:
    kept = make_report().versions.get().citations
    assert set(kept["styles"]) == set(STYLES)
    assert kept["styles"]["harvard"] == (
        "Labour Muslim Network (2020) <i>Trust in the party</i>. Version 1. Your organisation. "
        "Available at: http://localhost/publications/trust/v1/."
    )


def test_a_later_name_of_the_organisation_does_not_change_what_was_cited(make_report: MakeReport) -> None:
    report = make_report(authors=[ReportAuthor(external_name="Samayya bint Afzal", family_name="bint Afzal")])
    author = report.authors.get()
    author.external_name = author.family_name = "Another"
    author.save()
    assert report.versions.get().citations["item"]["author"] == [{"family": "bint Afzal", "given": "Samayya"}]
