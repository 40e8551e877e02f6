"""Reports as editors make them."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Page

from publications import uploads
from publications.inspection.found import Facts
from publications.inspection.reading import Inspection
from publications.models import DesignedFile, Finding, PublicationIndexPage, ReportAuthor, ReportPage

MakeReport = Callable[..., ReportPage]
TakeIn = Callable[..., DesignedFile]
# What is in a designed file in which nothing is wanting, and the words of its pages.
GOOD = vars(Facts(is_tagged=True, language="en-GB", title="Trust", shows_title=True))
PAGES = ["The cover of a designed report.", "", "A paragraph about quinquireme on page three.", "Quinquireme again."]


@pytest.fixture
def library(home_page: Page) -> PublicationIndexPage:
    """The list of publications at `/publications/`."""
    return home_page.add_child(instance=PublicationIndexPage(title="Publications", slug="publications"))


@pytest.fixture
def make_report(library: PublicationIndexPage) -> MakeReport:
    """Make and publish a report with one author and three findings; keyword arguments set fields."""

    def make(title: str = "Trust in the party", slug: str = "trust", **fields: Any) -> ReportPage:
        given: dict[str, Any] = {
            "published_on": datetime.date(2020, 11, 1),
            "published_precision": "month",
            "summary": "What respondents said about trust.",
            **fields,
        }
        authors = given.pop("authors", [ReportAuthor(external_name="Labour Muslim Network")])
        findings = given.pop(
            "findings",
            [
                Finding(statement="of respondents did not trust the leadership", words="Half", value=Decimal(50)),
                Finding(statement="had directly experienced it", words="29%", value=Decimal(29)),
                Finding(statement="Respondents also reported a hierarchy."),
            ],
        )
        library.refresh_from_db()
        report = ReportPage(title=title, slug=slug, **given)
        report.authors = authors
        report.findings = findings
        library.add_child(instance=report)
        report.save_revision().publish()
        return ReportPage.objects.get(pk=report.pk)

    return make


@pytest.fixture
def report(make_report: MakeReport) -> ReportPage:
    """One published report with its stand-in PDF."""
    return make_report()


def reading(**changes: Any) -> Inspection:
    """What the reading of a good file of four pages comes to."""
    whole = {"state": "ok", "reason": "", "pages": 4, "texts": PAGES, "thumbnail": b"a picture", "facts": GOOD}
    return Inspection(**(whole | changes))


@pytest.fixture
def comes_to(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets what the reading of every file comes to, in place of the child process."""

    def set_it(**changes: Any) -> None:
        monkeypatch.setattr("publications.uploads.inspect", lambda path: reading(**changes))

    set_it()
    return set_it


@pytest.fixture
def take_in(comes_to: Callable[..., None]) -> TakeIn:
    """Uploads a file for a report and, unless told otherwise, accepts it with all that stands in the way."""

    def take(report: ReportPage, data: bytes = b"%PDF-1.7", name: str = "Trust.pdf", *, accept: bool = True) -> Any:
        file = uploads.take_in(report, SimpleUploadedFile(name, data), "report", "en-GB", None)
        file = DesignedFile.objects.get(pk=file.pk)
        if accept:
            uploads.accept(file, {point.code for point in uploads.points(file)}, None)
        return file

    return take
