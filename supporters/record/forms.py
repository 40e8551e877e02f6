"""The two forms of my record: asking for the link, and correcting what we hold."""

from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from supporters.forms import SignForm, clean_email, clean_name, clean_postcode
from supporters.record.tokens import make_form_token


class AskForm(forms.Form):
    """An e-mail address, to which a link goes. The field is the one of every petition."""

    email = deepcopy(SignForm.base_fields["email"])
    website = deepcopy(SignForm.base_fields["website"])
    token = deepcopy(SignForm.base_fields["token"])

    def __init__(self, data: Any = None) -> None:
        token = make_form_token()
        if data is not None:  # shown again, the form carries a fresh token; the view has read the one that came
            data = data.copy()
            data["token"] = token
        super().__init__(data, auto_id="my-%s", initial={"token": token})
        self.fields["email"].help_text = _("The one you signed with.")

    def clean_email(self) -> str:
        """As on a petition."""
        return clean_email(self.cleaned_data["email"])

    @property
    def is_trapped(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.cleaned_data.get("website"))


class CorrectForm(forms.Form):
    """Name and postcode, judged as on a petition. `seen` tells which record the person was looking at."""

    name = deepcopy(SignForm.base_fields["name"])
    postcode = deepcopy(SignForm.base_fields["postcode"])
    seen = deepcopy(SignForm.base_fields["token"])

    def __init__(self, data: Any = None, *, seen: str, initial: dict[str, str] | None = None) -> None:
        self.came_with: str = data.get("seen", "") if data is not None else seen
        if data is not None:
            data = data.copy()
            data["seen"] = seen
        super().__init__(data, auto_id="correct-%s", initial={**(initial or {}), "seen": seen})
        self.fields["postcode"].help_text = ""

    def clean_name(self) -> str:
        """As on a petition."""
        return clean_name(self.cleaned_data["name"])

    def clean_postcode(self) -> str:
        """As on a petition."""
        return clean_postcode(self.cleaned_data["postcode"])
