"""The library: order, filters, empty states, flat cost."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.models import PageTopic, Topic
from people.models import PeopleIndexPage, PersonPage
from publications.models import Finding, PublicationIndexPage, ReportAuthor, ReportPage
from tests.publications.conftest import MakeReport


@pytest.fixture
def three(tasks_wait: None, make_report: MakeReport) -> None:
    topic = Topic.objects.create(name="Representation", slug="representation")
    make_report("Older briefing", "older", published_on=datetime.date(2018, 5, 1), report_type="briefing")
    make_report("Newest report", "newest", published_on=datetime.date(2024, 5, 1), topic_links=[PageTopic(topic=topic)])
    make_report(
        "A middle survey",
        "middle",
        published_on=datetime.date(2021, 5, 1),
        report_type="survey",
        authors=[ReportAuthor(external_name="Zoë Sample")],
        findings=[Finding(statement="want a mosque liaison")],
    )


def titles(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/publications/{query}")
    assert response.status_code == 200
    return [page.title for page in response.context["page_obj"]]


def choices(client: Client, query: str = "") -> dict[str, dict[str, int]]:
    """The filters as a reader sees them: each choice with the number behind it."""
    groups = client.get(f"/publications/{query}").context["groups"]
    return {str(group.label): {str(option.label): option.count for option in group.options} for group in groups}


def test_the_latest_report_comes_first(three: None, client: Client) -> None:
    assert titles(client) == ["Newest report", "A middle survey", "Older briefing"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?topic=representation", ["Newest report"]),
        ("?type=briefing", ["Older briefing"]),
        ("?year=2021", ["A middle survey"]),
        ("?author=zoë-sample", ["A middle survey"]),
        ("?author=labour-muslim-network", ["Newest report", "Older briefing"]),
        ("?q=MIDDLE", ["A middle survey"]),
        ("?q=liaison+mosque", ["A middle survey"]),
        ("?q=%25", ["Newest report", "Older briefing"]),
        ("?q=mosque+newest", []),
        ("?sort=oldest", ["Older briefing", "A middle survey", "Newest report"]),
        ("?sort=title", ["A middle survey", "Newest report", "Older briefing"]),
        ("?type=survey&year=2021&sort=title", ["A middle survey"]),
    ],
)
def test_filters_narrow_and_sort(three: None, client: Client, query: str, found: list[str]) -> None:
    assert titles(client, query) == found


@pytest.mark.parametrize(
    "query",
    ["?topic=unknown", "?year=abc", "?year=-1", "?type=x", "?author=nobody", "?data=no", "?series=x", "?q=" + "a" * 300, "?q=%22%3E"],
)
def test_a_value_that_nobody_offered_finds_nothing_and_says_so(three: None, client: Client, query: str) -> None:
    assert titles(client, query) == []
    assert "Nothing here matches." in client.get(f"/publications/{query}").content.decode()


@pytest.mark.parametrize("number", ["abc", "0", "-1", "2", "99999999999999999999"])
def test_a_page_of_results_that_is_not_there_is_404(three: None, client: Client, number: str) -> None:
    assert client.get(f"/publications/?page={number}").status_code == 404


def test_a_query_of_100_000_characters_is_refused_clearly(three: None, client: Client) -> None:
    assert client.get("/publications/", {"q": "a" * 100_000}).status_code == 400


def test_an_empty_library_says_so(library: PublicationIndexPage, client: Client) -> None:
    assert "Nothing has been published here yet." in client.get("/publications/").content.decode()


def test_only_what_the_reports_have_is_offered(three: None, client: Client) -> None:
    Topic.objects.create(name="Unused", slug="unused")
    offered = choices(client)
    assert offered["Topic"] == {"Representation": 1}
    assert offered["Year"] == {"2024": 1, "2021": 1, "2018": 1}


def test_a_report_by_somebody_with_a_profile_is_found_by_the_profile(
    make_report: MakeReport, home_page: object, client: Client
) -> None:
    people = home_page.add_child(instance=PeopleIndexPage(title="People", slug="people"))
    person = people.add_child(instance=PersonPage(title="Sample Author", slug="sample-author"))
    make_report("Hers", "hers", authors=[ReportAuthor(person=person)])
    make_report("Another's", "other")
    assert titles(client, "?author=sample-author") == ["Hers"]
    person.delete()
    assert titles(client, "?author=sample-author") == ["Hers"]


@pytest.mark.usefixtures("tasks_wait")
def test_thirteen_reports_take_two_pages_which_keep_the_filters(make_report: MakeReport, client: Client) -> None:
    for number in range(13):
        make_report(f"Report {number}", f"r{number}")
    assert len(titles(client)) == 12
    html = client.get("/publications/?year=2020").content.decode()
    assert "?year=2020&amp;page=2" in html
    assert len(titles(client, "?year=2020&page=2")) == 1


@pytest.mark.usefixtures("tasks_wait")
def test_thirty_reports_cost_as_many_queries_as_three(make_report: MakeReport, client: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get("/publications/").status_code == 200
        return len(counted)

    for number in range(3):
        make_report(f"Report {number}", f"r{number}")
    client.get("/publications/")
    three = cost()
    for number in range(3, 30):
        make_report(f"Report {number}", f"r{number}")
    assert cost() == three <= 20


def test_in_order_is_settled_by_the_key_when_dates_are_equal(make_report: MakeReport) -> None:
    first, second = make_report("One", "one"), make_report("Two", "two")
    assert list(ReportPage.objects.in_order().values_list("pk", flat=True)) == [second.pk, first.pk]
