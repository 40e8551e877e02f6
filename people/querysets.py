"""Named lists of profiles."""

from typing import Self

from django.db import models

from foundation.querysets import BasePageManager, BasePageQuerySet


class PersonQuerySet(BasePageQuerySet):
    """Profiles, with what a list of them shows."""

    def with_portraits(self) -> Self:
        """With portrait and rosette, so that 30 faces cost as many queries as 3."""
        return self.select_related("art", "portrait").prefetch_related("portrait__renditions")

    def for_leadership(self) -> Self:
        """With portraits, roles, groups and the places within them."""
        roles = self.model._meta.get_field("roles").related_model.objects.select_related("group")
        return self.with_portraits().prefetch_related(models.Prefetch("roles", roles), "roles__group__places")


PersonManager = BasePageManager.from_queryset(PersonQuerySet)
