"""Actions in the admin."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.widgets.button import HeaderButton

from supporters.access import exporting
from supporters.admin.exporting import ExportView
from supporters.admin.funnel import FunnelView, funnel_button
from supporters.admin.limited import LimitedViewSet, MomentColumn
from supporters.models import Action


class ActionIndexView(IndexView):
    """Actions with their counts."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """One query for all counts."""
        return super().get_base_queryset().select_related("stats")

    def get_list_more_buttons(self, instance: Action) -> list[Any]:
        """The way to the funnel; to a list of who signed, for those who may give one out."""
        buttons = super().get_list_more_buttons(instance)
        buttons.append(funnel_button(instance))
        if self.request.user.has_perm(exporting.PERMISSION):
            url = reverse("supporters_actions:export", args=[instance.pk])
            buttons.append(MenuItem(_("Export signatures"), url=url, icon_name="download", priority=40))
        return buttons


class ActionEditView(EditView):
    """An action, with the way to its funnel."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The funnel."""
        url = reverse("supporters_actions:funnel", args=[self.object.pk])
        return [HeaderButton(_("Funnel"), url=url, icon_name="view")]


class ActionViewSet(LimitedViewSet):
    """Open, pause and close actions; set goal and closing date."""

    model = Action
    icon = "clipboard-list"
    index_view_class = ActionIndexView
    edit_view_class = ActionEditView
    list_filter = ("state", "kind")
    list_display = (
        "title",
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("confirmed", label=_("Confirmed"), accessor="stats.confirmed"),
        Column("waiting", label=_("Waiting"), accessor="stats.waiting"),
        Column("held", label=_("Held"), accessor="stats.held"),
        MomentColumn("closes_at", label=_("Closes"), accessor="closes_at"),
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

    def get_urlpatterns(self) -> list[URLPattern]:
        """Also the funnel, and the form behind which who signed leaves as a file."""
        return [
            *super().get_urlpatterns(),
            path("funnel/<int:pk>/", FunnelView.as_view(), name="funnel"),
            path("export/<int:pk>/", ExportView.as_view(), name="export"),
        ]
