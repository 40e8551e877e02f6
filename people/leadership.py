"""Who leads and who led: people sorted into groups, in the order that editors gave them.

Groups follow the order of the snippet list. Within a group, people named in its places come first; the
others follow in the order of their pages. A person with two roles in a group is listed once for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from foundation.models import LibraryImage
    from people.models import LeadershipGroup, PersonPage, Role


@dataclass(frozen=True)
class ListedPerson:
    """One entry of a list of people, as `components/people_grid.html` reads it."""

    page: PersonPage
    name: str
    role: str
    note: str
    url: str
    portrait: LibraryImage | None


@dataclass
class ListedGroup:
    """A group with the people of today (and of tomorrow) and those of the past."""

    group: LeadershipGroup
    current: list[ListedPerson] = field(default_factory=list)
    past: list[ListedPerson] = field(default_factory=list)


@dataclass
class LeadershipListing:
    """The whole page: groups, and people who hold no role."""

    groups: list[ListedGroup]
    others: list[ListedPerson]

    @property
    def is_empty(self) -> bool:
        """Whether there is nobody to show."""
        return not self.groups and not self.others

    @property
    def current_groups(self) -> list[ListedGroup]:
        """Groups that somebody belongs to today."""
        return [listed for listed in self.groups if listed.current]

    def leading_today(self) -> list[ListedPerson]:
        """Who belongs to a group today, group by group, each person once, in their first seat."""
        seats = [person for listed in self.current_groups for person in listed.current]
        first: dict[int, ListedPerson] = {}
        for person in seats:
            first.setdefault(person.page.pk, person)
        return list(first.values())

    @property
    def past_groups(self) -> list[ListedGroup]:
        """Groups that somebody belonged to."""
        return [listed for listed in self.groups if listed.past]


def list_leadership(people: Iterable[PersonPage], request: HttpRequest | None = None) -> LeadershipListing:
    """Sort people, given in the order of their pages, into groups. Queries no more for 30 people than for 3."""
    seats: list[tuple[Role, PersonPage]] = []
    others = []
    for person in people:
        seats += [(role, person) for role in person.all_roles]
        if not person.all_roles:
            others.append(listed_person(person, None, request))
    # `sorted` is stable: the order of pages stays wherever a group says nothing.
    seats.sort(key=lambda seat: (seat[0].group.rank, _place(seat[0].group, seat[1])))
    groups: dict[int, ListedGroup] = {}
    for role, person in seats:
        listed = groups.setdefault(role.group_id, ListedGroup(role.group))
        (listed.past if role.is_past else listed.current).append(listed_person(person, role, request))
    return LeadershipListing(list(groups.values()), others)


def listed_person(person: PersonPage, role: Role | None, request: HttpRequest | None = None) -> ListedPerson:
    """The entry of a person in one role, or in none."""
    return ListedPerson(
        page=person,
        name=person.title,
        role=role.title if role else "",
        note=role.dates if role else "",
        url=person.get_url(request) or "",
        portrait=person.portrait,
    )


def _place(group: LeadershipGroup, person: PersonPage) -> tuple[bool, int]:
    """Where the group puts the person: after everybody else where it does not name them."""
    for number, place in enumerate(group.places.all()):
        if place.person_id == person.pk:
            return (False, number)
    return (True, 0)
