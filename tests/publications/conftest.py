"""Reports as editors make them."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from publications import embargo, press, uploads
from publications.inspection.found import Facts
from publications.inspection.reading import Inspection
from publications.models import (
    DesignedFile,
    Finding,
    PressLink,
    PublicationIndexPage,
    Release,
    ReportAuthor,
    ReportPage,
    WordImport,
)
from tests.publications.word_samples import hand_in
from users.models import User

MakeReport = Callable[..., ReportPage]
TakeIn = Callable[..., DesignedFile]
# A Word document, and its name: the draft, its losses by code, and the page that tells them.
Imported = Callable[..., tuple[ReportPage, dict[str, list[str]], str]]
# What is in a designed file in which nothing is wanting, and the words of its pages.
GOOD = vars(Facts(is_tagged=True, language="en-GB", title="Trust", shows_title=True))
PAGES = ["The cover of a designed report.", "", "A paragraph about quinquireme on page three.", "Quinquireme again."]
RECIPIENT = "Wilhelmina Sampleton"  # long enough that no random letters spell a part of it


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


@pytest.fixture
def word_editor(db: None) -> User:
    """Somebody who may import a Word document and add its pictures."""
    return User.objects.create_superuser("editor@example.org", password="x")


@pytest.fixture
def imported(client: Client, word_editor: User, library: PublicationIndexPage) -> Imported:
    """Imports a Word document; returns the draft, the losses by code, and the page that tells them."""

    def do(data: bytes, name: str = "trust.docx") -> tuple[ReportPage, dict[str, list[str]], str]:
        client.force_login(word_editor)
        response = hand_in(client, library, data, name)
        asked = WordImport.objects.latest("pk")
        assert asked.report is not None, asked.reason
        return asked.report, {loss["code"]: loss["places"] for loss in asked.losses}, response.content.decode()

    return do


@pytest.fixture
def writer() -> User:
    return User.objects.create_superuser("writer", "writer@example.org", "a long password")


@pytest.fixture
def approver() -> User:
    return User.objects.create_superuser("approver", "approver@example.org", "a long password")


@pytest.fixture
def draft(library: PublicationIndexPage, writer: User) -> ReportPage:
    """A report that was never published, with one finding."""
    report = ReportPage(title="The secret title", slug="secret", live=False, abstract="The secret abstract.")
    report.findings = [Finding(statement="of the secret respondents", words="61%", value=61)]
    library.add_child(instance=report)
    report.save_revision(user=writer)
    return ReportPage.objects.get(pk=report.pk)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime.datetime], None]:
    """Set the clock of the portal."""

    def set_clock(moment: datetime.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_clock


@pytest.fixture
def release(draft: ReportPage, writer: User, approver: User) -> Release:
    """The draft, approved to open in a day."""
    planned = embargo.plan(draft, timezone.now() + datetime.timedelta(days=1), writer)
    embargo.approve(planned, approver, planned.report.latest_revision_id)
    planned.refresh_from_db()
    return planned


@pytest.fixture
def press_link(release: Release, approver: User) -> tuple[PressLink, str]:
    """A link for somebody at a newspaper, and its token."""
    return press.make_link(
        release, approver, name=RECIPIENT, outlet="The Sample Gazette", email="wilhelmina@example.org"
    )
