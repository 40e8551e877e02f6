"""The form behind which who signed leaves as a file."""

from typing import Any, cast

from django import forms
from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from supporters.access import exporting, revealing
from supporters.admin.asking import AskingView, ReasonForm
from supporters.models import Action


class ExportForm(ReasonForm):
    """What for, in what kind of file, and why."""

    use = forms.ChoiceField(label=_("What for?"), choices=exporting.Use.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("File"), choices=exporting.Format.choices, initial="csv", widget=forms.RadioSelect)
    field_order = ("use", "kind", "reason")

    def __init__(self, *args: Any, may_reveal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_reveal:
            uses = [choice for choice in exporting.Use.choices if choice[0] != exporting.Use.FULL.value]
            cast("forms.ChoiceField", self.fields["use"]).choices = uses


class ExportView(AskingView):
    """Ask, then send the file as it is made."""

    permission = exporting.PERMISSION
    form_class = ExportForm
    template_name = "supporters/admin/export.html"
    page_title = _("Export signatures")
    header_icon = "download"
    button_label = _("Download")
    back_label = _("Actions")

    @cached_property
    def action(self) -> Action:
        """The action. Raises Http404."""
        found: Action = get_object_or_404(Action.objects.select_related("stats"), pk=self.kwargs["pk"])
        return found

    def get_page_subtitle(self) -> str:
        """Its title."""
        return self.action.title

    def get_back_url(self) -> str:
        """The list of actions."""
        return reverse("supporters_actions:index")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only the lists that this person may have are offered."""
        return {**super().get_form_kwargs(), "may_reveal": self.request.user.has_perm(revealing.PERMISSION)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the counts of the action."""
        return super().get_context_data(**kwargs, action=self.action)

    def act(self, form: Any) -> HttpResponseBase:
        """The file. Its rows are read while it is sent."""
        answers = form.cleaned_data
        export = exporting.export_signatures(
            self.action, answers["use"], answers["kind"], answers["reason"], self.request.user
        )
        return StreamingHttpResponse(
            export.chunks,
            content_type=export.media_type,
            headers={"Content-Disposition": f'attachment; filename="{export.name}"', "Cache-Control": "no-store"},
        )
