"""A people page, and a quick way to publish profiles and roles."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.text import slugify

from people.models import LeadershipGroup, PeopleIndexPage, PersonPage

MakePerson = Callable[..., PersonPage]
MakeGroup = Callable[..., LeadershipGroup]


@pytest.fixture
def people_index(home_page: Any) -> PeopleIndexPage:
    """An empty `/people/`."""
    page = home_page.add_child(instance=PeopleIndexPage(title="People", slug="people"))
    return PeopleIndexPage.objects.get(pk=page.pk)


@pytest.fixture
def make_group(home_page: Any) -> MakeGroup:
    """Makes a leadership group; the one made first comes first."""

    def make(name: str, order: int | None = None) -> LeadershipGroup:
        if order is None:
            order = LeadershipGroup.objects.count()
        return LeadershipGroup.objects.create(name=name, sort_order=order, locale=home_page.locale)

    return make


@pytest.fixture
def make_person(people_index: PeopleIndexPage) -> MakePerson:
    """Publishes a profile; each role is a dictionary of fields."""

    def make(name: str, roles: tuple[dict[str, Any], ...] = (), **fields: Any) -> PersonPage:
        slug = fields.pop("slug", slugify(name) or "somebody")
        page = people_index.add_child(instance=PersonPage(title=name, slug=slug, **fields))
        for place, role in enumerate(roles):
            page.roles.create(sort_order=place, **role)
        page.save_revision().publish()
        return PersonPage.objects.get(pk=page.pk)

    return make
