"""People cards in the body of a page."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import get_template
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from foundation.checks import what_is_missing
from people.blocks import PeopleCardsBlock
from tests.people.conftest import MakeGroup, MakePerson

pytestmark = pytest.mark.django_db


def render(people: list[int], heading: str = "", **context: Any) -> str:
    """The HTML of the block made from stored ids."""
    block = PeopleCardsBlock()
    value = block.to_python({"heading": heading, "people": people})
    return block.render(value, {"request": RequestFactory().get("/"), **context})


def test_cards_show_name_and_role_in_the_editors_order(make_person: MakePerson, make_group: MakeGroup) -> None:
    group = make_group("Executive")
    first = make_person("Amina Example", roles=({"title": "Chair", "group": group},))
    second = make_person("Bilal Example")
    html = render([second.pk, first.pk, second.pk], heading="Who to ask")
    assert html.index("Bilal Example") < html.index("Amina Example")
    assert html.count("Bilal Example") == 1
    assert "Chair" in html
    assert f'href="{first.url}"' in html


def test_a_profile_that_is_withdrawn_or_deleted_leaves_no_gap(make_person: MakePerson) -> None:
    shown, withdrawn = make_person("Amina Example"), make_person("Bilal Example")
    withdrawn.unpublish()
    html = render([withdrawn.pk, 0, shown.pk])
    assert "Amina Example" in html
    assert "Bilal Example" not in html
    assert html.count("<li") == 1


def test_cards_without_anybody_left_leave_nothing() -> None:
    assert render([0], heading="Who to ask").strip() == ""


def test_cards_need_somebody() -> None:
    block = PeopleCardsBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"heading": "Who to ask", "people": []}))


def test_twelve_people_cost_as_many_queries_as_three(
    make_person: MakePerson, make_group: MakeGroup, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    group = make_group("Executive")
    ids = [make_person(f"Person {place}", roles=({"title": "Member", "group": group},)).pk for place in range(12)]
    render(ids)  # the roots of the site are then known
    counts = []
    for count in (3, 12):
        # The site, the chosen ids, the restrictions, the profiles, their roles, the groups and the places in them.
        with django_assert_max_num_queries(7) as queries:
            render(ids[:count])
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_block_has_all_that_the_picker_shows_and_previews_on_an_empty_site() -> None:
    block = PeopleCardsBlock()
    assert what_is_missing(block) == []
    value = block.get_preview_value()
    assert "The chosen people stand here." in block.render(value, block.get_preview_context(value, {}))
    assert get_template(block.meta.template)
