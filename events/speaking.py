"""Who speaks at an event, as its page shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from people.leadership import ListedPerson
from people.models import PersonPage

if TYPE_CHECKING:
    from events.models import EventPage


def list_speakers(event: EventPage, request: HttpRequest | None = None) -> list[ListedPerson]:
    """The speakers in the editors' order. Queries no more for 30 than for 3.

    Somebody whose profile is not public is named without a link, a portrait or a role from it. Without a
    profile, the event's own pattern stands in the place of a rosette.
    """
    rows = list(event.speakers.all())
    profiles = {
        person.pk: person
        for person in PersonPage.objects.visible()
        .with_portraits()
        .prefetch_related("roles")
        .filter(pk__in=[row.person_id for row in rows if row.person_id])
    }
    listed = []
    for row in rows:
        person = profiles.get(row.person_id or 0)
        role = next((held.title for held in person.current_roles), "") if person else ""
        listed.append(
            ListedPerson(
                page=person or event,
                name=person.title if person else row.external_name or row.kept_name,
                role=row.affiliation or role,
                note="",
                url=(person.get_url(request) or "") if person else "",
                portrait=person.portrait if person else None,
            )
        )
    return [entry for entry in listed if entry.name]
