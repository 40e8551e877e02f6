"""How the history of the site words what people decide about held signatures (supporters.integrity.suspicion)."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter


def name_judgements(actions: LogActionRegistry) -> None:
    """Releasing and rejecting, with the reason where there is one."""
    actions.register_action("supporters.signature.release", _("Release a signature"), _("Signature released"))

    @actions.register_action("supporters.signature.reject")
    class Rejecting(LogFormatter):
        label = _("Reject a signature")

        def format_message(self, log_entry: Any) -> str:
            """With the reason."""
            return _now("Signature rejected: %(reason)s") % {"reason": log_entry.data.get("reason", "")}
