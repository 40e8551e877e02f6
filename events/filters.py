"""How visitors narrow the list of events."""

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.models.event import EventPage
from events.querysets import EventQuerySet
from foundation.models import Topic


def topics_of_events(request: HttpRequest | None) -> QuerySet[Topic]:
    """The topics that public events are filed under."""
    return Topic.objects.filter(page_links__page__in=EventPage.objects.visible().values("pk")).distinct()


class EventFilters(django_filters.FilterSet):
    """Events on one topic."""

    topic = django_filters.ModelChoiceFilter(
        queryset=topics_of_events,
        to_field_name="slug",
        method="only_on_topic",
        label=_("Topic"),
        empty_label=_("All topics"),
    )

    class Meta:
        model = EventPage
        fields: list[str] = []

    def only_on_topic(self, events: EventQuerySet, name: str, topic: Topic) -> EventQuerySet:
        """Events filed under the topic."""
        return events.on_topic(topic.slug)
