"""How the history of the site words what is done with people's details and with many signatures at once."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter

# By the name of the action: what it is called in a filter, and what an entry says with its data.
DETAILS = {
    "supporters.signature.reveal": (_("Reveal a signature"), _("Signature revealed: %(reason)s")),
    "supporters.supporter.find": (_("Look for a person by e-mail"), _("Looked for a person by e-mail")),
    "supporters.supporter.erase": (_("Erase a person"), _("Person erased: %(reason)s")),
    "supporters.action.export": (
        _("Export signatures"),
        _("Signatures exported (%(use)s, %(format)s, %(rows)s rows, %(columns)s columns): %(reason)s"),
    ),
    "supporters.invalidation.start": (
        _("Start an invalidation"),
        _("Invalidation of %(expected)s signatures started: %(reason)s"),
    ),
    "supporters.invalidation.stop": (
        _("Stop an invalidation"),
        _("Invalidation stopped after %(taken_out)s signatures"),
    ),
    "supporters.invalidation.carry_on": (_("Carry on with an invalidation"), _("Invalidation carried on")),
    "supporters.invalidation.done": (_("Finish an invalidation"), _("%(taken_out)s signatures taken out")),
    "supporters.invalidation.undo": (
        _("Undo an invalidation"),
        _("Undoing of %(taken_out)s signatures started: %(reason)s"),
    ),
    "supporters.invalidation.undone": (
        _("Finish undoing an invalidation"),
        _("%(given_back)s signatures given back, %(left_out)s left out"),
    ),
}


def name_details(actions: LogActionRegistry) -> None:
    """Revealing, finding, erasing, exporting, and each step of an invalidation."""
    for name, (label, message) in DETAILS.items():
        actions.register_action(name)(formatter(label, message))


def formatter(label: Any, message: Any) -> type[LogFormatter]:
    """One that fills in what was kept with an entry."""

    def format_message(self: LogFormatter, log_entry: Any) -> str:
        return str(message) % {**EMPTY, **log_entry.data}

    return type("DetailsFormatter", (LogFormatter,), {"label": label, "format_message": format_message})


# For an entry whose data is incomplete: the history must be readable whatever happened.
EMPTY = dict.fromkeys(
    ("reason", "use", "format", "rows", "columns", "expected", "taken_out", "given_back", "left_out"), "–"
)
