"""Charts where readers meet them: on the page of a report, among its data, in a frame of another site."""

import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import streamfield

from publications.models import ChartDrawing, PublicationIndexPage, ReportPage
from publications.tables import tables_of
from publications.tasks import draw_missing_charts
from tests.publications.charts import BARS, PASTED, fields
from tests.publications.conftest import MakeReport
from tests.publications.test_editing import form_of_a_report
from users.models import User

TABLE = {
    "table": {
        "caption": "A table of nobody",
        "columns": [{"type": "text", "heading": ""}, {"type": "number", "heading": "2020"}],
        "rows": [{"values": ["Yes", "12.5"]}, {"values": ["No", None]}],
    },
    "row_headings": True,
    "source": "Invented",
}


def block(kind: str, value: Any) -> dict[str, Any]:
    """A block of a stream as it is stored."""
    return {"type": kind, "value": value, "id": str(uuid.uuid5(uuid.NAMESPACE_OID, repr(value)))}


def stream() -> list[dict[str, Any]]:
    """A chart, a table within a section, a table-only chart, another chart, one that cannot be read."""
    return [
        block("chart", fields("bar", title="First")),
        block("section", {"theme": "stock", "content": [block("table", TABLE)]}),
        block("chart", fields("table", title="Second")),
        block("chart", fields("bar", "nothing", title="A draft")),
        block("chart", fields("grouped", title="Third", licence="")),
    ]


@pytest.fixture
def charted(make_report: MakeReport) -> ReportPage:
    """A published report with charts on its first page and in a chapter."""
    chapter = {"title": "More", "slug": "more", "body": [block("chart", fields("line", title="Fourth"))]}
    return make_report(body=stream(), chapters=[block("chapter", chapter)], licence="CC BY-SA 4.0")


def soup_of(client: Client, address: str) -> BeautifulSoup:
    """A page that is there."""
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_figures_and_tables_are_counted_apart_in_reading_order(charted: ReportPage) -> None:
    tables = tables_of(charted)
    assert [(table.name, table.label, table.title) for table in tables] == [
        ("figure-1", "Figure 1", "First"),
        ("table-1", "Table 1", "A table of nobody"),
        ("table-2", "Table 2", "Second"),
        ("figure-2", "Figure 2", "Third"),
        ("figure-3", "Figure 3", "Fourth"),
    ]
    assert [table.licence for table in tables[::3]] == ["CC BY 4.0", "CC BY-SA 4.0"]
    assert tables[1].rows[1] == ["No", None]


def test_until_it_is_drawn_a_chart_shows_its_table(client: Client, charted: ReportPage) -> None:
    figure = soup_of(client, "/publications/trust/").find(id="figure-1")
    assert figure.svg is None
    assert figure.details is None or figure.table.find_parent("details") is None
    assert [cell.get_text() for cell in figure.tbody.find_all("td")] == ["29%", "50%", "0%", "n/a"]
    assert "Source: Invented, November 2020" in figure.get_text()


@pytest.mark.every_file
def test_publishing_draws_the_charts_and_makes_their_files(client: Client, charted: ReportPage) -> None:
    assert ChartDrawing.objects.count() == 3
    figure = soup_of(client, "/publications/trust/").find(id="figure-1")
    pictures = figure.find_all("svg", role="img")
    assert [picture["aria-label"] for picture in pictures] == [fields()["description"]] * 2
    assert figure.table.find_parent("details") is not None
    assert [link["href"].rpartition("/")[2] for link in figure.select(".files a")] == [
        "figure-1.csv",
        "figure-1.xlsx",
        "figure-1.svg",
        "figure-1.png",
    ]
    for link in figure.select(".files a"):
        assert client.get(link["href"]).status_code == 200


@pytest.mark.every_file
def test_a_table_has_its_number_and_its_data_to_download(client: Client, charted: ReportPage) -> None:
    figure = soup_of(client, "/publications/trust/").find(id="table-1")
    assert "Table 1" in figure.figcaption.get_text()
    assert [link.get_text() for link in figure.select(".files a")] == ["CSV", "XLSX"]


def test_the_data_page_shows_every_figure_and_table(client: Client, charted: ReportPage) -> None:
    soup = soup_of(client, "/publications/trust/data/")
    assert [figure["id"] for figure in soup.select("figure.table")] == [table.name for table in tables_of(charted)]


def test_charts_cost_one_query_however_many_there_are(client: Client, make_report: MakeReport) -> None:
    counts = []
    for count in (1, 12):
        blocks = [block("chart", fields("bar", title=f"Chart {number}")) for number in range(count)]
        make_report(title=f"With {count}", slug=f"with-{count}", body=blocks)
        client.get(f"/publications/with-{count}/?warm")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/publications/with-{count}/?again")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_failed_to_be_drawn_is_drawn_by_the_daily_round(charted: ReportPage) -> None:
    assert ChartDrawing.objects.count() == 0
    draw_missing_charts.enqueue()
    assert ChartDrawing.objects.count() == 3


def test_any_site_may_frame_a_chart_and_nothing_else(client: Client, charted: ReportPage) -> None:
    framed = client.get("/publications/trust/embed/figure-1/")
    assert framed.status_code == 200
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert "default-src 'none'" in framed["Content-Security-Policy"]
    page = client.get("/publications/trust/")
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"


def test_a_frame_follows_nobody(client: Client, charted: ReportPage) -> None:
    framed = client.get("/publications/trust/embed/figure-2/")
    assert not framed.cookies
    assert "Cookie" not in framed.get("Vary", "")
    soup = BeautifulSoup(framed.content, "html.parser")
    assert [script for script in soup.find_all("script") if script.get("type") != "application/ld+json"] == []
    assert soup.find("meta", {"name": "robots"})["content"] == "noindex"
    assert soup.select_one(".imprint a")["href"] == "http://localhost/publications/trust/#figure-2"


def test_a_copy_of_a_frame_that_the_process_kept_may_be_framed_too(charted: ReportPage, settings: Any) -> None:
    settings.PAGE_CACHE_BYTES = 1_000_000
    client = Client()
    first, second = (client.get("/publications/trust/embed/figure-1/") for _time in range(2))
    assert "Age" not in first
    assert "Age" in second
    assert "X-Frame-Options" not in second


@pytest.mark.parametrize("name", ["figure-9", "table-1", "figure-1x"])
def test_there_is_no_frame_of_what_is_no_chart(client: Client, charted: ReportPage, name: str) -> None:
    assert client.get(f"/publications/trust/embed/{name}/").status_code == 404


def test_nobody_frames_a_chart_of_a_report_that_they_may_not_read(client: Client, charted: ReportPage) -> None:
    PageViewRestriction.objects.create(page=charted, restriction_type="login")
    assert client.get("/publications/trust/embed/figure-1/").status_code == 302
    charted.unpublish()
    assert client.get("/publications/trust/embed/figure-1/").status_code == 404


# --- What editors paste ---------------------------------------------------------------------------


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "a long password"))
    return client


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("Answer,2019,2020\nYes,1,234,5", "has 4 cells"),
        ("\tShare\n" + "".join(f"Row {number}\t{number}\n" for number in range(10_000)), "There are 10000 rows"),
    ],
)
def test_cells_that_cannot_be_read_come_back_with_the_reason_and_whole(
    admin: Client, library: PublicationIndexPage, data: str, reason: str
) -> None:
    address = reverse("wagtailadmin_pages:add", args=["publications", "reportpage", library.pk])
    response = admin.post(address, form_of_a_report(body=streamfield([("chart", fields("bar", data))])))
    assert response.status_code == 200
    assert reason in response.content.decode()
    assert response.context["form"]["body"].value()[0].value["data"] == data
    assert not ReportPage.objects.exists()


def test_a_preview_tells_the_editor_what_is_wrong_and_a_visitor_nothing(report: ReportPage) -> None:
    report.body = [("chart", ReportPage.body.field.stream_block.child_blocks["chart"].to_python(fields("bar", "12²")))]
    html = report.make_preview_request().render().content.decode()
    assert "This chart cannot be shown yet." in html


def test_a_preview_draws_what_was_not_drawn_and_keeps_nothing(report: ReportPage) -> None:
    chart = ReportPage.body.field.stream_block.child_blocks["chart"].to_python(fields("bar", BARS))
    report.body = [("chart", chart)]
    html = report.make_preview_request().render().content.decode()
    assert 'class="at-wide" role="img"' in html
    assert ChartDrawing.objects.count() == 0


def test_every_kind_can_be_published(make_report: MakeReport, client: Client) -> None:
    make_report(body=[block("chart", fields(kind, title=f"Shown as {kind}")) for kind in PASTED])
    figures = soup_of(client, "/publications/trust/").select("figure.chart")
    assert [figure.b.get_text() for figure in figures] == [f"Shown as {kind}" for kind in PASTED]


def test_the_line_to_copy_holds_a_title_with_quotation_marks(make_report: MakeReport, client: Client) -> None:
    make_report(body=[block("chart", fields(title='Said "no"'))])
    draw_missing_charts.enqueue()
    code = soup_of(client, "/publications/trust/?drawn").select_one(".embedding code").get_text()
    frame = BeautifulSoup(code, "html.parser").iframe
    assert frame["title"] == 'Said "no"'
    assert frame["src"] == "http://localhost/publications/trust/embed/figure-1/"
