"""The library: order, filters, empty states, flat cost."""

import datetime
import json
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from foundation.models import PageTopic, Topic
from people.models import PeopleIndexPage, PersonPage
from publications.models import Finding, PublicationIndexPage, ReportAuthor, ReportPage, Series, Version
from tests.bench.many_reports import fill
from tests.publications.conftest import MakeReport

ATOM = "{http://www.w3.org/2005/Atom}"


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
    [
        "?topic=unknown",
        "?year=abc",
        "?year=-1",
        "?type=x",
        "?author=nobody",
        "?data=no",
        "?series=x",
        "?q=" + "a" * 300,
        "?q=%22%3E",
    ],
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
def test_thirty_reports_cost_as_many_queries_as_three(library: PublicationIndexPage, client: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get("/publications/").status_code == 200
        return len(counted)

    fill(library, 3)
    client.get("/publications/")
    three = cost()
    fill(library, 27)
    assert cost() == three < 15


def test_in_order_is_settled_by_the_key_when_dates_are_equal(make_report: MakeReport) -> None:
    first, second = make_report("One", "one"), make_report("Two", "two")
    assert list(ReportPage.objects.in_order().values_list("pk", flat=True)) == [second.pk, first.pk]


def test_a_choice_leaves_as_many_reports_as_its_number_says(library: PublicationIndexPage) -> None:
    """For every choice offered, whatever is chosen already."""
    fill(library, 40)
    followed = 0
    for start in ("", "topic=sample-topic-3", "author=sample-author-13&data=yes", "q=invented&year=2020"):
        for group in library.shelf(RequestFactory().get(f"/?{start}")).groups:
            for option in group.options:
                left = library.shelf(RequestFactory().get(f"/{option.url}"))
                assert left.narrowed.count() == left.count
                if not option.selected:
                    assert (option.label, option.count) == (option.label, left.count)
                    followed += 1
    assert followed > 30


@pytest.mark.usefixtures("tasks_wait")
@pytest.mark.parametrize("query", ["", "?topic=justice", "?type=survey", "?q=report", "?sort=title"])
def test_what_a_reader_may_not_see_is_counted_behind_no_choice(
    library: PublicationIndexPage, make_report: MakeReport, client: Client, query: str
) -> None:
    """One is public; one is a draft, one private, one below another list, and a page that is no report has the topic."""
    topic = Topic.objects.create(name="Justice", slug="justice")

    def one(title: str) -> ReportPage:
        links = [PageTopic(topic=topic)]
        return make_report(f"{title} report", title.lower(), report_type="survey", has_data=True, topic_links=links)

    for title in ("Public", "Draft", "Private", "Elsewhere"):
        one(title)
    ReportPage.objects.get(slug="draft").unpublish()
    PageViewRestriction.objects.create(page=ReportPage.objects.get(slug="private"), restriction_type="login")
    other = PublicationIndexPage(title="Other list", slug="other")
    library.get_parent().add_child(instance=other)
    ReportPage.objects.get(slug="elsewhere").move(other, "last-child")
    PageTopic.objects.create(page=library.get_parent(), topic=topic)

    assert titles(client, query) == ["Public report"]
    counted = choices(client, query)
    assert {count for options in counted.values() for count in options.values()} == {1}
    assert counted["Topic"] == {"Justice": 1}
    assert counted["Author"] == {"Labour Muslim Network": 1}


@pytest.mark.usefixtures("tasks_wait")
def test_a_figure_that_is_not_shown_is_not_found_either(make_report: MakeReport, client: Client) -> None:
    few = Finding(statement="of the chairs agreed", words="17%", value=17, base_size=12)
    make_report("A small survey", "small", findings=[few])
    assert titles(client, "?q=17%25") == []
    assert titles(client, "?q=chairs") == ["A small survey"]


def test_a_chosen_choice_leads_back(three: None, client: Client) -> None:
    groups = client.get("/publications/?topic=representation&year=2024").context["groups"]
    taken = {str(group.label): option.url for group in groups for option in group.options if option.selected}
    assert taken == {"Topic": "?year=2024", "Year": "?topic=representation"}


def test_a_list_has_one_address_however_its_filters_were_typed(three: None, client: Client) -> None:
    html = client.get("/publications/?year=2021&utm=x&type=survey&sort=newest&topic=").content.decode()
    assert '<link rel="canonical" href="http://localhost/publications/?type=survey&amp;year=2021">' in html
    assert 'href="/publications/feed.atom?type=survey&amp;year=2021"' in html


def test_an_order_that_is_none_is_the_usual_one(three: None, client: Client) -> None:
    assert titles(client, "?sort=x") == titles(client)


def test_an_empty_list_is_kept_out_of_search_engines_and_says_what_to_leave_out(three: None, client: Client) -> None:
    html = client.get("/publications/?topic=unknown&year=2021").content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "Topic: unknown" in html
    assert '<meta name="robots"' not in client.get("/publications/?year=2021").content.decode()


def test_names_of_what_is_not_public_are_not_told(make_report: MakeReport, client: Client) -> None:
    series = Series.objects.create(title="Secret series", slug="secret")
    topic = Topic.objects.create(name="Secret topic", slug="secret")
    report = make_report(series=series, authors=[ReportAuthor(external_name="Secret Author")])
    PageTopic.objects.create(page=report, topic=topic)
    report.unpublish()
    for query in ("", "?series=secret", "?topic=secret", "?author=secret-author"):
        assert "Secret" not in client.get(f"/publications/{query}").content.decode()


def test_series_and_data_narrow_the_list(three: None, make_report: MakeReport, client: Client) -> None:
    series = Series.objects.create(title="Sample series", slug="sample")
    table = {"columns": [{"type": "text", "heading": "Year"}], "rows": [{"values": ["2020"]}], "caption": "Years"}
    body = json.dumps([{"type": "table", "value": {"table": table, "source": ""}}])
    make_report("With a table", "table", series=series, body=body)
    assert titles(client, "?series=sample") == titles(client, "?data=yes") == ["With a table"]
    assert choices(client)["Data"] == {"With figures or tables": 1}
    report = ReportPage.objects.get(slug="table")
    report.body, report.change_note = "[]", "The table was taken out."
    report.save_revision().publish()
    assert titles(client, "?data=yes") == []


def test_a_feed_is_of_what_the_filters_leave(three: None, client: Client) -> None:
    feed = client.get("/publications/feed.atom?type=survey&year=2021&sort=title")
    assert feed.status_code == 200
    assert feed["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(feed.content)  # noqa: S314  (ours)
    assert root.findtext(f"{ATOM}title") == "Publications (Type: Survey and Year: 2021) – Your organisation"
    assert [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")] == ["A middle survey"]
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == "http://localhost/publications/feed.atom?type=survey&year=2021"
    assert links["alternate"] == "http://localhost/publications/?type=survey&year=2021"


def test_a_feed_of_nothing_is_empty_and_its_bytes_stay(three: None, client: Client) -> None:
    one, two = (client.get("/publications/feed.atom?topic=unknown").content for _time in range(2))
    assert one == two
    assert b"<entry>" not in one


def test_a_corrected_report_comes_up_again_with_the_note(three: None, client: Client) -> None:
    report = ReportPage.objects.get(slug="older")
    report.abstract, report.change_note = "Corrected words.", "A number was put right."
    report.save_revision().publish()
    root = ElementTree.fromstring(client.get("/publications/feed.atom").content)  # noqa: S314  (ours)
    entry = next(root.iter(f"{ATOM}entry"))
    assert entry.findtext(f"{ATOM}title") == "Older briefing"
    assert "A number was put right." in str(entry.findtext(f"{ATOM}summary"))
    version = Version.objects.get(report=report, number=2)
    assert version.published_at is not None
    assert str(entry.findtext(f"{ATOM}updated"))[:19] == version.published_at.isoformat()[:19]
    Version.objects.filter(pk=version.pk).update(published_at=None)
    assert b"put right" not in client.get("/publications/feed.atom").content
