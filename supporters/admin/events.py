"""Event codes and paper signatures in the admin: what campaigners enter on the day."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, NumberColumn, UserColumn
from wagtail.admin.views.generic import CreateView, IndexView

from supporters.admin.limited import LimitedViewSet, MomentColumn
from supporters.models import EventCode, PaperBatch


class EventCodeIndexView(IndexView):
    """One query for codes and actions."""

    def get_base_queryset(self) -> Any:
        """With the action's title."""
        return super().get_base_queryset().select_related("action")


class EventCodeViewSet(LimitedViewSet):
    """Codes that lift the limits on one network for a hall full of people."""

    model = EventCode
    icon = "tag"
    index_view_class = EventCodeIndexView
    list_filter = ("action",)
    list_display = (
        "code",
        Column("occasion", label=_("Occasion"), accessor="occasion"),
        Column("action", label=_("Action"), accessor="action.title"),
        MomentColumn("starts_at", label=_("From"), accessor="starts_at"),
        MomentColumn("ends_at", label=_("Until"), accessor="ends_at"),
    )
    panels = (
        FieldPanel("action"),
        FieldPanel("code"),
        FieldPanel("occasion"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
    )


class PaperBatchIndexView(IndexView):
    """One query for batches, actions and whoever entered them."""

    def get_base_queryset(self) -> Any:
        """With the action's title and the log-in."""
        return super().get_base_queryset().select_related("action", "entered_by__wagtail_userprofile")


class PaperBatchCreateView(CreateView):
    """Keeps who entered it."""

    def get_initial_form_instance(self) -> PaperBatch:
        """By the person at the keyboard."""
        return PaperBatch(entered_by=self.request.user)


class PaperBatchViewSet(LimitedViewSet):
    """Signatures collected on paper. One that is wrong is deleted and entered anew: the history keeps both."""

    model = PaperBatch
    icon = "doc-full"
    index_view_class = PaperBatchIndexView
    add_view_class = PaperBatchCreateView
    list_filter = ("action",)
    list_display = (
        "where",
        NumberColumn("count", label=_("Signatures"), accessor="count"),
        Column("action", label=_("Action"), accessor="action.title"),
        MomentColumn("collected_on", label=_("Collected"), accessor="collected_on"),
        UserColumn("entered_by", label=_("Entered by")),
    )
    panels = (
        FieldPanel("action"),
        FieldPanel("count"),
        FieldPanel("collected_on"),
        FieldPanel("where"),
    )
