"""First names beside the count: only of those who ticked it, only once confirmed, and gone when they take it back."""

import logging
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured
from django.db.models import OuterRef, Subquery

from supporters.counting.areas import AREA_NAMES
from supporters.models import Action, ConsentRecord, ConsentStatement, Signature, SignatureDetails

logger = logging.getLogger(__name__)

MOST_SHOWN, FEWEST_SHOWN = 8, 5
# So far back we look: where hardly anybody ticks it, a page must not read half a million signatures.
LOOKED_AT = 500
LONGEST_NAME = 30  # characters: a longer word is no first name
# What stands before a name. The word after it is as often a surname, so these people are left out.
TITLES = {
    "cllr",
    "dr",
    "haji",
    "imam",
    "lady",
    "lord",
    "maulana",
    "miss",
    "mr",
    "mrs",
    "ms",
    "prof",
    "rev",
    "sheikh",
    "sir",
}


@dataclass(frozen=True)
class Signer:
    """As much of a person as they agreed to show."""

    name: str
    place: str


def recent_signers(action: Action) -> list[Signer]:
    """The newest confirmed signers who let their first name and area be shown: five to eight of them, or nobody.

    One query for an action fetched with its counts, none while too few have signed; at most eight names are decrypted.
    Where one cannot be, because its key is missing, nobody is shown: the petition is worth more than the names.
    """
    if action.stats.confirmed < FEWEST_SHOWN:
        return []
    newest = Signature.objects.filter(action=action, state=Signature.State.CONFIRMED).order_by("-confirmed_at", "-pk")
    agreed = SignatureDetails.objects.annotate(choice=last_choice()).filter(
        signature__in=newest.values("pk")[:LOOKED_AT], choice=ConsentRecord.Operation.OPT_IN
    )
    rows = agreed.order_by("-signature__confirmed_at", "-pk").values_list("name", "signature__area")
    try:
        signers = [Signer(first_name(name), AREA_NAMES.get(area, "")) for name, area in rows[:MOST_SHOWN]]
    except ImproperlyConfigured:
        logger.exception("The names of recent signers cannot be decrypted.")
        return []
    shown = [signer for signer in signers if signer.name]
    return shown if len(shown) >= FEWEST_SHOWN else []


def last_choice() -> Subquery:
    """What the person chose last about showing the name."""
    choices = ConsentRecord.objects.filter(
        signature=OuterRef("pk"), statement__purpose=ConsentStatement.Purpose.PUBLIC_NAME
    )
    spoken = choices.exclude(operation=ConsentRecord.Operation.NO_CHANGE).order_by("-pk")
    return Subquery(spoken.values("operation")[:1])


def first_name(name: str) -> str:
    """The first word of a name; empty where that is a title, or no name by its length."""
    word = next(iter(name.split()), "")
    return "" if word.lower().rstrip(".") in TITLES or len(word) > LONGEST_NAME else word
