"""Cards of chosen people, for the bodies of pages above this room."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from people.leadership import ListedPerson, listed_person
from people.models import PersonPage

PREVIEWED = 4
PEOPLE = _("People")


def cards_of(people: list[PersonPage], request: Any = None) -> list[ListedPerson]:
    """Each person once for the role held today that editors put first; as many queries for 30 people as for 3."""
    return [listed_person(person, next(iter(person.current_roles), None), request) for person in people]


def chosen_people(page_ids: list[int]) -> list[PersonPage]:
    """The profiles that anybody may read, in the editor's order. One that is deleted or withdrawn is left out."""
    found = PersonPage.objects.visible().for_leadership().in_bulk(page_ids)
    return [found[page_id] for page_id in dict.fromkeys(page_ids) if page_id in found]


class PeopleCardsBlock(blocks.StructBlock):
    """People of this site, chosen by hand."""

    heading = blocks.CharBlock(required=False, max_length=80, label=_("Heading"))
    people = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="people.PersonPage", label=_("Person")),
        min_num=1,
        max_num=24,
        label=_("People"),
    )

    class Meta:
        icon = "group"
        label = _("People cards")
        group = PEOPLE
        description = _("Chosen people with portrait, name and role, each leading to the profile.")
        template = "blocks/people_cards.html"
        preview_value = {"heading": "Who to ask", "people": []}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `people`, as components/people_grid.html reads them."""
        context = super().get_context(value, parent_context)
        people = context.get("preview_people")
        if people is None:
            people = chosen_people([person.pk for person in value["people"] if person is not None])
        context["people"] = cards_of(people, context.get("request"))
        return context

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The first profiles stand in for chosen ones; words stand in for them on an empty site."""
        context = super().get_preview_context(value, parent_context)
        first = list(PersonPage.objects.visible().for_leadership().order_by("path")[:PREVIEWED])
        return {**context, "preview_people": first, "preview_words": _("The chosen people stand here.")}
