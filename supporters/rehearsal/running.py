"""The rehearsal itself, whoever made the page: clear what is left of an earlier one, let them come, measure, clear up."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from supporters.models import Action, ActionStats, EventCode, Signature
from supporters.rehearsal.bounds import OutOfBoundsError, Place
from supporters.rehearsal.crowd import SOURCE, Crowd
from supporters.rehearsal.people import clear_people
from supporters.rehearsal.report import Result
from supporters.rehearsal.visitor import Visitor
from supporters.rehearsal.watching import Watch

# After the last person came.
MAIL_WITHIN, COUNT_WITHIN = 120, 30  # seconds
LOOK_EVERY = 0.25


def require_unsigned(action: Action) -> None:
    """Raise OutOfBoundsError for an action that somebody has signed: made-up people never stand beside real ones."""
    if Signature.objects.filter(action=action).exists():
        raise OutOfBoundsError("People have signed this action. Leave it out: the rehearsal makes a page of its own.")


def require_same_portal(place: Place, path: str) -> None:
    """Raise OutOfBoundsError where the portal at the address does not know the page: it has another database."""
    visitor = Visitor(place, lambda _sample: None, is_https=settings.SECURE_SSL_REDIRECT)
    try:
        if not visitor.look_at(path, "/healthz/live").form_path:
            raise OutOfBoundsError("The portal at this address does not show the form. Is it the one of this database?")
    finally:
        visitor.close()


@contextmanager
def hall(action: Action) -> Iterator[None]:
    """An event code while it lasts, since everybody comes from one network; and nothing of anybody after it."""
    now = timezone.now()
    code = EventCode.objects.create(
        action=action, code=SOURCE, occasion="Rehearsal", starts_at=now, ends_at=now + timedelta(hours=1)
    )
    try:
        yield
    finally:
        clear_people()
        code.delete()


def rehearse(action: Action, place: Place, path: str, people: int, seconds: float) -> Result:
    """Let `people` come within `seconds`, and measure. When it is stopped (KeyboardInterrupt), the figures so far."""
    crowd = Crowd(place, path, action, is_https=settings.SECURE_SSL_REDIRECT)
    watch = Watch(action.pk, crowd.confirm)
    begun = time.monotonic()
    watch.start()
    counted_after = None
    try:
        crowd.come(people, seconds)
        _wait_for(lambda: _is_quiet(crowd, watch), MAIL_WITHIN)
        counted_after = _wait_for(lambda: _is_counted(action, len(crowd.confirmed)), COUNT_WITHIN)
    except KeyboardInterrupt:
        crowd.go_home(at_once=True)
    finally:
        watch.stop()
        crowd.go_home()
    recorded = Signature.objects.filter(action=action).order_by().values_list("state").annotate(Count("pk"))
    ended = max(crowd.confirmed + crowd.signed, default=time.monotonic())
    return Result(crowd, watch, max(ended - begun, 0.001), dict(recorded), counted_after)


def _wait_for(happens: Callable[[], bool], within: float) -> float | None:
    """The seconds until it happened; None where it did not in time."""
    begun = time.monotonic()
    while (waited := time.monotonic() - begun) < within:
        if happens():
            return waited
        time.sleep(LOOK_EVERY)
    return None


def _is_quiet(crowd: Crowd, watch: Watch) -> bool:
    """Whether everybody has signed, every mail has gone out, and everybody has confirmed who got one."""
    has_all_mail = watch.drained_at is not None and len(watch.told) >= len(crowd.signed)
    return crowd.is_idle and has_all_mail and len(crowd.confirmed) >= len(crowd.signed)


def _is_counted(action: Action, confirmed: int) -> bool:
    return ActionStats.objects.filter(action=action, confirmed=confirmed).exists()
