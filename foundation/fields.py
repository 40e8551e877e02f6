"""Model fields that every app uses."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from foundation.colours import HEX
from foundation.widgets import ColourInput


class ColourField(models.CharField):
    """A colour, kept as `#rrggbb` in small letters. `B8102B` and `#abc` are understood."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 7
        super().__init__(*args, **kwargs)
        self.validators.append(RegexValidator(HEX, _("Write the colour as # and six digits, such as #b8102b.")))

    def to_python(self, value: Any) -> Any:
        """The colour as it is kept; what is no colour is left for the validator."""
        digits = str(super().to_python(value) or "").strip().lower().removeprefix("#")
        if len(digits) == 3:
            digits = "".join(2 * digit for digit in digits)
        return f"#{digits}" if digits else ""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Without the length, which is always the same."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, list(args), kwargs

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """A box for the digits, with the browser's own colour picker beside it."""
        # Longer than a colour: what is pasted may have blanks around it
        return super().formfield(**{**kwargs, "widget": ColourInput, "max_length": 20})


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
