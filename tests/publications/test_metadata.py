"""What programs read of a report: tags for scholars' engines, schema.org with data sets and corrections."""

import html
import json
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from publications.identifiers import validate_doi, validate_isbn, validate_orcid
from publications.models import Correction, Finding, ReportAuthor, Version
from tests.publications.conftest import MakeReport
from tests.publications.test_report_page import linked_data

TABLE = {"columns": [{"type": "text", "heading": "Answer"}], "rows": [{"values": ["Yes"]}], "caption": "Trust by age"}
BODY = json.dumps([{"type": "table", "id": "33334444", "value": {"table": TABLE, "source": ""}}])
ORCID = "0000-0002-1825-0097"


def tags_of(page: str) -> dict[str, list[str]]:
    """The contents of the `meta` tags by their names."""
    found: dict[str, list[str]] = {}
    for name, content in re.findall(r'<meta name="([^"]+)" content="([^"]*)">', page):
        found.setdefault(name, []).append(html.unescape(content))
    return found


def test_scholars_engines_find_who_what_when_and_where(make_report: MakeReport, client: Client) -> None:
    report = make_report(
        authors=[
            ReportAuthor(sort_order=0, external_name="Samayya Afzal", orcid=ORCID),
            ReportAuthor(sort_order=1, external_name="Sample & Body"),
        ],
        doi="10.5555/abc",
        isbn="978-0-306-40615-7",
        reference="CG-1",
        licence="CC BY 4.0",
    )
    tags = tags_of(client.get(report.url).content.decode())
    assert tags["citation_title"] == tags["DC.title"] == ["Trust in the party"]
    assert tags["citation_author"] == ["Afzal, Samayya", "Sample & Body"]
    assert tags["DC.creator"] == ["Samayya Afzal", "Sample & Body"]
    assert tags["citation_author_orcid"] == [f"https://orcid.org/{ORCID}"]
    assert tags["citation_publication_date"] == ["2020/11"]
    assert tags["DC.date"] == ["2020-11"]
    assert (tags["citation_doi"], tags["citation_isbn"]) == (["10.5555/abc"], ["978-0-306-40615-7"])
    assert tags["citation_technical_report_number"] == ["CG-1"]
    assert tags["DC.rights"] == ["CC BY 4.0"]
    assert tags["citation_pdf_url"] == ["http://localhost/publications/trust/v1/trust-v1.pdf"]
    assert client.get("/publications/trust/v1/trust-v1.pdf").status_code == 200


def test_what_is_not_known_has_no_tag(make_report: MakeReport, client: Client) -> None:
    report = make_report(authors=[])
    Version.objects.get().files.all().delete()
    tags = tags_of(client.get(report.url).content.decode())
    assert "citation_title" in tags
    for name in ("citation_author", "citation_doi", "citation_isbn", "citation_pdf_url", "DC.rights"):
        assert name not in tags


def test_a_report_that_did_not_come_out_has_no_tags(make_report: MakeReport, client: Client) -> None:
    report = make_report()
    Version.objects.update(published_at=None)
    assert "citation_title" not in client.get(report.url).content.decode()


def test_search_engines_are_told_identifiers_data_and_version(make_report: MakeReport, client: Client) -> None:
    report = make_report(
        authors=[
            ReportAuthor(sort_order=0, external_name="Samayya Afzal", orcid=ORCID),
            ReportAuthor(sort_order=1, external_name="Sample Body"),
        ],
        body=BODY,
        doi="10.5555/abc",
        licence="CC BY 4.0",
    )
    data = linked_data(client.get(report.url).content.decode())
    assert data["author"] == [
        {"@type": "Person", "name": "Samayya Afzal", "sameAs": f"https://orcid.org/{ORCID}"},
        {"name": "Sample Body"},
    ]
    assert data["identifier"] == [{"@type": "PropertyValue", "propertyID": "DOI", "value": "10.5555/abc"}]
    assert (data["version"], data["sameAs"]) == ("1", "http://localhost/publications/trust/v1/")
    (dataset,) = data["hasPart"]
    assert (dataset["@type"], dataset["name"], dataset["license"]) == ("Dataset", "Trust by age", "CC BY 4.0")
    assert dataset["url"] == "http://localhost/publications/trust/#table-1"


def test_a_correction_that_came_out_is_told(make_report: MakeReport, client: Client, django_user_model: Any) -> None:
    report = make_report(findings=[Finding(statement="of </script> trusted", words="30%", value=30)])
    assert "correction" not in linked_data(client.get(report.url).content.decode())
    first = report.versions.get()
    Correction.objects.create(report=report, version_from=first, was="30% </script>", now="29%", reason="A slip.")
    assert "correction" not in linked_data(client.get(report.url).content.decode())
    report.title, report.change_note = "Trust, corrected", "A figure was wrong."
    report.save_revision().publish()
    page = client.get(report.url).content.decode()
    (correction,) = linked_data(page)["correction"]
    assert correction["@type"] == "CorrectionComment"
    assert correction["text"] == "“30% </script>” is corrected to “29%”. A slip."
    assert "\n- Was: 30% \\</script\\>\n- Is now: 29%\n" in client.get("/publications/trust.md").content.decode()


@pytest.mark.parametrize(
    ("validate", "right", "wrong"),
    [
        (
            validate_orcid,
            ["0000-0002-1825-0097", "0000-0002-1694-233X"],
            ["0000-0002-1825-0098", "0000000218250097", "x", "٠٠٠٠-0002-1825-0097"],
        ),
        (
            validate_doi,
            ["10.5555/abc", "10.1000/182(3)"],
            ["https://doi.org/10.5555/abc", "10.5/abc", "10.5555/", "10.5555/a b"],
        ),
        (
            validate_isbn,
            ["978-0-306-40615-7", "9780306406157", "0-306-40615-2", "080442957X"],
            ["978-0-306-40615-8", "0-306-40615-3", "977-0-306-40615-8", "12345", "X"],
        ),
    ],
)
def test_an_identifier_is_checked_by_its_own_digit(validate: Any, right: list[str], wrong: list[str]) -> None:
    for value in right:
        validate(value)
    for value in wrong:
        with pytest.raises(ValidationError):
            validate(value)


@pytest.mark.parametrize(
    ("author", "parts"),
    [
        (ReportAuthor(external_name="Labour Muslim Network"), ("Labour Muslim Network", "")),
        (ReportAuthor(external_name="Samayya Afzal", orcid=ORCID), ("Afzal", "Samayya")),
        (ReportAuthor(external_name="Ali bin Yusuf", family_name="bin Yusuf"), ("bin Yusuf", "Ali")),
        (ReportAuthor(external_name="Khan Afzal", family_name="Khan"), ("Khan", "Afzal")),
        (ReportAuthor(external_name="Madonna", family_name="Madonna"), ("Madonna", "")),
        (ReportAuthor(external_name="Khanum Rabia", family_name="Khan", orcid=ORCID), ("Rabia", "Khanum")),
    ],
)
def test_a_name_has_the_parts_that_citations_want(author: ReportAuthor, parts: tuple[str, str]) -> None:
    assert author.name_parts == parts


def test_a_family_name_is_part_of_the_name() -> None:
    with pytest.raises(ValidationError, match="as it stands in the name"):
        ReportAuthor(external_name="Samayya Afzal", family_name="Khan").clean()
