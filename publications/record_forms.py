"""The forms of a correction and of a withdrawal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminPageChooser

from publications.corrections import published_findings
from publications.models import Correction, ReportPage, Version, Withdrawal


class CorrectionForm(forms.ModelForm):
    """What was wrong and what is right. The findings are those of the version that readers have."""

    finding_key = forms.ChoiceField(label=_("Finding"), required=False)

    class Meta:
        model = Correction
        fields = ("finding_key", "place", "was", "now", "reason", "affects", "severity", "noticed_on")
        widgets = {
            "noticed_on": AdminDateInput(),
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("was", "now", "reason", "affects")},
        }

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["finding_key"]
        named = [
            (
                finding.key,
                _("Finding %(number)s: %(sentence)s") % {"number": finding.number, "sentence": finding.sentence},
            )
            for finding in published_findings(version)
        ]
        field.choices = [("", _("None: the place below, or the report as a whole")), *named]
        for each in self.fields.values():
            each.label = str(each.label).capitalize()


class WithdrawalForm(forms.ModelForm):
    """What happens to the report, why, and what takes its place."""

    class Meta:
        model = Withdrawal
        fields = ("kind", "reason", "replaced_by")
        widgets = {
            "kind": forms.RadioSelect(),
            "reason": forms.Textarea(attrs={"rows": 4}),
            "replaced_by": AdminPageChooser(target_models=[ReportPage]),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            each.label = str(each.label).capitalize()
