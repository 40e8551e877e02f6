"""What was erased at night, in the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import LogActionRegistry

from supporters.admin.limited import LimitedViewSet
from supporters.models import RetentionRun
from supporters.retention.runs import failed_rules, lines_of


def name_retention_actions(actions: LogActionRegistry) -> None:
    """What retention does to an action, as the history of the site words it."""
    actions.register_action(
        "supporters.retention.close", _("Close on the deletion date"), _("Closed, for its deletion date had come")
    )


def outcome(run: RetentionRun) -> Any:
    """How a run ended, in words."""
    if run.ended_at is None:
        return _("Under way, or stopped. The next one goes on.")
    if failed_rules(run):
        return _("Failed in part. It is tried again within the hour.")
    return _("Dry run: nothing was erased.") if run.is_dry_run else _("Done")


class ReportColumn(Column):
    """The numbers of a run, by rule; those that are nought are left out."""

    cell_template_name = "supporters/admin/retention_report.html"

    def get_value(self, instance: RetentionRun) -> list[tuple[str, int | None]]:
        """What was erased, and how many; None where the rule failed."""
        return [(words, number) for words, number in lines_of(instance) if number != 0]


class RetentionRunViewSet(LimitedViewSet):
    """What was erased in which night."""

    model = RetentionRun
    icon = "history"
    menu_label = _("Erasing")
    form_fields = ("report",)
    list_filter = ("is_dry_run",)
    list_display = (
        Column("started_at", label=_("Started"), accessor="started_at"),
        Column("outcome", label=_("Outcome"), accessor=outcome),
        ReportColumn("report", label=_("Erased")),
    )
