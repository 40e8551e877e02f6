"""Named lists of events."""

import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from foundation.dates import site_time
from foundation.querysets import BasePageManager, BasePageQuerySet

# How long an event stays in the calendar that people subscribe to: dropped at once, it would vanish from theirs.
KEPT_IN_FEED = datetime.timedelta(days=365)


class EventQuerySet(BasePageQuerySet):
    """Events by when they are. An event without an end is over when its day is."""

    def coming(self) -> Self:
        """Events that are not over yet, the next one first."""
        return self.filter(_not_over(timezone.now())).order_by("starts_at", "pk")

    def past(self) -> Self:
        """Events that are over, the latest first."""
        return self.exclude(_not_over(timezone.now())).order_by("-starts_at", "-pk")

    def coming_first(self) -> Self:
        """Coming events, the next one first, then past ones, the latest first."""
        is_coming = _not_over(timezone.now())
        return self.alias(
            is_over=models.Case(models.When(is_coming, then=False), default=True, output_field=models.BooleanField()),
            coming_at=models.Case(models.When(is_coming, then="starts_at"), output_field=models.DateTimeField()),
        ).order_by("is_over", "coming_at", "-starts_at", "pk")

    def for_calendar(self) -> Self:
        """What the subscribed calendar holds: all that is to come, and a year of what was."""
        return self.filter(starts_at__gte=timezone.now() - KEPT_IN_FEED).order_by("starts_at", "pk")


def _not_over(now: datetime.datetime) -> models.Q:
    """Ends later, or has no end and starts today or later."""
    today = site_time(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return models.Q(ends_at__gte=now) | models.Q(ends_at__isnull=True, starts_at__gte=today)


EventManager = BasePageManager.from_queryset(EventQuerySet)
