"""The filter that every list has."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.models.topics import Topic


class TopicFilterSet(django_filters.FilterSet):
    """`?topic=`, with the topics of the listed pages to choose from. A list that offers more extends it."""

    topic = django_filters.ChoiceFilter(label=_("Topic"), empty_label=_("All topics"), method="only_on_topic")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Look up the topics. One query, however many pages."""
        super().__init__(*args, **kwargs)
        topics = Topic.objects.of_pages(self.queryset)
        self.filters["topic"].extra["choices"] = [(topic.slug, topic.name) for topic in topics]

    def only_on_topic(self, pages: Any, name: str, slug: str) -> QuerySet:
        """The pages filed under the topic."""
        return pages.on_topic(slug)
