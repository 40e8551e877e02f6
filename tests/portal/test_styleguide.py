"""The style guide: for staff only, complete by itself, the same at every look, and it writes nothing."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, RequestFactory
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.patterns.tilings import TILINGS
from portal.styleguide import foundations, tokens
from portal.styleguide.entries import Entry, apart
from portal.styleguide.registry import entries
from portal.styleguide.streams import entry_name, offered

COMPONENTS = Path(__file__).parents[2] / "templates/components"
IN_THE_HEAD = {"components/icons.html"}  # of the document: nothing to see
ALL = tuple(entries().values())
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP")

named = pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.name)


@pytest.fixture
def staff(db: None) -> Client:
    """Somebody who may enter the admin."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("root", "root@example.org", "a long password"))
    return client


@pytest.fixture
def rendered() -> Iterator[set[str]]:
    """The names of the templates that are rendered while the test runs."""
    found: set[str] = set()

    def note(sender: Any, template: Any, **kwargs: Any) -> None:
        found.add(str(template.name))

    template_rendered.connect(note)
    yield found
    template_rendered.disconnect(note)


def address(entry: Entry) -> str:
    """Where an entry stands alone."""
    return reverse("styleguide:entry", args=[entry.name])


# --- Who may see it -------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_visitor_is_led_to_the_log_in_and_nothing_of_it_is_kept(client: Client) -> None:
    for path in ("/styleguide/", "/styleguide/cards/?state=one"):
        response = client.get(path)
        assert response.status_code == 302
        assert response.url.startswith("/accounts/login/?next=/styleguide/")
        assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_log_in_without_the_admin_finds_nothing(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("reader", "reader@example.org", "a long password"))
    assert client.get("/styleguide/").status_code == 404


def test_staff_see_it_uncached_and_search_engines_are_told_to_stay_away(staff: Client) -> None:
    response = staff.get("/styleguide/cards/")
    assert "no-store" in response["Cache-Control"]
    assert BeautifulSoup(response.content, "html.parser").find("meta", {"name": "robots"})["content"] == "noindex"
    assert "Disallow: /styleguide/" in staff.get("/robots.txt").content.decode()
    assert "styleguide" not in staff.get("/sitemap.xml").content.decode()


def test_editors_find_it_in_the_help_menu(staff: Client, home_page: Any) -> None:
    assert "/styleguide/" in staff.get("/admin/").content.decode()


@pytest.mark.parametrize(
    "path", ["/styleguide/nothing/", "/styleguide/cards/?state=nothing", "/styleguide/cards/?state="]
)
def test_what_does_not_exist_is_not_found(staff: Client, path: str) -> None:
    assert staff.get(path).status_code == 404


# --- It is complete -------------------------------------------------------------------------------


@pytest.mark.django_db
def test_every_component_is_shown_by_some_entry(rendered: set[str]) -> None:
    for entry in ALL:
        for state in entry.states:
            state.draw(RequestFactory().get(address(entry)))
    there = {f"components/{path.name}" for path in COMPONENTS.glob("*.html")}
    assert there - rendered == IN_THE_HEAD


@named
@pytest.mark.django_db
def test_an_entry_shows_the_components_that_it_names(entry: Entry, rendered: set[str]) -> None:
    for state in entry.states:
        state.draw(RequestFactory().get(address(entry)))
    assert {f"components/{name}.html" for name in entry.components} <= rendered


def test_every_block_of_every_stream_has_an_entry() -> None:
    missing = [kind.__name__ for kind in offered() if entry_name(kind) not in entries()]
    assert missing == []
    assert len(offered()) > 20


def test_every_colour_and_size_of_the_style_sheets_is_named() -> None:
    shown = {name for family in tokens.colour_families() for name in family.names}
    assert {"paper", "ink", "accent", "flag", "on-flag", "foot"} <= shown
    assert len(tokens.beginning("t-")) == len(tokens.beginning("s-")) == 9


def test_every_tiling_is_drawn() -> None:
    assert {plate["tiling"].replace(" ", "-") for plate in foundations.plates()} == set(TILINGS)


# --- What an entry is -----------------------------------------------------------------------------


@named
def test_an_entry_stands_alone_writes_nothing_and_is_the_same_at_every_look(entry: Entry, staff: Client) -> None:
    staff.get(address(entry))  # what the process keeps from the first look on
    with CaptureQueriesContext(connection) as queries:
        first = staff.get(address(entry))
    assert first.status_code == 200
    assert [query["sql"] for query in queries if query["sql"].lstrip().upper().startswith(WRITES)] == []
    assert staff.get(address(entry)).content == first.content
    soup = BeautifulSoup(first.content, "html.parser")
    assert soup.main.get_text(strip=True)
    assert not soup.main.find(style=True)
    assert [image for image in soup.main.find_all("img") if not image["src"]] == []
    doubled = [name for name, count in Counter(tag["id"] for tag in soup.find_all(id=True)).items() if count > 1]
    assert doubled == []


def test_one_state_is_shown_alone(staff: Client) -> None:
    soup = BeautifulSoup(staff.get("/styleguide/cards/?state=two").content, "html.parser")
    assert len(soup.select(".index > li")) == 2
    assert not soup.select(".state")


def test_the_guide_shows_every_entry_and_state_once(staff: Client) -> None:
    soup = BeautifulSoup(staff.get("/styleguide/").content, "html.parser")
    for entry in ALL:
        assert soup.find(id=entry.name), entry.name
    assert len(soup.select(".state")) == sum(len(entry.states) for entry in ALL)
    targets = [link["href"].removeprefix("#") for link in soup.select(".parts a")]
    assert [target for target in targets if not soup.find(id=target)] == []
    doubled = [name for name, count in Counter(tag["id"] for tag in soup.find_all(id=True)).items() if count > 1]
    assert doubled == []


def test_samples_name_nobody_real(staff: Client) -> None:
    html = staff.get("/styleguide/").content.decode()
    main = re.search(r"<main.*</main>", html, re.DOTALL)[0]
    assert not re.search(r"Labour|Islamophobia|Khan|Milani", main)


def test_specimens_on_one_page_keep_their_names_apart() -> None:
    html = '<label for="a">A</label><input id="a" autofocus aria-describedby="b c"><i id="b"></i><a href="#a">x</a>'
    assert apart(html, "one") == (
        '<label for="one-a">A</label><input id="one-a" aria-describedby="one-b c"><i id="one-b"></i><a href="#one-a">x</a>'
    )
