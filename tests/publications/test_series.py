"""Series: an address that stays, its editions, the way from one to the next."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from publications.models import PublicationIndexPage, ReportPage, Series
from publications.series import place_in_series
from tests.publications.conftest import MakeReport

pytestmark = pytest.mark.usefixtures("tasks_wait")


@pytest.fixture
def series(db: None) -> Series:
    return Series.objects.create(
        title="Sample poll", slug="poll", frequency="annual", description="A poll.", methodology="Who is asked."
    )


@pytest.fixture
def editions(make_report: MakeReport, series: Series) -> list[ReportPage]:
    """Three years, made out of order."""
    return [
        make_report(
            f"Poll {year}", f"poll-{year}", series=series, edition=str(year), published_on=datetime.date(year, 5, 1)
        )
        for year in (2021, 2023, 2022)
    ]


def shown(client: Client) -> list[str]:
    response = client.get("/publications/series/poll/")
    assert response.status_code == 200
    return [edition.title for edition in response.context["editions"]]


def test_the_address_of_a_series_leads_by_its_newest_edition(editions: list[ReportPage], client: Client) -> None:
    response = client.get("/publications/series/poll/")
    html = response.content.decode()
    assert [edition.title for edition in response.context["latest"]] == ["Poll 2023"]
    assert shown(client) == ["Poll 2023", "Poll 2022", "Poll 2021"]
    assert "Who is asked." in html
    assert "every year" in html
    assert '<link rel="canonical" href="http://localhost/publications/series/poll/">' in html
    assert "/publications/feed.atom?series=poll" in html


def test_an_edition_that_nobody_may_read_is_neither_named_nor_numbered(
    editions: list[ReportPage], client: Client
) -> None:
    newest = editions[1]
    PageViewRestriction.objects.create(page=newest, restriction_type=PageViewRestriction.LOGIN)
    assert shown(client) == ["Poll 2022", "Poll 2021"]
    html = client.get("/publications/poll-2022/").content.decode()
    assert "2023" not in html.split("</header>")[1]
    place = place_in_series(editions[2])
    assert place is not None
    assert (place.number, place.count, place.newest) == (2, 2, None)
    editions[2].unpublish()
    assert shown(client) == ["Poll 2021"]


def test_a_series_without_an_edition_that_is_out_is_not_there(
    make_report: MakeReport, series: Series, client: Client
) -> None:
    assert client.get("/publications/series/poll/").status_code == 404
    report = make_report("Poll", "p", series=series)
    assert client.get("/publications/series/poll/").status_code == 200
    report.unpublish()
    assert client.get("/publications/series/poll/").status_code == 404
    assert client.get("/publications/series/unknown/").status_code == 404
    assert client.get("/publications/series/").status_code == 404


def test_a_report_leads_to_the_editions_before_and_after_it(editions: list[ReportPage], client: Client) -> None:
    html = client.get("/publications/poll-2022/").content.decode()
    assert '2022 edition of <a href="/publications/series/poll/">Sample poll</a>' in html
    assert '<a rel="prev" href="/publications/poll-2021/">2021</a>' in html
    assert '<a rel="next" href="/publications/poll-2023/">2023</a>' in html
    assert "There is a newer edition:" in html
    assert "There is a newer edition:" not in client.get("/publications/poll-2023/").content.decode()


def test_editions_of_one_day_are_told_apart_by_their_keys(
    make_report: MakeReport, series: Series, client: Client
) -> None:
    first, second = make_report("First", "first", series=series), make_report("Second", "second", series=series)
    assert shown(client) == ["Second", "First"]
    assert (place_in_series(first).number, place_in_series(second).number) == (1, 2)


def test_a_report_without_a_series_has_no_place_and_costs_no_query(make_report: MakeReport) -> None:
    report = make_report()
    with CaptureQueriesContext(connection) as counted:
        assert place_in_series(report) is None
    assert len(counted) == 0


def test_no_report_may_take_the_address_of_the_series(make_report: MakeReport) -> None:
    with pytest.raises(ValidationError) as refused:
        make_report("Series", "series")
    assert "slug" in refused.value.message_dict


def test_a_series_may_go_and_its_editions_stay(editions: list[ReportPage], series: Series, client: Client) -> None:
    series.delete()
    assert client.get("/publications/poll-2022/").status_code == 200
    assert client.get("/publications/series/poll/").status_code == 404


def test_a_private_library_has_no_series(
    editions: list[ReportPage], library: PublicationIndexPage, client: Client
) -> None:
    PageViewRestriction.objects.create(page=library, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/publications/series/poll/").status_code != 200


def test_editors_find_series_in_the_admin_and_on_the_report(editions: list[ReportPage], admin_client: Client) -> None:
    listed = admin_client.get("/admin/snippets/publications/series/")
    assert "Sample poll" in listed.content.decode()
    assert "Choose series" in admin_client.get(f"/admin/pages/{editions[0].pk}/edit/").content.decode()
