"""An events page and a quick way to publish events."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from django.utils.text import slugify

from events.models import EventIndexPage, EventPage
from people.models import LeadershipGroup, PeopleIndexPage, PersonPage

MakeEvent = Callable[..., EventPage]
MakePerson = Callable[..., PersonPage]


@pytest.fixture
def event_index(home_page: Any) -> EventIndexPage:
    """An empty `/events/`."""
    page = home_page.add_child(instance=EventIndexPage(title="Events", slug="events"))
    return EventIndexPage.objects.get(pk=page.pk)


@pytest.fixture
def make_event(event_index: EventIndexPage) -> MakeEvent:
    """Publishes an event, in a week's time at Exampleton Town Hall unless told otherwise."""

    def make(title: str = "Sample: a training day", **fields: Any) -> EventPage:
        speakers = fields.pop("speakers", ())
        topics = fields.pop("topics", ())
        fields.setdefault("slug", slugify(title) or "event")
        fields.setdefault("starts_at", timezone.now() + datetime.timedelta(days=7))
        fields.setdefault("venue_name", "Exampleton Town Hall")
        page = event_index.add_child(instance=EventPage(title=title, **fields))
        for place, speaker in enumerate(speakers):
            page.speakers.create(sort_order=place, **speaker)
        for topic in topics:
            page.topic_links.create(topic=topic)
        page.save_revision().publish()
        return EventPage.objects.get(pk=page.pk)

    return make


@pytest.fixture
def make_person(home_page: Any) -> MakePerson:
    """Publishes a profile with one role."""
    people = home_page.add_child(instance=PeopleIndexPage(title="People", slug="people"))
    people.save_revision().publish()
    group = LeadershipGroup.objects.create(name="National executive", locale=home_page.locale)

    def make(name: str, role: str = "National executive member") -> PersonPage:
        page = people.add_child(instance=PersonPage(title=name, slug=slugify(name)))
        page.roles.create(title=role, group=group)
        page.save_revision().publish()
        return PersonPage.objects.get(pk=page.pk)

    return make
