"""How the history of the site words what people do with mail that went wrong (supporters.mailing.resending)."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter


def name_mail_actions(actions: LogActionRegistry) -> None:
    """Sending one mail again, and all that failed."""

    @actions.register_action("supporters.outboxmail.send_again")
    class SendingOne(LogFormatter):
        label = _("Send a mail again")

        def format_message(self, log_entry: Any) -> str:
            """With the reason."""
            return _now("Mail sent again: %(reason)s") % {"reason": log_entry.data.get("reason", "")}

    @actions.register_action("supporters.outboxmail.send_failed_again")
    class SendingAll(LogFormatter):
        label = _("Send again all mail that failed")

        def format_message(self, log_entry: Any) -> str:
            """With the number and the reason."""
            data = {"number": log_entry.data.get("number", ""), "reason": log_entry.data.get("reason", "")}
            return _now("Mail that had failed was sent again (%(number)s): %(reason)s") % data
