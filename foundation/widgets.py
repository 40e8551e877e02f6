"""Form widgets of the admin."""

from typing import Any

from django import forms
from django.forms import Media, Script


class ColourInput(forms.TextInput):
    """The digits of a colour. Where JavaScript runs, the browser's own colour picker stands beside them."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-colour": "", "autocomplete": "off", "spellcheck": "false", **(attrs or {})})

    @property
    def media(self) -> Media:
        """The module that adds the picker and shows the palette as it changes."""
        return Media(js=[Script("portal/js/admin/brand.js", type="module")])  # type: ignore[list-item]  # the stubs know file names only
