"""One person in the admin: found by an e-mail address, shown as masked signatures, erased at their wish."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from supporters.access import revealing
from supporters.admin.asking import AskingView, ReasonForm
from supporters.models import Supporter
from supporters.permissions import require_permission
from supporters.retention import erasing_people


class FindPersonForm(forms.Form):
    """Whom to look for. Sent in the body of a POST: no address stands in a URL or in the access log."""

    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("Any spelling of it. The history keeps that you looked, not for whom."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class FindPersonView(AskingView):
    """From an address to the person, by the key that recognises them."""

    permission = revealing.PERMISSION
    form_class = FindPersonForm
    page_title = _("Find by e-mail")
    header_icon = "search"
    button_label = _("Find")
    back_label = _("Signatures")

    def get_back_url(self) -> str:
        """The masked list."""
        return reverse("supporters_signatures:index")

    def act(self, form: Any) -> HttpResponseBase:
        """Go to the person, or say that we know nobody."""
        found = revealing.find_supporter(form.cleaned_data["email"], self.request.user)
        if found is None:
            raise ValidationError({"email": gettext("Nobody with this address has signed, or they have been erased.")})
        return redirect("supporters_signatures:person", found.pk)


class PersonView(WagtailAdminTemplateMixin, TemplateView):
    """All signatures of one person, masked."""

    template_name = "supporters/admin/person.html"
    page_title = _("Person")
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise PermissionDenied for those who may not see who signed: what belongs together says much already."""
        require_permission(request.user, revealing.PERMISSION)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def person(self) -> Supporter:
        """The person. Raises Http404."""
        found: Supporter = get_object_or_404(Supporter, pk=self.kwargs["pk"])
        return found

    def get_page_subtitle(self) -> str:
        """Their number: what the history calls them by."""
        return str(self.person.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the list."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("supporters_signatures:index"), "label": gettext("Signatures")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One query for all signatures."""
        return super().get_context_data(
            **kwargs,
            person=self.person,
            signatures=self.person.signatures.select_related("action", "details").order_by("-pk"),
            may_erase=self.request.user.has_perm(erasing_people.PERMISSION),
        )


class ErasePersonForm(ReasonForm):
    """Why, and whether the address is to be left alone from now on."""

    suppress = forms.BooleanField(
        label=_("Never mail this address again"),
        required=False,
        initial=True,
        help_text=_("Keeps a key that recognises the address and cannot be read back."),
    )


class ErasePersonView(AskingView):
    """Erase all that is about a person."""

    permission = erasing_people.PERMISSION
    form_class = ErasePersonForm
    template_name = "supporters/admin/erase.html"
    page_title = _("Erase a person")
    header_icon = "bin"
    button_label = _("Erase for good")
    back_label = _("Signatures")
    is_serious = True

    @cached_property
    def person(self) -> Supporter:
        """The person. Raises Http404."""
        found: Supporter = get_object_or_404(Supporter, pk=self.kwargs["pk"])
        return found

    def get_page_subtitle(self) -> str:
        """Their number: what the history calls them by."""
        return str(self.person.pk)

    def get_back_url(self) -> str:
        """The masked list: there is nothing left to go back to once it is done."""
        return reverse("supporters_signatures:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How much there is."""
        return super().get_context_data(**kwargs, count=self.person.signatures.count())

    def act(self, form: Any) -> HttpResponse:
        """Erase, and say so."""
        erasing_people.erase_person(
            self.person,
            form.cleaned_data["reason"],
            self.request.user,
            suppress=form.cleaned_data["suppress"],
            where="/admin/",  # no number: it would join again what the erasure parts
        )
        messages.success(self.request, _("The person is erased."))
        return redirect(self.get_back_url())
