"""Kept pages: the same bytes again without a query, and never a moment longer than they are true."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from redis.exceptions import RedisError
from wagtail.models import Page, PageViewRestriction, Site

from foundation.models import LibraryImage, Navigation, OrganisationSettings
from home.models import ContentPage, HomePage
from portal import generation, page_cache
from portal.page_cache import Kept, PageCacheMiddleware, Store
from supporters.models import Action, ActionStats
from tests.campaigns.conftest import publish

pytestmark = pytest.mark.django_db
Committed = Callable[..., Any]


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Committed:
    """`with committed():` does at its end what a transaction does when it is committed."""

    def transaction_of_its_own() -> Any:
        # What the test wrote before waits for a commit that never comes, and would stand for what is written now.
        connection.run_on_commit = []
        return django_capture_on_commit_callbacks(execute=True)

    return transaction_of_its_own


@pytest.fixture
def visitor(settings: Any) -> Client:
    """Somebody without cookies, at a site that keeps pages. `visitor.get` is never the first to ask for the mark."""
    settings.PAGE_CACHE_BYTES = 1_000_000
    return Client()


@pytest.fixture
def about(home_page: HomePage) -> ContentPage:
    """A published page."""
    return publish(home_page, ContentPage(title="About", slug="about", summary="Who we are"))


def is_kept(response: HttpResponse) -> bool:
    """Only a kept page has an age."""
    return response.has_header("Age")


def test_a_second_visit_gets_the_same_without_a_query(
    visitor: Client, about: ContentPage, django_assert_num_queries: Any
) -> None:
    first = visitor.get("/about/")
    with django_assert_num_queries(0):
        second = visitor.get("/about/")
    assert not is_kept(first)
    assert is_kept(second)
    assert second.content == first.content
    assert {**second.headers, "Age": ""} == {**first.headers, "Age": ""}


def test_a_kept_page_answers_who_has_it_already_with_no_body(visitor: Client, about: ContentPage) -> None:
    tag = visitor.get("/about/")["ETag"]
    again = visitor.get("/about/", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.content == b""


def test_compressed_and_plain_are_kept_apart(visitor: Client, home_page: HomePage) -> None:
    for _visit in range(2):
        packed, plain = visitor.get("/", headers={"Accept-Encoding": "gzip"}), visitor.get("/")
        assert packed["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain
        assert plain.content.startswith(b"<!doctype html>")
    assert is_kept(packed)
    assert is_kept(plain)


def test_what_is_published_and_unpublished_is_seen_at_once(
    visitor: Client, about: ContentPage, committed: Committed
) -> None:
    visitor.get("/about/")
    about.summary = "Who we were"
    with committed():
        about.save_revision().publish()
    assert b"Who we were" in visitor.get("/about/").content
    with committed():
        about.unpublish()
    assert visitor.get("/about/").status_code == 404


def change_settings(home: HomePage) -> None:
    OrganisationSettings.objects.update_or_create(site=Site.objects.get(), defaults={"name": "Another name"})


def change_menu(home: HomePage) -> None:
    Navigation.objects.create(locale=home.locale)


def change_picture(home: HomePage) -> None:
    LibraryImage.objects.create(title="New", file="x.png", width=1, height=1)


def change_count(home: HomePage) -> None:
    action = Action.objects.create(
        kind=Action.Kind.PETITION,
        title="A sample petition",
        demand="We ask.",
        target="The council",
        deletion_date=timezone.localdate(),
    )
    ActionStats.objects.update_or_create(action=action, defaults={"confirmed": 100})


def restrict(home: HomePage) -> None:
    PageViewRestriction.objects.create(page=home, restriction_type=PageViewRestriction.LOGIN)


def change_in_bulk(home: HomePage) -> None:
    Page.objects.filter(pk=home.pk).update(title="Changed by a command")


def change_by_hand(home: HomePage) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update wagtailcore_page set title = 'Changed by hand'")


def change_and_undo(home: HomePage) -> None:
    """A transaction within the test's own that is rolled back."""
    with transaction.atomic():
        change_in_bulk(home)
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "change",
    [change_settings, change_menu, change_picture, change_count, restrict, change_in_bulk, change_by_hand],
    ids=lambda change: change.__name__,
)
def test_whatever_a_page_may_show_ends_what_is_kept(
    visitor: Client, home_page: HomePage, committed: Committed, change: Callable[[HomePage], None]
) -> None:
    visitor.get("/")
    assert is_kept(visitor.get("/"))
    with committed():
        change(home_page)
    assert not is_kept(visitor.get("/"))


def test_a_page_for_some_is_not_kept_for_all(visitor: Client, about: ContentPage) -> None:
    restrict(about)  # type: ignore[arg-type]
    for _visit in range(2):
        assert visitor.get("/about/").status_code == 302


def test_what_is_not_committed_ends_nothing(visitor: Client, home_page: HomePage, committed: Committed) -> None:
    visitor.get("/")
    with committed():
        change_and_undo(home_page)
    assert is_kept(visitor.get("/"))


def test_a_change_after_one_that_was_undone_counts(visitor: Client, home_page: HomePage, committed: Committed) -> None:
    visitor.get("/")
    with committed():
        change_and_undo(home_page)
        change_in_bulk(home_page)
    assert b"Changed by a command" in visitor.get("/").content


def test_log_ins_drafts_and_signatures_end_nothing(visitor: Client, home_page: HomePage, committed: Committed) -> None:
    visitor.get("/")
    with committed():
        for table in generation.UNSEEN:
            with connection.cursor() as cursor:
                cursor.execute(f'DELETE FROM "{table}" WHERE 1 = 0')  # noqa: S608  (our own names; unknown ones fail)
    assert is_kept(visitor.get("/"))


@pytest.mark.parametrize(
    "asked",
    [
        {"path": "/?page=1"},
        {"path": "/", "headers": {"Cookie": "sessionid=abc"}},
        {"path": "/", "headers": {"Authorization": "Basic abc"}},
        {"path": "/", "headers": {"Host": "testserver.example"}},
        {"path": "/", "secure": True},
    ],
)
def test_who_asks_otherwise_gets_a_page_made_for_them(
    visitor: Client, home_page: HomePage, asked: dict[str, Any]
) -> None:
    visitor.get("/")
    assert not is_kept(visitor.get(**asked))


def test_a_page_by_a_link_with_a_code_is_kept_for_that_code(visitor: Client, home_page: HomePage) -> None:
    visitor.get("/?source=leaflet")
    assert is_kept(visitor.get("/?source=leaflet"))
    assert not is_kept(visitor.get("/?source=poster"))
    assert not is_kept(visitor.get("/"))
    for query in ("source=leaflet&page=2", "page=2", "source=a%20b", "source="):
        visitor.get(f"/?{query}")
        assert not is_kept(visitor.get(f"/?{query}")), query


def test_made_up_codes_push_no_page_out(settings: Any, db: None) -> None:
    settings.PAGE_CACHE_BYTES = 8000
    middleware = PageCacheMiddleware(
        lambda request: HttpResponse("x" * 900, headers={"Cache-Control": "public, max-age=60"})
    )
    middleware(RequestFactory().get("/"))
    for number in range(50):
        middleware(RequestFactory().get(f"/?source=code{number}"))
    assert is_kept(middleware(RequestFactory().get("/")))  # type: ignore[arg-type]
    assert middleware.coded.used <= 2000


def test_a_page_that_changes_while_it_is_made_is_not_given_out_again(settings: Any, db: None) -> None:
    settings.PAGE_CACHE_BYTES = 1000

    def make(request: object) -> HttpResponse:
        generation.begin_anew()  # somebody publishes now
        return HttpResponse("old", headers={"Cache-Control": "public, max-age=60"})

    middleware = PageCacheMiddleware(make)
    request = RequestFactory().get("/")
    assert not is_kept(middleware(request))  # type: ignore[arg-type]
    assert not is_kept(middleware(request))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cache-Control": "no-store"},
        {"Cache-Control": "private, max-age=60"},
        {"Cache-Control": "public, max-age=0"},
        {"Cache-Control": "public, max-age=60", "Vary": "Cookie"},
        {"Cache-Control": "public, max-age=60", "Set-Cookie": "a=b"},
        {"Cache-Control": "public, max-age=60", "Content-Type": "application/json"},
    ],
)
def test_only_what_says_that_it_is_for_all_is_kept(settings: Any, headers: dict[str, str]) -> None:
    settings.PAGE_CACHE_BYTES = 1000
    middleware = PageCacheMiddleware(lambda _request: HttpResponse("page", headers=headers))
    for _visit in range(2):
        assert not is_kept(middleware(RequestFactory().get("/")))  # type: ignore[arg-type]


def test_a_kept_page_grows_no_older_than_it_says(
    visitor: Client, home_page: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.get("/")
    now = page_cache.time.monotonic()
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: now + 50)
    assert int(visitor.get("/")["Age"]) >= 49
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: now + 61)
    assert not is_kept(visitor.get("/"))


def test_an_emptied_cache_ends_what_is_kept(visitor: Client, home_page: HomePage) -> None:
    visitor.get("/")
    cache.clear()
    assert not is_kept(visitor.get("/"))


def test_the_memory_is_bounded_and_what_is_asked_for_stays() -> None:
    store = Store(size=25)
    for name in ("one", "two"):
        store.keep((name,), Kept("now", page_cache.time.monotonic(), 60, {}, b"0123456789"))
    store.find(("one",), "now")
    store.keep(("three",), Kept("now", page_cache.time.monotonic(), 60, {}, b"0123456789"))
    assert [bool(store.find((name,), "now")) for name in ("one", "two", "three")] == [True, False, True]
    store.keep(("large",), Kept("now", page_cache.time.monotonic(), 60, {}, b"x" * 100))
    assert store.used == 0


def test_without_the_shared_cache_pages_are_made_and_the_probe_says_that_the_process_is_up(
    visitor: Client, about: ContentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_away() -> str:
        raise RedisError("The cache is away.")

    monkeypatch.setattr("portal.page_cache.generation", is_away)
    assert visitor.get("/about/").status_code == 200
    assert not is_kept(visitor.get("/about/"))
    assert visitor.get("/healthz/live").status_code == 200


def test_who_has_a_kept_page_learns_its_age(visitor: Client, about: ContentPage) -> None:
    tag = visitor.get("/about/")["ETag"]
    assert visitor.get("/about/", headers={"If-None-Match": tag}).has_header("Age")
    refused = visitor.get("/about/", headers={"If-Match": '"another"'})
    assert refused.status_code == 412
    assert "no-store" in refused["Cache-Control"]
