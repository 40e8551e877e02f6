"""The people page: groups by hand, today before the past, and a flat number of queries."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from people.models import GroupPlace, PersonPage

MEMBER = "National executive member"


def names_under(html: str, heading: str) -> list[str]:
    """The names listed in the section with this heading."""
    soup = BeautifulSoup(html, "html.parser")
    for section in soup.find_all("section"):
        title = section.find("h2")
        if title and title.get_text(" ", strip=True) == heading:
            return [link.get_text(strip=True) for link in section.select("li a")]
    return []


def read(client: Client) -> str:
    """The page as a visitor gets it."""
    response = client.get("/people/")
    assert response.status_code == 200
    return response.content.decode()


def test_groups_stand_in_the_order_that_editors_gave_them(client: Client, make_person: Any, make_group: Any) -> None:
    executive, parliamentary = make_group("National executive", 2), make_group("Parliamentary", 1)
    make_person("Huda Elmi", ({"title": MEMBER, "group": executive},))
    make_person("Afzal Khan", ({"title": "Parliamentary chair", "group": parliamentary},))
    html = read(client)
    assert html.index(">Parliamentary<") < html.index(">National executive<")
    assert names_under(html, "Parliamentary") == ["Afzal Khan"]
    assert names_under(html, "National executive") == ["Huda Elmi"]


def test_a_group_without_a_place_comes_last(client: Client, make_person: Any, make_group: Any) -> None:
    unplaced, placed = make_group("Unplaced"), make_group("Placed", 5)
    unplaced.sort_order = None
    unplaced.save()
    make_person("Ali Milani", ({"title": MEMBER, "group": unplaced}, {"title": MEMBER, "group": placed}))
    html = read(client)
    assert html.index(">Placed<") < html.index(">Unplaced<")


def test_people_stand_in_the_order_of_their_pages(client: Client, make_person: Any, make_group: Any) -> None:
    group = make_group("National executive")
    for name in ("Samayya Afzal", "Ali Milani", "Fatima Said"):
        make_person(name, ({"title": MEMBER, "group": group},))
    PersonPage.objects.get(title="Fatima Said").move(PersonPage.objects.get(title="Samayya Afzal"), pos="left")
    assert names_under(read(client), "National executive") == ["Fatima Said", "Samayya Afzal", "Ali Milani"]


def test_a_group_may_put_somebody_first_without_touching_the_other_groups(
    client: Client, make_person: Any, make_group: Any
) -> None:
    first, second = make_group("National executive"), make_group("Parliamentary")
    roles = ({"title": MEMBER, "group": first}, {"title": MEMBER, "group": second})
    make_person("Samayya Afzal", roles)
    ali = make_person("Ali Milani", roles)
    GroupPlace.objects.create(group=second, person=ali, sort_order=0)
    html = read(client)
    assert names_under(html, "National executive") == ["Samayya Afzal", "Ali Milani"]
    assert names_under(html, "Parliamentary") == ["Ali Milani", "Samayya Afzal"]


def test_publishing_an_old_revision_does_not_move_somebody_within_a_group(
    client: Client, make_person: Any, make_group: Any
) -> None:
    group = make_group("National executive")
    make_person("Samayya Afzal", ({"title": MEMBER, "group": group},))
    ali = make_person("Ali Milani", ({"title": MEMBER, "group": group},))
    old = ali.latest_revision
    GroupPlace.objects.create(group=group, person=ali, sort_order=0)
    old.publish()
    assert names_under(read(client), "National executive") == ["Ali Milani", "Samayya Afzal"]


def test_those_who_led_stand_below_those_who_lead(client: Client, make_person: Any, make_group: Any) -> None:
    group = make_group("National executive")
    make_person("Past Sample", ({"title": "Treasurer", "group": group, "has_ended": True},))
    make_person("Present Sample", ({"title": "Secretary", "group": group},))
    html = read(client)
    assert names_under(html, "National executive") == ["Present Sample"]
    assert names_under(html, "Past National executive") == ["Past Sample"]
    assert html.index("Present Sample") < html.index("Past Sample")
    assert "dates not known" in html


def test_somebody_who_changed_roles_stands_in_both_lists(client: Client, make_person: Any, make_group: Any) -> None:
    group = make_group("National executive")
    make_person(
        "Sample Person",
        ({"title": "Chair", "group": group}, {"title": "Treasurer", "group": group, "has_ended": True}),
    )
    html = read(client)
    assert names_under(html, "National executive") == names_under(html, "Past National executive") == ["Sample Person"]


def test_somebody_without_a_role_is_still_listed(client: Client, make_person: Any, make_group: Any) -> None:
    make_person("Ali Milani", ({"title": MEMBER, "group": make_group("National executive")},))
    make_person("Sample Writer")
    assert names_under(read(client), "Others") == ["Sample Writer"]


def test_an_empty_people_page_says_so(client: Client, people_index: Any) -> None:
    assert "Nobody is listed here yet" in read(client)


def test_drafts_and_private_profiles_are_not_listed(client: Client, make_person: Any, make_group: Any) -> None:
    group = make_group("National executive")
    make_person("Draft Person", ({"title": MEMBER, "group": group},)).unpublish()
    private = make_person("Private Person", ({"title": MEMBER, "group": group},))
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    html = read(client)
    assert "Draft Person" not in html
    assert "Private Person" not in html


def test_markup_in_a_name_is_shown_as_typed(client: Client, make_person: Any) -> None:
    make_person("<b>Bold</b> Name", slug="bold")
    assert "&lt;b&gt;Bold&lt;/b&gt; Name" in read(client)


@pytest.mark.parametrize("path", ["/people/", "/people/person-0/"])
@pytest.mark.usefixtures("tasks_wait")
def test_thirty_people_cost_as_many_queries_as_three(
    client: Client, make_person: Any, make_group: Any, path: str
) -> None:
    groups = [make_group("Parliamentary"), make_group("National executive")]

    def publish(numbers: range) -> None:
        for number in numbers:
            roles = tuple({"title": MEMBER, "group": group, "has_ended": number % 3 == 0} for group in groups)
            person = make_person(f"Person {number}", roles)
            GroupPlace.objects.create(group=groups[number % 2], person=person, sort_order=number)

    def count_queries() -> int:
        client.get(path)  # fills the caches of sites and settings
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    publish(range(3))
    with_three = count_queries()
    publish(range(3, 30))
    assert count_queries() == with_three
    assert with_three <= 25
