"""How the history of the site words a milestone (supporters.counting.milestones)."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter

from supporters.counting.milestones import LOG_ACTION


def name_milestones(actions: LogActionRegistry) -> None:
    """Name what the recount writes into an action's history."""

    @actions.register_action(LOG_ACTION)
    class Reaching(LogFormatter):
        label = _("Reach a milestone")

        def format_message(self, log_entry: Any) -> str:
            """With its number."""
            return _now("Milestone reached: %(count)s signatures") % {"count": f"{log_entry.data['count']:,}"}
