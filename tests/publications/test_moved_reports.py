"""A report that is given another address keeps all that were cited."""

import re
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model

from home.models import ContentPage
from publications.models import PublicationIndexPage, ReportPage
from tests.publications.conftest import MakeReport
from tests.publications.test_chapters import chapter


@pytest.fixture
def moved(make_report: MakeReport) -> ReportPage:
    """A report with a picture, a chapter and a PDF, which was at `/publications/old/` and is at `/publications/new/`."""
    data = BytesIO()
    Image.new("RGB", (640, 400), "#b8102b").save(data, "PNG")
    picture = get_image_model().objects.create(title="A plain ground", file=ImageFile(data, "ground.png"))
    shown = {"image": picture.pk, "alt_text": "A red ground", "decorative": False}
    report = make_report(
        slug="old",
        body=[{"type": "image", "value": {"image": shown, "caption": "", "size": "text"}}],
        chapters=[chapter("Trust", "trust", "The first words.")],
    )
    return renamed(report, "new")


def renamed(report: ReportPage, slug: str) -> ReportPage:
    """The report, published at another address."""
    report = ReportPage.objects.get(pk=report.pk)
    report.slug = slug
    with TestCase.captureOnCommitCallbacks(execute=True):  # Wagtail redirects once the change stands
        report.save_revision().publish()
    return ReportPage.objects.get(pk=report.pk)


@pytest.mark.parametrize(
    "below", ["", "v1/", "v1/old-v1.pdf", "latest.pdf", "trust/", "v1/trust/", "cite.bib", "full/", "data.json/"]
)
def test_what_was_cited_at_the_old_address_leads_to_the_new_one(client: Client, moved: ReportPage, below: str) -> None:
    response = client.get(f"/publications/old/{below}")
    assert response.status_code == 301
    assert response["Location"] == f"/publications/new/{below}"
    expected = 404 if below == "data.json/" else 200
    assert client.get(response["Location"]).status_code == expected


def test_pictures_and_chapters_of_a_frozen_page_are_found_after_a_move(client: Client, moved: ReportPage) -> None:
    html = client.get("/publications/new/v1/").content.decode()
    [picture, *_sizes] = re.findall(r'src="(/publications/old/v1/asset-[^"]+)"', html)
    [link] = set(re.findall(r'href="(/publications/old/v1/trust/)"', html))
    for address in (picture, link):
        assert client.get(address, follow=True).status_code == 200


def test_what_was_asked_for_goes_with_it(client: Client, moved: ReportPage) -> None:
    response = client.get("/publications/old/data/?lang=ur&n=a%20b")
    assert response["Location"] == "/publications/new/data/?lang=ur&n=a%20b"
    assert client.head("/publications/old/v1/").status_code == 301
    assert client.post("/publications/old/v1/").status_code == 405  # as every page of the tree


def test_a_report_that_moves_with_its_library_keeps_its_addresses(
    client: Client, report: ReportPage, library: PublicationIndexPage
) -> None:
    library.refresh_from_db()
    library.slug = "papers"
    with TestCase.captureOnCommitCallbacks(execute=True):
        library.save_revision().publish()
    for below in ("trust/v1/trust-v1.pdf", "feed.atom"):
        response = client.get(f"/publications/{below}")
        assert (response.status_code, response["Location"]) == (301, f"/papers/{below}")
        assert client.get(response["Location"]).status_code == 200


def test_another_report_at_the_old_address_answers_for_itself(
    client: Client, make_report: MakeReport, moved: ReportPage
) -> None:
    make_report(title="Another", slug="old")
    assert b"Another" in client.get("/publications/old/v1/").content
    assert client.get("/publications/old/v7/").status_code == 404


def test_reports_that_change_places_never_lead_in_a_circle(
    client: Client, make_report: MakeReport, moved: ReportPage
) -> None:
    other = make_report(title="Another", slug="other")
    renamed(moved, "between")
    renamed(other, "old")
    renamed(moved, "other")
    for slug in ("old", "other"):
        assert client.get(f"/publications/{slug}/v9/").status_code == 404
    assert client.get("/publications/new/v9/", follow=True).redirect_chain == [("/publications/other/v9/", 301)]


def test_a_report_that_came_back_is_not_led_to_itself(client: Client, moved: ReportPage) -> None:
    renamed(moved, "old")
    assert client.get("/publications/old/v9/").status_code == 404
    assert client.get("/publications/new/v1/", follow=True).status_code == 200


def test_an_old_address_does_not_tell_of_a_report_that_is_closed(client: Client, moved: ReportPage) -> None:
    moved.unpublish()
    nothing = client.get("/publications/nothing/v1/")
    closed = client.get("/publications/old/v1/")
    assert (closed.status_code, closed.content) == (nothing.status_code, nothing.content)


def test_a_closed_report_at_an_old_address_does_not_show(
    client: Client, library: PublicationIndexPage, moved: ReportPage
) -> None:
    library.refresh_from_db()
    library.add_child(instance=ReportPage(title="Under embargo", slug="old", live=False))
    assert client.get("/publications/old/v1/")["Location"] == "/publications/new/v1/"


def test_below_a_closed_page_the_page_above_leads_on(
    client: Client, report: ReportPage, library: PublicationIndexPage
) -> None:
    library.refresh_from_db()
    library.slug = "papers"
    with TestCase.captureOnCommitCallbacks(execute=True):
        library.save_revision().publish()
    ReportPage.objects.get(pk=report.pk).unpublish()
    for slug in ("trust", "nothing"):
        assert client.get(f"/publications/{slug}/")["Location"] == f"/papers/{slug}/"


def test_only_pages_with_addresses_below_their_own_lead_on(client: Client, home_page: ContentPage) -> None:
    page = home_page.add_child(instance=ContentPage(title="About", slug="about"))
    Redirect.objects.create(old_path="/us", redirect_page=page)
    Redirect.objects.create(old_path="/them", redirect_link="https://example.org/")
    assert client.get("/us/").status_code == 301
    assert client.get("/us/more/").status_code == 404
    assert client.get("/them/more/").status_code == 404


@pytest.mark.parametrize("below", ["/example.org/", "%5Cexample.org/", "%2F%2Fexample.org/", "%00/", "a%0d%0aX:%20y/"])
def test_no_address_leads_to_another_site(client: Client, moved: ReportPage, below: str) -> None:
    response = client.get(f"/publications/old/{below}")
    assert response.status_code in (301, 400, 404)
    assert response.get("Location", "/publications/new/").startswith("/publications/new/")
    assert "X" not in response.headers


def test_a_long_address_asks_as_little_as_a_short_one(client: Client, moved: ReportPage) -> None:
    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        return len(asked)

    assert queries("/publications/nothing/a/") == queries(f"/publications/nothing/{'a/' * 60}")
    assert queries("/publications/old/a/") == queries(f"/publications/old/{'a/' * 60}")
