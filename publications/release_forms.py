"""What an editor fills in about a release."""

import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONDON = ZoneInfo("Europe/London")


class SecondField(forms.DateTimeField):
    """A moment to the second, in London time wherever the editor sits. A time that the clocks skip is refused."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S")
    input_formats = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"]

    def to_python(self, value: object) -> datetime.datetime | None:
        """The moment, aware."""
        if value in self.empty_values:
            return None
        with timezone.override(LONDON):
            moment: datetime.datetime | None = super().to_python(str(value))
        return moment

    def prepare_value(self, value: object) -> object:
        """As London's clocks show it."""
        if isinstance(value, datetime.datetime) and timezone.is_aware(value):
            return value.astimezone(LONDON).replace(tzinfo=None)
        return value


class PlanForm(forms.Form):
    """When the embargo ends."""

    embargo_until = SecondField(label=_("Embargo until"), help_text=_("To the second, London time."))


class MoveForm(PlanForm):
    """Another second, and why."""

    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("Kept with the release."))


class CancelForm(forms.Form):
    """Why a release is called off."""

    reason = forms.CharField(label=_("Why"), max_length=300)
