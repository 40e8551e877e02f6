"""What a reader of a report meets."""

import json
import re
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale

from foundation.models import OrganisationSettings, PageTopic, Topic
from publications.models import Finding, PublicationIndexPage, ReportAuthor, ReportPage, Version
from tests.publications.conftest import MakeReport

BODY = json.dumps(
    [
        {"type": "heading", "id": "a1b2c3d4", "value": {"text": "How to read these figures", "level": "2"}},
        {"type": "text", "id": "e5f6a7b8", "value": "<p>" + "word " * 600 + "</p>"},
    ]
)


def linked_data(html: str) -> dict:
    graph = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    return graph["@graph"][0]


def test_a_reader_finds_facts_findings_text_download_and_citation(make_report: MakeReport, client: Client) -> None:
    report = make_report(subtitle="What members told us.", body=BODY, licence="CC BY 4.0", abstract="In short.")
    html = client.get(report.url).content.decode()
    assert html.count("<h1") == 1
    for words in (
        "Trust in the party",
        "What members told us.",
        '<time datetime="2020-11">November 2020</time>',
        "CC BY 4.0",
        "Labour Muslim Network",
        "3 minutes",
        'id="finding-1"',
        "Quote this finding",
        "How to read these figures",
        "Full report",
        "Tagged for screen readers",
        "1000\xa0bytes",
        "7 pages",
        "(2020) <i>Trust in the party</i>. Version 1.",
    ):
        assert words in html


def test_every_entry_of_the_contents_leads_to_an_element(make_report: MakeReport, client: Client) -> None:
    html = client.get(make_report(body=BODY, abstract="In short.").url).content.decode()
    contents = re.search(r'<nav class="toc".*?</nav>', html, re.DOTALL)[0]
    targets = re.findall(r'href="#([^"]+)"', contents)
    assert len(targets) == 5
    assert [target for target in targets if f'id="{target}"' not in html] == []


def test_the_download_row_leads_to_the_file(make_report: MakeReport, client: Client) -> None:
    html = client.get(make_report().url).content.decode()
    address = re.search(r'<ul class="dl">.*?href="([^"]+)"', html, re.DOTALL)[1]
    assert address.endswith("/publications/trust/v1/trust-v1.pdf")
    assert client.get(address).status_code == 200


def test_an_empty_report_is_a_page_and_names_nothing_that_is_not_known(make_report: MakeReport, client: Client) -> None:
    report = make_report(authors=[], findings=[], summary="")
    response = client.get(report.url)
    html = response.content.decode()
    assert response.status_code == 200
    for label in ("Authors", "Licence", "Topics", "Key findings", "None"):
        assert f">{label}<" not in html


def test_a_report_whose_pdf_is_not_there_yet_says_so(make_report: MakeReport, client: Client) -> None:
    report = make_report()
    report.versions.get().files.all().delete()
    Version.objects.update(files_state="pending")
    assert "The PDF is being made." in client.get(report.url).content.decode()


def test_a_sample_report_is_marked(make_report: MakeReport, client: Client) -> None:
    assert 'class="sample"' in client.get(make_report(is_sample=True).url).content.decode()


def test_the_note_about_the_page_stands_above_the_findings(make_report: MakeReport, client: Client) -> None:
    html = client.get(make_report(about_this_page="This page is our summary.").url).content.decode()
    assert html.index("This page is our summary.") < html.index("Key findings")


def test_topics_lead_to_the_library(make_report: MakeReport, client: Client) -> None:
    topic = Topic.objects.create(name="Representation", slug="representation")
    report = make_report(topic_links=[PageTopic(topic=topic)])
    assert 'href="/publications/?topic=representation">Representation</a>' in client.get(report.url).content.decode()


def test_structured_data_is_as_exact_as_the_date_is_known(make_report: MakeReport, client: Client) -> None:
    report = make_report()
    data = linked_data(client.get(report.url).content.decode())
    assert (data["@type"], data["datePublished"]) == ("Report", "2020-11")
    assert data["author"] == [{"name": "Labour Muslim Network"}]
    assert data["publisher"]["name"] == OrganisationSettings.for_site(report.get_site()).name


def test_words_of_an_editor_cannot_break_out_of_the_page(make_report: MakeReport, client: Client) -> None:
    evil = "</script><script>alert(1)</script>"
    report = make_report(
        title=evil,
        subtitle=evil,
        authors=[ReportAuthor(external_name=evil)],
        findings=[Finding(statement=evil, words="", value=Decimal(3))],
    )
    assert "<script>alert" not in client.get(report.url).content.decode()


def test_an_unpublished_report_is_gone_from_the_library(make_report: MakeReport, client: Client) -> None:
    report = make_report()
    assert report.title in client.get("/publications/").content.decode()
    report.unpublish()
    assert report.title not in client.get("/publications/").content.decode()


def test_a_draft_change_is_not_shown(make_report: MakeReport, client: Client) -> None:
    report = make_report()
    page = ReportPage.objects.get(pk=report.pk)
    page.title = "Secret draft"
    page.save_revision()
    assert "Secret draft" not in client.get(report.url).content.decode()


def test_a_report_page_costs_at_most_25_queries(
    make_report: MakeReport, client: Client, django_assert_max_num_queries: object
) -> None:
    report = make_report(body=BODY)
    with django_assert_max_num_queries(25):
        client.get(report.url)


def test_thirty_findings_cost_as_many_queries_as_three(
    make_report: MakeReport, client: Client, django_assert_num_queries: object
) -> None:
    few = make_report(slug="few")
    many = make_report(
        slug="many",
        findings=[Finding(statement=f"s{number}", value=Decimal(number)) for number in range(30)],
        authors=[ReportAuthor(external_name=f"Author {number}") for number in range(30)],
    )
    client.get(few.url)
    with CaptureQueriesContext(connection) as counted:
        client.get(few.url)
    with django_assert_num_queries(len(counted)):
        client.get(many.url)


def test_a_report_in_another_language_says_so_where_its_own_words_stand(
    client: Client, make_report: MakeReport
) -> None:
    urdu = ' lang="ur" dir="rtl"'
    words = {"type": "text", "value": "<p>متن</p>"}
    report = make_report(
        title="اعتماد",
        subtitle="ذیلی عنوان",
        abstract="خلاصہ",
        about_this_page="اس صفحے کے بارے میں",
        language="ur",
        body=[words],
        chapters=[("chapter", {"title": "باب", "slug": "one", "body": []})],
    )
    html = client.get(report.url).content.decode()
    assert '<html lang="en-GB" dir="ltr"' in html
    assert f"<h1{urdu}>اعتماد" in html
    assert f'<p class="stand"{urdu}>ذیلی عنوان' in html
    assert f'<p class="first"{urdu}>خلاصہ' in html
    assert f"<span{urdu}>اس صفحے" in html
    assert f"<b{urdu}>باب</b>" in html
    assert f"<p{urdu}>Half" in html or f'<p class="n"{urdu}>Half' in html
    assert f'<div class="prose"{urdu}>' in html
    assert '<h2 id="abstract">' in html
    chapter = client.get(f"{report.url}one/").content.decode()
    assert f"<h1{urdu}>باب" in chapter
    assert f'<div class="prose"{urdu}>' in client.get(f"{report.url}full/").content.decode()
    frozen = client.get(f"{report.url}v1/").content.decode()
    assert f"<article{urdu}>" in frozen
    assert f"<h1{urdu}>" not in frozen


def test_a_report_in_the_language_of_its_page_marks_nothing(client: Client, make_report: MakeReport) -> None:
    report = make_report(abstract="What was done.")
    html = client.get(report.url).content.decode()
    assert "<h1>Trust in the party" in html
    assert '<p class="first">What was done.' in html
    assert "<article>" in client.get(f"{report.url}v1/").content.decode()


def test_a_report_is_taken_to_be_in_the_language_of_its_library(
    admin_client: Client, make_report: MakeReport, library: PublicationIndexPage
) -> None:
    report, urdu = make_report(), Locale.objects.get(language_code="ur")
    home = library.get_parent().specific.copy_for_translation(urdu)
    home.save_revision().publish()
    there = library.copy_for_translation(urdu)
    copied = report.copy_for_translation(urdu)
    assert ReportPage.objects.get(pk=copied.pk).language == "ur"
    assert copied.get_latest_revision_as_object().language == "ur"
    assert ReportPage.objects.get(pk=report.pk).language == "en-GB"
    new = reverse("wagtailadmin_pages:add", args=["publications", "reportpage", there.pk])
    assert '<option value="ur" selected>' in admin_client.get(new).content.decode()
    new = reverse("wagtailadmin_pages:add", args=["publications", "reportpage", library.pk])
    assert '<option value="en-GB" selected>' in admin_client.get(new).content.decode()
