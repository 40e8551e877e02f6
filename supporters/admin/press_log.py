"""How the history of the site words what is done with press contacts (supporters.press)."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter


def name_press_actions(actions: LogActionRegistry) -> None:
    """What is done with press contacts (supporters.press), as the history of the site words it."""
    actions.register_action("supporters.press_contact.add", _("Add a press contact"), _("Press contact added"))
    actions.register_action("supporters.press_contact.erase", _("Erase a press contact"), _("Press contact erased"))

    @actions.register_action("supporters.press_contact.reveal")
    class Revealing(LogFormatter):
        label = _("Reveal a press contact")

        def format_message(self, log_entry: Any) -> str:
            """With the reason."""
            return _now("Press contact revealed: %(reason)s") % {"reason": log_entry.data.get("reason", "")}
