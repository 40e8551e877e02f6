"""How we count, in words for everybody. Each number comes from the code that obeys it, so the words cannot be wrong."""

from datetime import timedelta

from django.utils.translation import gettext as _

from foundation.dates import length_in_words
from supporters.actions import GRACE_AFTER_CLOSING
from supporters.counting.public_counts import ROUNDED_TO
from supporters.counting.recounting import RECOUNT_EVERY, SWEEP_EVERY
from supporters.counting.small_areas import SMALLEST_SHOWN
from supporters.forms import MINIMUM_AGE
from supporters.reminding import EXPIRE_AFTER, REMIND_AFTER


def counting_rules() -> list[str]:
    """The rules, one paragraph each, in the order in which a signature meets them."""
    return [*rules_of_a_signature(), *rules_of_the_number(), *rules_of_what_is_shown()]


def rules_of_a_signature() -> list[str]:
    """When a signature counts, and when no longer."""
    return [
        _(
            "A signature counts from the moment its e-mail address is confirmed: we send a link, and a button behind "
            "it confirms. Opening the link alone does nothing, for programs open links too."
        ),
        _(
            "If somebody has not confirmed after %(remind)s, we send one reminder. After %(expire)s the signature "
            "expires, and its details are deleted. Once a petition has closed, what was signed in time can be confirmed for %(grace)s."
        )
        % {
            "remind": length_in_words(REMIND_AFTER),
            "expire": length_in_words(EXPIRE_AFTER),
            "grace": length_in_words(GRACE_AFTER_CLOSING),
        },
        _("Each e-mail address counts once for each petition. Whoever signs says that they are %(age)d or over.")
        % {"age": MINIMUM_AGE},
        _(
            "A signature that may come from a program is held until a person has looked at it, and does not count "
            "until then. Signatures that turn out to be false are taken out of the count."
        ),
        _(
            "A signature that is withdrawn no longer counts. When we delete names, e-mail addresses and postcodes, confirmed "
            "signatures go on counting: only the letters of the postcode’s area are left of them."
        ),
        _(
            "Signatures on paper are added by hand, each batch with its number, its day and where it was collected. "
            "They are listed here. We keep no names of them, so that somebody who signs on paper and here counts twice. "
            "Nothing else is ever added."
        ),
    ]


def interval(length: timedelta) -> str:
    """What follows "every": "hour", "10 seconds"."""
    return length_in_words(length).removeprefix("1 ")


def rules_of_the_number() -> list[str]:
    """How the number comes about."""
    return [
        _(
            "The number is never moved up by one: each time all signatures are counted afresh. Petitions with new "
            "signatures are counted every %(often)s, all of them every %(sweep)s. Pages may show a number that is up to a minute old."
        )
        % {"often": interval(RECOUNT_EVERY), "sweep": interval(SWEEP_EVERY)},
        _("The goal and the milestones are set against the total: confirmed signatures and those on paper."),
    ]


def rules_of_what_is_shown() -> list[str]:
    """What is rounded or left out, and why."""
    return [
        _(
            "How many wait and how many never confirmed is rounded down to a multiple of %(step)d. The exact number "
            "would tell whether somebody has signed to whoever types that person’s address into the form."
        )
        % {"step": ROUNDED_TO},
        _(
            "An area is shown once %(smallest)d people of it have confirmed. The others are summed, and where even the "
            "sum would give a small area away, the next larger area is left out too. Areas are those of the postcode."
        )
        % {"smallest": SMALLEST_SHOWN},
        _("First names stand beside the count only of people who ticked that they may, and only while they agree."),
    ]
