"""The search page: finds public pages, narrows them, marks the words, and bears whatever is typed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from foundation.models import PageTopic, Topic
from home.models import ContentPage
from people.models import LeadershipGroup, PeopleIndexPage, PersonPage, Role
from portal.search import engine
from portal.search.snippets import snippet
from portal.search.words import words_of

pytestmark = pytest.mark.django_db

Make = Callable[..., ContentPage]


@pytest.fixture
def make(home_page: Page) -> Make:
    """Publishes a content page below the home page."""

    def publish(title: str, summary: str = "", *, live: bool = True) -> ContentPage:
        home_page.refresh_from_db()
        page = home_page.add_child(instance=ContentPage(title=title, summary=summary, live=live))
        if live:
            page.save_revision().publish()
        return page

    return publish


def titles(response: Any) -> list[str]:
    """The titles of the results, in order."""
    return [result.title for result in response.context["results"]]


def test_a_word_of_the_title_outranks_one_of_the_text(client: Client, make: Make) -> None:
    make("Somewhere else", "We met many councillors there.")
    make("Councillors")
    assert titles(client.get("/search/?q=councillors")) == ["Councillors", "Somewhere else"]


def test_all_words_must_be_there(client: Client, make: Make) -> None:
    make("Training for councillors")
    make("Training for candidates")
    assert titles(client.get("/search/?q=training+councillors")) == ["Training for councillors"]


def test_the_word_is_marked_in_a_snippet(client: Client, make: Make) -> None:
    make("Our work", "Half of respondents had no trust in the leadership.")
    assert "no trust in the <mark>leadership</mark>." in client.get("/search/?q=leadership").content.decode()


def test_a_snippet_escapes_the_page(client: Client, make: Make) -> None:
    make("Markup", 'The word & <script>alert("x")</script> in a summary.')
    body = client.get("/search/?q=word").content.decode()
    assert "The <mark>word</mark> &amp; &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; in a summary." in body


def test_a_marked_word_is_escaped_too() -> None:
    assert str(snippet("a <b> & c", ["b"])) == "a &lt;<mark>b</mark>&gt; &amp; c"


def test_drafts_and_private_pages_are_not_found(client: Client, make: Make) -> None:
    make("Secret plan", live=False)
    private = make("Secret meeting")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    response = client.get("/search/?q=secret")
    assert response.status_code == 200
    assert titles(response) == []
    assert client.get("/search/suggest/?q=secret").json() == {"suggestions": []}


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        ">",
        "'",
        "a AND",
        "NEAR(",
        "*",
        "title:x",
        "-x",
        "(",
        "{title} : x",
        "🙂",
        "\\",
        "%",
        "x OR",
        "ﬁ",
        "a b c " * 60,
    ],
)
@pytest.mark.parametrize("address", ["/search/", "/search/suggest/"])
def test_odd_input_gets_a_clear_answer(client: Client, home_page: Page, address: str, typed: str) -> None:
    assert client.get(address, {"q": typed}).status_code == 200


@pytest.mark.parametrize(
    "query", ["q=%00", "q=a%00b", "q=" + "a" * 100_000, "q=x&page=abc", "q=x&page=0", "q=x&page=99"]
)
def test_impossible_input_gets_a_page_with_a_4xx_status(client: Client, home_page: Page, query: str) -> None:
    response = client.get(f"/search/?{query}")
    assert response.status_code in (400, 404)
    assert b"<h1>" in response.content
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("query", ["type=nonsense", "topic=nonsense", "year=soon", "topic=" + "x" * 500])
def test_an_unknown_filter_is_named_and_left_out(client: Client, make: Make, query: str) -> None:
    make("Training")
    response = client.get(f"/search/?q=training&{query}")
    assert response.status_code == 404
    assert "The filter was left out." in response.content.decode()
    assert titles(response) == ["Training"]


def test_filters_narrow_by_topic_and_show_counts(client: Client, make: Make) -> None:
    first, _second = make("Training one"), make("Training two")
    topic = Topic.objects.create(name="Local government", slug="local-government")
    PageTopic.objects.create(page=first, topic=topic)
    response = client.get("/search/?q=training&topic=local-government")
    assert titles(response) == ["Training one"]
    (topic_group,) = [group for group in response.context["groups"] if group.label == "Topic"]
    assert [(option.label, option.count, option.selected) for option in topic_group.options] == [
        ("Local government", 1, True)
    ]
    assert topic_group.options[0].url == "?q=training"


def test_filters_alone_list_the_newest_pages(client: Client, make: Make) -> None:
    make("Older")
    make("Newer")
    assert titles(client.get("/search/?type=page"))[:2] == ["Newer", "Older"]
    assert titles(client.get("/search/?type=report")) == []


def test_ten_results_a_page(client: Client, make: Make) -> None:
    for number in range(12):
        make(f"Training {number}")
    assert len(titles(client.get("/search/?q=training"))) == 10
    second = client.get("/search/?q=training&page=2")
    assert len(titles(second)) == 2
    assert 'start="11"' in second.content.decode()


def test_nothing_found_offers_a_near_word_and_the_sections(client: Client, make: Make) -> None:
    make("Islamophobia and the Muslim experience")
    body = client.get("/search/?q=islamaphobia").content.decode()
    assert '<a href="?q=islamophobia">islamophobia</a>' in body
    assert "Or look here" in body


def test_suggestions_are_titles(client: Client, make: Make) -> None:
    make("Training for candidates")
    response = client.get("/search/suggest/?q=candi")
    assert response.json() == {"suggestions": ["Training for candidates"]}
    assert "max-age" in response["Cache-Control"]


def test_as_many_queries_for_thirty_pages_as_for_three(
    client: Client, make: Make, django_assert_max_num_queries: Any
) -> None:
    def count() -> int:
        with django_assert_max_num_queries(25) as captured:
            assert client.get("/search/?q=training").status_code == 200
        return len(captured)

    for number in range(3):
        make(f"Training {number}")
    client.get("/search/?q=training")
    few = count()
    for number in range(27):
        make(f"More training {number}")
    assert count() == few


def test_titles_are_searched_when_the_engine_is_away(
    client: Client, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*asked: object) -> list[int]:
        raise OperationalError("no such table")

    make("Training")
    monkeypatch.setattr(engine, "sqlite_keys", away)
    monkeypatch.setattr(engine, "backend_keys", away)
    response = client.get("/search/?q=training")
    assert response.status_code == 200
    assert titles(response) == ["Training"]
    assert "only titles are searched" in response.content.decode()


def test_search_is_for_people_not_for_search_engines(client: Client, home_page: Page) -> None:
    assert '<meta name="robots" content="noindex">' in client.get("/search/").content.decode()


def test_search_reads_and_nothing_else(client: Client, home_page: Page) -> None:
    assert client.post("/search/").status_code == 405


def test_words_lose_what_an_engine_could_misread() -> None:
    assert words_of('"Act" NEAR(now)* 🙂 title:x\0') == ["act", "near", "now", "title", "x"]


def test_a_snippet_begins_and_ends_with_whole_words() -> None:
    text = "before " * 60 + "needle " + "after " * 60
    shown = str(snippet(text, ["needle"]))
    assert shown.startswith("… before")
    assert shown.endswith("after …")
    assert "<mark>needle</mark>" in shown
    assert len(shown) < 300


def test_a_text_without_spaces_is_cut_where_it_must_be() -> None:
    assert len(str(snippet("x" * 5000, ["y"]))) < 300


def test_what_hangs_on_a_page_is_found_as_soon_as_it_is_published(client: Client, home_page: Page) -> None:
    people = home_page.add_child(instance=PeopleIndexPage(title="People"))
    group = LeadershipGroup.objects.create(name="Officers", locale=home_page.locale)
    person = people.add_child(instance=PersonPage(title="Sample Person"))
    person.roles = [Role(title="Treasurer", group=group)]
    person.save_revision().publish()
    people.save_revision().publish()
    assert titles(client.get("/search/?q=treasurer")) == ["Sample Person"]


def test_a_topic_of_a_private_page_alone_is_no_choice(make: Make) -> None:
    page = make("For members only")
    PageTopic.objects.create(page=page, topic=Topic.objects.create(name="Secret plans", slug="secret-plans"))
    assert Topic.objects.in_use().count() == 1
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert not Topic.objects.in_use().exists()
