"""Reports as editors make them."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from wagtail.models import Page

from publications.models import Finding, PublicationIndexPage, ReportAuthor, ReportPage

MakeReport = Callable[..., ReportPage]


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
