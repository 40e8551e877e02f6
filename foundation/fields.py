"""Model fields that every app uses."""

from typing import TYPE_CHECKING, Any

from django.db import models
from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField whose block definitions stay out of migrations (docs/decisions/0004).

    A stock StreamField adds 20 kB of migration for each label that changes. The price: in a data migration
    the historical value reads as empty, so deep renames are written on the raw JSON.
    """

    def __init__(self, block_types: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(block_types or [], *args, **kwargs)

    if TYPE_CHECKING:
        # Wagtail is untyped: without these a checker takes the value for the field.
        def __get__(self, instance: Any, owner: Any = None) -> Any: ...
        def __set__(self, instance: Any, value: Any) -> None: ...

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Leave out the blocks: migrations then never change with them."""
        name, path, _args, kwargs = models.Field.deconstruct(self)
        return name, path, [], kwargs
