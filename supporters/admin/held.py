"""The queue of held signatures: each with why it is held, to be counted or taken out, one or many at a time."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet

from supporters.access import revealing
from supporters.access.reasons import LONGEST_REASON, checked_reason
from supporters.admin.asking import ReasonForm
from supporters.admin.signatures import SignatureFilterSet, signature_columns
from supporters.integrity import suspicion
from supporters.models import Signature
from supporters.permissions import require_permission

LONGEST_NUMBER = 19  # digits, of what a database can compare with a key


class ChoosingColumn(BaseColumn):
    """A box to tick. What was ticked stays so when the page is shown again."""

    cell_template_name = "supporters/admin/held_choice.html"

    def get_cell_context_data(self, instance: Signature, parent_context: Any) -> dict[str, Any]:
        """Whether it was ticked."""
        chosen = parent_context["request"].POST.getlist("signature")
        return {**super().get_cell_context_data(instance, parent_context), "is_chosen": str(instance.pk) in chosen}


class ReleasingColumn(BaseColumn):
    """A button that releases one at once."""

    cell_template_name = "supporters/admin/held_release.html"


class JudgingForm(ReasonForm):
    """Why something does not count; releasing needs no reason."""

    reason = forms.CharField(
        label=_("Why does it not count?"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=ReasonForm.base_fields["reason"].help_text,
    )


def address_in_words(signature: Signature) -> Any:
    """Whether the mailbox was reached: a released signature that was counts at once."""
    return _("confirmed") if signature.confirmed_at else _("not confirmed")


class HeldFilterSet(SignatureFilterSet):
    """By all but the state, which is the same for all."""

    class Meta(SignatureFilterSet.Meta):
        fields = ["action", "held_for", "source", "provider", "area", "created_at"]


class HeldView(IndexView):
    """The oldest first. A POST decides: `release` or `reject` of those in `signature`, or release of one `alone`."""

    model = Signature
    page_title = _("Held signatures")
    verbose_name_plural = _("held signatures")
    header_icon = "lock"
    index_url_name = "supporters_held:index"
    index_results_url_name = "supporters_held:index_results"
    filterset_class = HeldFilterSet
    results_template_name = "supporters/admin/held_results.html"
    default_ordering = "pk"
    paginate_by = 50
    any_permission_required = None  # one of our own, below
    refusal = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise PermissionDenied for those who may not judge."""
        require_permission(request.user, suspicion.PERMISSION)
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Any]:
        """One query for signatures, actions and details."""
        return Signature.objects.filter(state=Signature.State.HELD).select_related("action", "details")

    def get_valid_orderings(self) -> list[str]:
        """The oldest first, always: it has waited longest."""
        return ["pk"]

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """With a box for each."""
        columns = signature_columns(may_reveal=self.request.user.has_perm(revealing.PERMISSION))
        by_name = {column.name: column for column in columns}
        return [
            ChoosingColumn("choice", label=_("Choose")),
            by_name.pop("details"),
            by_name.pop("state"),
            ReleasingColumn("release", label=_("Release")),
            Column("confirmed", label=_("Address"), accessor=address_in_words),
            *by_name.values(),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What was typed stays when a decision is refused."""
        form = JudgingForm(initial={"reason": self.request.POST.get("reason", "")})
        return {**super().get_context_data(*args, **kwargs), "refusal": self.refusal, "form": form}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Decide, or say what is wrong and keep what was ticked and typed."""
        try:
            self.decide(request)
        except ValidationError as refusal:
            self.refusal = " ".join(refusal.messages)
            response: HttpResponse = self.get(request, *args, **kwargs)
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
            return response
        return redirect(request.get_full_path())

    @transaction.atomic
    def decide(self, request: HttpRequest) -> None:
        """Do to each that was ticked what the button says. Raises ValidationError."""
        alone = request.POST.getlist("alone")
        ticked = alone or request.POST.getlist("listed" if "all" in request.POST else "signature")
        numbers = [number for number in ticked if number.isdecimal() and len(number) < LONGEST_NUMBER]
        chosen = Signature.objects.filter(pk__in=numbers[: self.paginate_by], state=Signature.State.HELD)
        if not chosen:
            raise ValidationError(gettext("Tick at least one signature that is still held."))
        if alone or request.POST.get("decision") == "release":
            count = sum(suspicion.release(signature, request.user) for signature in chosen)
            words = ngettext("%(count)s signature released.", "%(count)s signatures released.", count)
        elif request.POST.get("decision") == "reject":
            reason = checked_reason(request.POST.get("reason", ""))
            count = sum(suspicion.reject(signature, reason, request.user) for signature in chosen)
            words = ngettext("%(count)s signature taken out.", "%(count)s signatures taken out.", count)
        else:
            raise ValidationError(gettext("Choose one of the two buttons."))
        messages.success(request, words % {"count": count})


class HeldMenuItem(MenuItem):
    """Shown to those who may judge."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        return request.user.has_perm(suspicion.PERMISSION)


class HeldViewSet(ViewSet):
    """The queue, in the menu of the supporters."""

    icon = "lock"
    menu_label = _("Held")
    menu_item_class = HeldMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """The page, and its list alone for the filters."""
        return [
            path("", HeldView.as_view(), name="index"),
            path("results/", HeldView.as_view(results_only=True), name="index_results"),
        ]
