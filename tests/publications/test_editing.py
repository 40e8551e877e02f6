"""What an editor of reports meets in the admin."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from publications.models import ReportPage, Version
from users.models import User


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "a long password"))
    return client


def test_the_form_of_a_report_has_no_go_live_date(admin: Client, report: ReportPage) -> None:
    html = admin.get(reverse("wagtailadmin_pages:edit", args=[report.pk])).content.decode()
    assert 'name="published_on"' in html
    assert "go_live_at" not in html
    assert "expire_at" not in html


def test_the_form_of_a_report_shows_versions_with_their_files(admin: Client, report: ReportPage) -> None:
    html = admin.get(reverse("wagtailadmin_pages:edit", args=[report.pk])).content.decode()
    assert "trust-v1.pdf" in html
    assert reverse("report_file", args=[report.newest_version.files.get().pk]) in html


def test_the_form_of_a_new_report_opens(admin: Client, library: object) -> None:
    address = reverse("wagtailadmin_pages:add", args=["publications", "reportpage", library.pk])
    assert admin.get(address).status_code == 200


def test_the_list_of_report_files_shows_what_waits_and_why(admin: Client, report: ReportPage) -> None:
    Version.objects.get().note_files("waiting", "Pango is not installed: PDFs wait until it is.")
    html = admin.get(reverse("report_files")).content.decode()
    for words in ("Trust in the party", "waiting for Pango", "Pango is not installed"):
        assert words in html


def test_the_list_of_report_files_can_be_taken_as_a_spreadsheet(admin: Client, report: ReportPage) -> None:
    response = admin.get(reverse("report_files"), {"export": "csv"})
    assert b"Trust in the party" in b"".join(response.streaming_content)


def test_a_stranger_cannot_open_the_list_of_report_files(client: Client, report: ReportPage) -> None:
    assert client.get(reverse("report_files")).status_code == 302


def test_a_new_report_can_be_previewed_before_it_is_saved(library: object, rf: object) -> None:
    page = ReportPage(title="Preview", slug="preview")
    page.set_url_path(library)
    response = page.make_preview_request()
    assert response.status_code == 200
    assert "The PDF is made when the report is published." in response.render().content.decode()


def form_of_a_report(**changed: object) -> dict[str, object]:
    """What the browser sends for a new report with one author and two findings."""
    finding = {"statement": "had experienced it", "words": "29%", "value": "29", "unit": "percent"}
    form = {
        "title": "From the form",
        "slug": "from-the-form",
        "summary": "",
        "subtitle": "",
        "report_type": "report",
        "language": "en-GB",
        "published_on": "2020-11-01",
        "published_precision": "month",
        "licence": "",
        "abstract": "",
        "about_this_page": "",
        "authors": inline_formset([{"external_name": "Labour Muslim Network"}]),
        "findings": inline_formset([finding, {**finding, "words": "Half", "value": "50"}]),
        "topic_links": inline_formset([]),
        "comments": inline_formset([]),
        "body": streamfield([]),
        "chapters": streamfield([]),
        "surveys": inline_formset([]),
        **changed,
    }
    return {**nested_form_data(form), "action-publish": "1"}


def test_an_editor_makes_and_publishes_a_report_with_the_form(admin: Client, library: object) -> None:
    address = reverse("wagtailadmin_pages:add", args=["publications", "reportpage", library.pk])
    response = admin.post(address, form_of_a_report())
    assert response.status_code == 302
    report = ReportPage.objects.get(slug="from-the-form")
    assert report.live
    assert report.author_names == "Labour Muslim Network"
    assert [(finding.number, finding.printed) for finding in report.findings.all()] == [(1, "29%"), (2, "Half")]
    assert report.newest_version.files_state == "ready"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"authors": [{}]}, "Choose a person or type a name"),
        ({"findings": [{"statement": "x", "words": "Half", "value": "49", "unit": "percent"}]}, "not the number that"),
        ({"findings": [{"statement": "x", "words": "", "value": "101", "unit": "percent"}]}, "at most 100 per cent"),
        ({"findings": [{"statement": "x", "words": "", "value": "-1", "unit": "number"}]}, "greater than or equal"),
    ],
)
def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(
    admin: Client, library: object, changed: dict[str, list[dict[str, str]]], message: str
) -> None:
    address = reverse("wagtailadmin_pages:add", args=["publications", "reportpage", library.pk])
    response = admin.post(address, form_of_a_report(**{name: inline_formset(rows) for name, rows in changed.items()}))
    html = response.content.decode()
    assert response.status_code == 200
    assert message in html
    assert 'value="From the form"' in html
    assert not ReportPage.objects.filter(slug="from-the-form").exists()
