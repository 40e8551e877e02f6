"""A page of the admin that asks before it does one thing: who may, why, and what exactly. A GET shows, a POST acts."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from supporters.access.reasons import LONGEST_REASON
from supporters.permissions import require_permission


class ReasonForm(forms.Form):
    """Why. What is wrong with a reason is said by the rule that keeps it (`reasons`)."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=LONGEST_REASON,
        help_text=_("Kept for good in the history of the site. Name no person, and no e-mail address."),
    )


class AskingView(WagtailAdminTemplateMixin, FormView):
    """One page, one permission, one form, one act."""

    permission = ""
    form_class: type[forms.Form] = ReasonForm
    template_name = "supporters/admin/asking.html"
    button_label: Any = ""
    # Where the way back leads, and what it is called.
    back_label: Any = ""
    # An act that cannot be taken back has a red button.
    is_serious = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise PermissionDenied before anything is read."""
        require_permission(request.user, self.permission)
        return super().dispatch(request, *args, **kwargs)

    def act(self, form: Any) -> HttpResponseBase:
        """Do it. A ValidationError is shown with the form, and what was typed stays."""
        raise NotImplementedError

    def get_back_url(self) -> str:
        """Where the way back leads."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> Any:
        """Act, or say what the rule has against it."""
        try:
            return self.act(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page with what is wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, where one comes from, and this page."""
        return [
            *self.breadcrumbs_items,
            {"url": self.get_back_url(), "label": self.back_label},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what the template says on the button and at the way back."""
        return super().get_context_data(
            **kwargs,
            button_label=self.button_label,
            is_serious=self.is_serious,
            back_url=self.get_back_url(),
            back_label=self.back_label,
        )
