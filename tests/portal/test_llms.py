"""`/llms.txt`: what is public, with absolute addresses, and nothing else."""

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction, Site

from foundation.models import OrganisationSettings
from home.models import ContentPage
from portal import llms
from publications.models import PublicationIndexPage, ReportPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(home_page: Page) -> PublicationIndexPage:
    """The list of publications."""
    return home_page.add_child(instance=PublicationIndexPage(title="Publications", slug="publications"))


def add_report(library: PublicationIndexPage, title: str, *, live: bool = True) -> ReportPage:
    """A report, without what publishing makes."""
    library.refresh_from_db()
    return library.add_child(instance=ReportPage(title=title, summary="Of a sample.", live=live))


def text_of(client: Client) -> str:
    """What a program gets."""
    response = client.get("/llms.txt")
    assert (response.status_code, response["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert response["Cache-Control"] == "public, max-age=60"
    return response.content.decode()


def test_it_names_the_organisation_its_reports_as_markdown_and_its_pages(
    library: PublicationIndexPage, client: Client
) -> None:
    settings = OrganisationSettings.for_site(Site.objects.get(is_default_site=True))
    settings.name, settings.purpose = "Sample [Network]", "To show\nwhat a sample is."
    settings.save()
    add_report(library, "Trust & *hope*")
    text = text_of(client)
    assert text.startswith("# Sample \\[Network\\]\n\n> To show what a sample is.\n\n## Reports\n")
    assert "- [Trust & \\*hope\\*](http://localhost/publications/trust-hope.md): Of a sample.\n" in text
    assert "- [Publications](http://localhost/publications/)\n" in text


def test_what_is_not_public_is_not_named(library: PublicationIndexPage, home_page: Page, client: Client) -> None:
    add_report(library, "Embargoed", live=False)
    private = add_report(library, "Confidential")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    home_page.refresh_from_db()
    home_page.add_child(instance=ContentPage(title="Unfinished", live=False))
    text = text_of(client)
    assert "Publications" in text
    for secret in ("Embargoed", "Confidential", "Unfinished"):
        assert secret not in text


def test_a_long_list_ends_and_costs_no_more_queries(
    library: PublicationIndexPage,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: object,
) -> None:
    monkeypatch.setattr(llms, "MOST_REPORTS", 5)
    for number in range(7):
        add_report(library, f"Report {number}")
    client.get("/llms.txt")
    with django_assert_max_num_queries(6):
        assert text_of(client).count(".md)") == 5
