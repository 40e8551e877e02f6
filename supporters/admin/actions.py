"""Actions in the admin."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

from supporters.admin.limited import LimitedViewSet
from supporters.models import Action


class ActionIndexView(IndexView):
    """Actions with their counts."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """One query for all counts."""
        return super().get_base_queryset().select_related("stats")


class ActionViewSet(LimitedViewSet):
    """Open, pause and close actions; set goal and closing date."""

    model = Action
    icon = "clipboard-list"
    index_view_class = ActionIndexView
    list_filter = ("state", "kind")
    list_display = (
        "title",
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("confirmed", label=_("Confirmed"), accessor="stats.confirmed"),
        Column("waiting", label=_("Waiting"), accessor="stats.waiting"),
        Column("held", label=_("Held"), accessor="stats.held"),
        Column("closes_at", label=_("Closes"), accessor="closes_at"),
    )
    panels = (
        FieldPanel("title"),
        FieldPanel("state"),
        FieldPanel("kind"),
        FieldPanel("demand"),
        FieldPanel("target"),
        FieldPanel("goal"),
        InlinePanel("milestones", heading=_("Milestones"), label=_("milestone")),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldPanel("deletion_date"),
    )
