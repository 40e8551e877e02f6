"""The form above the list of the library."""

from django import forms
from django.utils.translation import gettext_lazy as _

from publications.filters import LONGEST, ORDERS, USUAL, Chosen


class WordsForm(forms.Form):
    """Words and order. Only drawn: the list reads the address itself. What is chosen in the margin goes along unseen."""

    use_required_attribute = False

    q = forms.CharField(label=_("Search for"), max_length=LONGEST, widget=forms.TextInput(attrs={"type": "search"}))
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("" if value == USUAL else value, label) for value, (label, _fields) in ORDERS.items()],
    )

    def __init__(self, chosen: Chosen) -> None:
        super().__init__(initial={"q": chosen.q, "sort": chosen.sort})
        for name, value in chosen.filters.items():
            self.fields[name] = forms.CharField(initial=value, widget=forms.HiddenInput())
