"""What we tell people about keeping their data: every figure is the one that the code obeys, every day a petition's own."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from foundation.dates import length_in_words
from foundation.querysets import visible_pages
from supporters.actions import KEEP_DETAILS_FOR
from supporters.models import Action
from supporters.pages import action_page_types
from supporters.record.tokens import RECORD_LIFETIME
from supporters.reminding import EXPIRE_AFTER, REMIND_AFTER
from supporters.retention.rules import (
    INVALIDATED_KEPT_FOR,
    MAIL_ROWS_KEPT_FOR,
    NETWORKS_KEPT_FOR,
    PERSONS_KEPT_FOR,
    UNSENT_MAIL_KEPT_FOR,
    today,
)


@dataclass(frozen=True)
class Kept:
    """Something that we keep, and until when, in words."""

    what: str
    until: str


@dataclass(frozen=True)
class DeletionDay:
    """A petition, the page where it is, and the day on which its signers' details are deleted."""

    title: str
    url: str
    day: date


def kept_data() -> list[Kept]:
    """All that we keep about people who act, in the order in which they will ask."""
    return [*_kept_details(), *_kept_mail(), *_kept_keys()]


def _kept_details() -> list[Kept]:
    return [
        Kept(
            _("Name, e-mail address and postcode"),
            _(
                "Until the day that the petition names. Unless another is chosen, that is %(length)s after it closes. "
                "They are deleted in the night in which that day begins."
            )
            % {"length": length_in_words(KEEP_DETAILS_FOR)},
        ),
        Kept(
            _("The same, of a signature that is not confirmed"),
            _("We remind you once, after %(reminder)s, and delete them after %(expiry)s.")
            % {"reminder": length_in_words(REMIND_AFTER), "expiry": length_in_words(EXPIRE_AFTER)},
        ),
        Kept(_("The same, of a signature that you withdraw"), _("Deleted at once, or in the following night.")),
        Kept(
            _("The same, of a signature that we take out because it does not seem genuine"),
            _("%(length)s, in which that can be undone.") % {"length": length_in_words(INVALIDATED_KEPT_FOR)},
        ),
    ]


def _kept_mail() -> list[Kept]:
    return [
        Kept(
            _("What a mail to you says, and its address"),
            _("Until it has been sent. If it cannot be delivered, %(length)s.")
            % {"length": length_in_words(UNSENT_MAIL_KEPT_FOR)},
        ),
        Kept(
            _("That a mail was sent, without its address and words"),
            _("%(length)s.") % {"length": length_in_words(MAIL_ROWS_KEPT_FOR)},
        ),
        Kept(
            _("A link to your record, in a mail"),
            _("It works for %(length)s.") % {"length": length_in_words(RECORD_LIFETIME)},
        ),
    ]


def _kept_keys() -> list[Kept]:
    return [
        Kept(
            _("A code that tells us that signatures came from one network on one day, but not from which"),
            _("%(length)s.") % {"length": length_in_words(NETWORKS_KEPT_FOR)},
        ),
        Kept(
            _("A code that recognises your address, but cannot be turned back into it; with it, what you agreed to"),
            _(
                "%(length)s after the petition’s deletion day, so that you can ask and we can prove it. Then the "
                "record of what was agreed to belongs to nobody."
            )
            % {"length": length_in_words(PERSONS_KEPT_FOR)},
        ),
        Kept(
            _("If you told us to stop writing: a code that keeps us from it"),
            _("For good, also after you have been erased. If you agree to mail again, it goes."),
        ),
        Kept(
            _("That a signature was given, its day, the first letters of the postcode, the mail company"),
            _("For good: the count must stay true, and nobody is named."),
        ),
    ]


def deletion_days() -> list[DeletionDay]:
    """Every petition on a public page whose details are still to be deleted, the next one first.

    One query for each type of page that shows actions, and those for the addresses of the site.
    """
    found: dict[int, DeletionDay] = {}
    for model in action_page_types():
        shown = model._default_manager.filter(
            pk__in=visible_pages().order_by().values("pk"), action__deletion_date__gt=today()
        )
        page: Any
        for page in shown.exclude(action__state=Action.State.DRAFT).select_related("action").order_by("pk"):
            # A page in a second language shows the same action.
            day = DeletionDay(page.action.title, page.get_url() or "", page.action.deletion_date)
            found.setdefault(page.action.pk, day)
    return sorted(found.values(), key=lambda entry: (entry.day, entry.title))
