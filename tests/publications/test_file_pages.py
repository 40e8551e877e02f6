"""Designed PDFs in versions, and their pages in the search: there from the second on which they are public."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from publications import uploads
from publications.models import DesignedFile, ReportFile, ReportPage, Version
from tests.publications.conftest import MakeReport, TakeIn


@pytest.fixture
def visitor() -> Client:
    return Client()


def publish_anew(report: ReportPage, abstract: str = "Changed.") -> ReportPage:
    """The next version."""
    report = ReportPage.objects.get(pk=report.pk)
    report.abstract, report.change_note = abstract, f"{abstract} And a note."
    report.save_revision().publish()
    return ReportPage.objects.get(pk=report.pk)


def test_the_next_version_carries_an_accepted_file_beside_the_made_one(
    visitor: Client, make_report: MakeReport, take_in: TakeIn
) -> None:
    report = make_report()
    take_in(report, b"%PDF-1.7 designed")
    take_in(report, b"%PDF-1.7 another", "Not accepted.pdf", accept=False)
    assert visitor.get("/publications/trust/v1/trust-designed.pdf").status_code == 404
    report = publish_anew(report)
    assert visitor.get("/publications/trust/v1/trust-designed.pdf").status_code == 404
    response = visitor.get("/publications/trust/v2/trust-designed.pdf")
    assert b"".join(response.streaming_content) == b"%PDF-1.7 designed"
    file = ReportFile.objects.get(origin="designed")
    assert (file.pages, file.is_tagged, file.language, file.version.number) == (4, True, "en-GB", 2)
    assert file.thumbnail.open().read() == b"a picture"
    html = visitor.get("/publications/trust/").content.decode()
    assert "Designed PDF" in html
    assert "v2/trust-designed.pdf" in html
    assert "not-accepted" not in html
    assert html.index("v2/trust-v2.pdf") < html.index("v2/trust-designed.pdf")
    latest = visitor.get("/publications/trust/latest.pdf")
    assert latest["Content-Disposition"] == 'inline; filename="trust-v2.pdf"'


def test_accepting_or_leaving_out_a_file_is_a_change_that_makes_a_version(report: ReportPage, take_in: TakeIn) -> None:
    file = take_in(report)
    report.change_note = "The designed PDF is here."
    report.save_revision().publish()
    uploads.leave_out(DesignedFile.objects.get(pk=file.pk), None)
    report = ReportPage.objects.get(pk=report.pk)
    report.change_note = "The designed PDF is gone: it had a mistake."
    report.save_revision().publish()
    carried = {version.number: version.files.filter(origin="designed").count() for version in Version.objects.all()}
    assert carried == {1: 0, 2: 1, 3: 0}


def test_taking_over_twice_changes_nothing(report: ReportPage, take_in: TakeIn) -> None:
    take_in(report)
    version = publish_anew(report).newest_version
    assert uploads.attach_designed_files(Version.objects.get(pk=version.pk)) == []
    assert ReportFile.objects.filter(origin="designed").count() == 1


def found(visitor: Client, words: str = "quinquireme") -> list[tuple[str, list[tuple[int, str]]]]:
    """What the search shows: titles, each with the pages of its PDF."""
    results = visitor.get("/search/", {"q": words}).context["results"]
    return [(result.title, [(page.number, page.url) for page in result.pages]) for result in results]


def test_a_page_of_a_released_pdf_is_found_with_its_number(
    visitor: Client, report: ReportPage, take_in: TakeIn
) -> None:
    take_in(report)
    assert found(visitor) == []
    publish_anew(report)
    address = "/publications/trust/v2/trust-designed.pdf#page="
    ((title, pages),) = found(visitor)
    assert title == "Trust in the party"
    assert [(number, url.removeprefix("http://localhost")) for number, url in pages] == [
        (3, f"{address}3"),
        (4, f"{address}4"),
    ]
    html = visitor.get("/search/?q=quinquireme").content.decode()
    assert "Found in the PDF:" in html
    assert "page 3</a>" in html


@pytest.mark.parametrize("hidden", ["unpublished", "private", "version ahead", "left out", "not accepted"])
def test_no_page_of_a_pdf_that_is_not_public_is_found(
    visitor: Client, report: ReportPage, take_in: TakeIn, hidden: str
) -> None:
    file = take_in(report, accept=hidden != "not accepted")
    report = publish_anew(report)
    if hidden == "unpublished":
        report.unpublish()
    elif hidden == "private":
        PageViewRestriction.objects.create(page=report, restriction_type=PageViewRestriction.LOGIN)
    elif hidden == "version ahead":
        Version.objects.filter(number=2).update(published_at=None)
    elif hidden == "left out":
        uploads.leave_out(DesignedFile.objects.get(pk=file.pk), None)
        publish_anew(report, "Changed again.")
    assert found(visitor) == []


def test_a_search_costs_the_same_however_many_pages_are_found(
    visitor: Client, report: ReportPage, take_in: TakeIn, comes_to: Callable[..., None]
) -> None:
    def cost() -> int:
        visitor.get("/search/?q=quinquireme")
        with CaptureQueriesContext(connection) as queries:
            visitor.get("/search/?q=quinquireme")
        return len(queries)

    take_in(report)
    report = publish_anew(report)
    few = cost()
    comes_to(texts=["Quinquireme."] * 40, pages=40)
    take_in(report, b"%PDF-many", "Many.pdf")
    publish_anew(report, "Many.")
    assert len(found(visitor)[0][1]) == 6
    assert cost() == few
