"""Bulk invalidation in the admin: conditions, dry count, one button, progress, undoing."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib.admin.utils import label_for_field
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn, UserColumn
from wagtail.admin.views.generic import CreateView, IndexView, InspectView

from supporters.admin.asking import ReasonForm
from supporters.admin.limited import LimitedViewSet
from supporters.admin.signatures import AREAS, PROVIDERS, masked
from supporters.integrity import invalidation as rule
from supporters.models import Invalidation, Signature
from supporters.permissions import require_permission

SAMPLE = 10  # masked signatures shown before anything is done
State = Invalidation.State
# What may be done in which state.
STEPS = {
    State.DRAFT: {"start"},
    State.QUEUED: {"stop"},
    State.RUNNING: {"stop"},
    State.STOPPED: {"carry_on", "undo"},
    State.DONE: {"undo"},
}


class InvalidationForm(WagtailAdminModelForm):
    """Conditions. A signature is named by its number: a list of 500,000 to choose from would be none."""

    network_of = forms.ModelChoiceField(
        Signature.objects.all(),
        label=_("Same network as signature"),
        required=False,
        widget=forms.NumberInput(attrs={"min": 1}),
        help_text=_("Its number. Networks are recognised for one day, and forgotten after 30."),
        error_messages={"invalid_choice": _("There is no signature with this number.")},
    )
    provider = forms.ChoiceField(label=_("Mail provider"), required=False, choices=[("", "–"), *PROVIDERS])
    area = forms.ChoiceField(label=_("Postcode area"), required=False, choices=[("", "–"), *AREAS])


class InvalidationIndexView(IndexView):
    """One query for all, with their actions."""

    def get_base_queryset(self) -> Any:
        """With the action's title and the log-in."""
        return super().get_base_queryset().select_related("action", "made_by__wagtail_userprofile")


class InvalidationCreateView(CreateView):
    """Keeps the conditions and goes to the dry count. Nothing is taken out yet."""

    submit_button_label = _("Count")
    submit_button_active_label = _("Counting…")
    success_message = None

    def get_initial_form_instance(self) -> Invalidation:
        """By the person at the keyboard."""
        return Invalidation(made_by=self.request.user)

    def get_success_url(self) -> str:
        """The dry count."""
        return reverse("supporters_invalidations:inspect", args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        """None: one is there already."""
        return []


class InvalidationView(InspectView):
    """What it takes out, how far it is, and the next step. A GET counts, a POST acts."""

    template_name = "supporters/admin/invalidation.html"
    any_permission_required = ["add"]
    page_title = _("Invalidation")
    refusal = ""

    @cached_property
    def invalidation(self) -> Invalidation:
        """The one whose page it is."""
        found: Invalidation = self.object
        return found

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take the step that the button names, or say what speaks against it."""
        require_permission(request.user, rule.PERMISSION)
        try:
            self.take(request.POST.get("step", ""), request)
        except ValidationError as refusal:
            self.refusal = " ".join(refusal.messages)
            response: HttpResponse = self.get(request, *args, **kwargs)
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
            return response
        return redirect(request.path)

    def take(self, step: str, request: HttpRequest) -> None:
        """One step. Raises ValidationError."""
        steps = {
            "start": (rule.start, gettext("Started.")),
            "stop": (rule.stop, gettext("Stopped.")),
            "carry_on": (rule.carry_on, gettext("Carried on.")),
        }
        if step == "undo":
            is_done, words = (
                rule.undo(self.invalidation, request.POST.get("reason", ""), request.user),
                gettext("Undoing."),
            )
        elif step in steps:
            act, words = steps[step]
            is_done = act(self.invalidation, request.user)
        else:
            raise ValidationError(gettext("There is no such step."))
        if is_done:
            messages.success(request, words)
        else:
            messages.warning(request, gettext("It had moved on already. This is how it stands."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The counts, and on a draft a sample of whom it would meet."""
        work = self.invalidation
        is_draft = work.state == State.DRAFT
        counts = rule.dry_count(work) if is_draft else {}
        labels = dict(Signature.State.choices)
        sample = rule.matching(work).select_related("details").order_by("-pk")[:SAMPLE] if is_draft else []
        return super().get_context_data(
            **kwargs,
            invalidation=work,
            conditions=[(label_for_field(name, Invalidation), self.words(name)) for name in work.conditions],
            counts=[(labels[state], number) for state, number in sorted(counts.items())],
            total=sum(counts.values()),
            sample=[(signature, masked(signature)) for signature in sample],
            progress=rule.progress(work),
            steps=STEPS.get(State(work.state), set()),
            is_at_work=work.state in (State.QUEUED, State.RUNNING, State.UNDOING),
            form=ReasonForm(initial={"reason": self.request.POST.get("reason", "")}),
            refusal=self.refusal,
        )

    def words(self, name: str) -> Any:
        """A condition as people read it."""
        if name == "network_of":
            return self.invalidation.network_of_id
        display = getattr(self.invalidation, f"get_{name}_display", None)
        return display() if display else getattr(self.invalidation, name)


class InvalidationViewSet(LimitedViewSet):
    """Many signatures taken out at once."""

    model = Invalidation
    icon = "cross"
    index_view_class = InvalidationIndexView
    add_view_class = InvalidationCreateView
    inspect_view_class = InvalidationView
    inspect_view_enabled = True
    list_filter = ("action", "state")
    list_display = (
        TitleColumn("reason", label=_("Reason"), accessor="reason", url_name="supporters_invalidations:inspect"),
        Column("action", label=_("Action"), accessor="action.title"),
        Column("state", label=_("State"), accessor="get_state_display"),
        NumberColumn("expected", label=_("Counted"), accessor="expected"),
        UserColumn("made_by", label=_("Made by")),
        DateColumn("created_at", label=_("Made"), accessor="created_at"),
    )
    edit_handler = ObjectList(
        [
            HelpPanel(content=_("First it is counted. Nothing is taken out before you have seen the number.")),
            FieldPanel("action"),
            FieldPanel("reason"),
            MultiFieldPanel(
                [
                    FieldPanel("source"),
                    FieldPanel("provider"),
                    FieldPanel("area"),
                    FieldPanel("held_for"),
                    FieldPanel("network_of"),
                    FieldRowPanel([FieldPanel("signed_from"), FieldPanel("signed_until")]),
                ],
                heading=_("Which signatures? All that you fill in must hold."),
            ),
        ],
        base_form_class=InvalidationForm,
    )
