"""What is switched off at this moment: by hand on the page of the settings, or by the portal itself (`strain`)."""

from django.core.cache import cache
from redis.exceptions import RedisError

from supporters.crowds.strain import Strain, current_strain
from supporters.models import Action, ServiceSwitches
from supporters.models.switches import OFF_KEPT_FOR, OFF_KEY

# What can be switched off. One that is not named here does not exist.
NAMES = frozenset({"signing", "reminders", "my_record", "areas_and_history", "exports"})
# What goes off by itself, and comes back by itself.
WHILE_MAIL_IS_BEHIND = frozenset({"reminders"})
WHILE_THE_SITE_IS_SLOW = frozenset({"areas_and_history", "exports"})


def is_on(name: str) -> bool:
    """Whether something may be done now. At most ten seconds old, and no query where it was asked before.

    Raises LookupError for a name that is no switch, so that a typing error shows.
    """
    if name not in NAMES:
        raise LookupError(f"No such switch: {name}")
    try:
        off = cache.get(OFF_KEY)
        if off is None:
            off = _switched_off()
            cache.set(OFF_KEY, off, OFF_KEPT_FOR)
    except (OSError, RedisError):  # the shared cache is away: the database knows
        off = _off_by_hand(kept_switches())
    return name not in off


def takes_signatures(action: Action) -> bool:
    """Whether `action` is open, and signing is not switched off for all."""
    return action.is_open and is_on("signing")


def off_by_itself(strain: Strain) -> frozenset[str]:
    """What waits while mail is behind or the site is slow."""
    off: frozenset[str] = frozenset()
    if strain.mail.is_strained:
        off |= WHILE_MAIL_IS_BEHIND
    if strain.site.is_strained:
        off |= WHILE_THE_SITE_IS_SLOW
    return off


def kept_switches() -> ServiceSwitches:
    """The switches; all on where nobody has ever saved them. Wagtail's own `load` would write a row on a GET."""
    return ServiceSwitches.objects.first() or ServiceSwitches()


def _off_by_hand(row: ServiceSwitches) -> frozenset[str]:
    return frozenset(name for name in NAMES if not getattr(row, name))


def _switched_off() -> frozenset[str]:
    """One query."""
    row = kept_switches()
    return _off_by_hand(row) | (off_by_itself(current_strain()) if row.is_automatic else frozenset())
