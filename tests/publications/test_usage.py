"""A finding is one row: which pages show it, and what happens when it is corrected or taken out."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.blocks import StreamBlockValidationError
from wagtail.models import Page

from events.models import EventIndexPage, EventPage
from home.models import ContentPage, HomePage
from publications.models import Finding, ReportPage
from publications.republishing import PublishingRefusedError
from publications.usage import pages_showing
from tests.publications.conftest import MakeReport
from tests.publications.test_corrections import correction_of, form_of, publish
from users.models import User


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "a long password"))
    return client


def shown_on(home: Page, report: ReportPage, *numbers: int, slug: str = "about", live: bool = True) -> ContentPage:
    """A page with a block of the report's findings."""
    home.refresh_from_db()
    block = {"type": "findings", "value": {"report": report.pk, "numbers": list(numbers)}}
    body = [{"type": "heading", "value": {"text": "What we found", "level": "2"}}, block]
    page: ContentPage = home.add_child(instance=ContentPage(title=f"Page {slug}", slug=slug, body=body, live=live))
    page.save_revision()
    return page


def titles(finding: Finding) -> list[str]:
    """The pages that show a finding."""
    return [page.title for page in pages_showing(finding)]


def test_a_page_that_names_a_finding_and_one_that_shows_the_first_four_are_found(
    home_page: Page, report: ReportPage
) -> None:
    shown_on(home_page, report, 2, slug="names-2")
    shown_on(home_page, report, slug="names-none")
    shown_on(home_page, report, 1, slug="draft", live=False)
    second, third = report.findings.get(number=2), report.findings.get(number=3)
    assert [title for title in titles(second) if title.startswith("Page")] == ["Page names-2", "Page names-none"]
    assert [title for title in titles(third) if title.startswith("Page")] == ["Page names-none"]


def test_the_front_page_shows_the_findings_with_a_figure_of_the_report_that_it_features(
    home_page: Page, report: ReportPage, make_report: MakeReport
) -> None:
    home = HomePage.objects.get(pk=home_page.pk)
    assert home.title in titles(report.findings.get(number=2))
    assert home.title not in titles(report.findings.get(number=3))  # without a figure
    home.featured_report = make_report(title="Another", slug="another")
    home.save_revision().publish()
    assert home.title not in titles(report.findings.get(number=2))


def test_an_event_can_show_findings_too(client: Client, home_page: Page, report: ReportPage) -> None:
    home_page.refresh_from_db()
    index = home_page.add_child(instance=EventIndexPage(title="Events", slug="events"))
    block = {"type": "findings", "value": {"report": report.pk, "numbers": [2]}}
    event = index.add_child(
        instance=EventPage(
            title="Training", slug="training", starts_at="2026-03-06T10:00Z", venue_name="Hall", body=[block]
        )
    )
    assert "had directly experienced it" in client.get(event.url).content.decode()
    assert "Training" in titles(report.findings.get(number=2))


def test_a_correction_reaches_every_page_that_shows_the_finding(
    client: Client, home_page: Page, report: ReportPage
) -> None:
    page = shown_on(home_page, report, 2)
    correction_of(report)
    publish(report, "Finding 2 is corrected.", findings={2: {"words": "31%", "value": Decimal(31)}})
    html = client.get(page.url).content.decode()
    assert '<p class="n">31<small>%</small></p>' in html
    assert not re.search(r"\b29\b", strip_tags(html.split("<main")[1]))


def test_who_corrects_a_finding_sees_where_it_is_shown_before_and_after(
    admin: Client, home_page: Page, report: ReportPage
) -> None:
    page = shown_on(home_page, report, 2)
    address, link = (
        reverse("publications_corrections", args=[report.pk]),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
    )
    before = admin.get(address).content.decode()
    assert before.count(link) == 1
    correction_of(report)
    after = admin.get(address).content.decode()
    assert after.count(link) == 2


def test_a_finding_that_a_page_names_is_not_taken_out_and_the_form_leads_to_the_page(
    admin: Client, home_page: Page, report: ReportPage
) -> None:
    page = shown_on(home_page, report, 2)
    address = reverse("wagtailadmin_pages:edit", args=[report.pk])
    html = admin.post(address, form_of(report, without=(2,), change_note="Without finding 2.")).content.decode()
    assert "Finding 2 cannot be taken out" in html
    assert f'<a href="{reverse("wagtailadmin_pages:edit", args=[page.pk])}">Page about</a>' in html
    assert report.findings.count() == 3
    page.delete()
    assert admin.post(address, form_of(report, without=(2,), change_note="Without finding 2.")).status_code == 302
    assert report.findings.count() == 2


def test_no_other_way_of_publishing_takes_out_a_finding_that_a_page_names(home_page: Page, report: ReportPage) -> None:
    shown_on(home_page, report, 2)
    with pytest.raises(PublishingRefusedError) as refused:
        publish_without(report, 2)
    assert "findings" in refused.value.message_dict


def test_a_finding_that_pages_show_only_because_it_is_among_the_first_can_be_taken_out(
    home_page: Page, report: ReportPage
) -> None:
    shown_on(home_page, report)
    publish_without(report, 2)
    assert report.findings.count() == 2


def publish_without(report: ReportPage, number: int) -> None:
    """Publish the report again without one of its findings."""
    page = ReportPage.objects.get(pk=report.pk)
    page.findings = [finding for finding in page.findings.all() if finding.number != number]
    page.change_note = "Without it."
    page.save_revision().publish()


def test_asking_where_findings_are_shown_costs_the_same_for_many_pages(home_page: Page, report: ReportPage) -> None:
    finding = report.findings.get(number=2)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            pages_showing(finding)
        return len(captured)

    shown_on(home_page, report, 2, slug="first")
    queries()  # what is asked once in a process, and then known
    few = queries()
    for place in range(6):
        shown_on(home_page, report, 2, slug=f"more-{place}")
    assert queries() == few


def test_a_block_refuses_a_number_that_the_report_has_not(home_page: Page, report: ReportPage) -> None:
    page = shown_on(home_page, report, 9)
    with pytest.raises(StreamBlockValidationError) as refused:
        page.body.stream_block.clean(page.body)
    assert "no finding 9" in str(refused.value.as_json_data())
