"""Taking many signatures out of the count at once, and giving them back: count first, then work in batches.

Every batch is one transaction: the signatures change, what they were is kept, a recount is asked for. So a worker
that dies loses nothing and repeats nothing; `resume_invalidations` starts another. Who signs after the start is left
alone.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.log_actions import log

from supporters.access.reasons import checked_reason
from supporters.counting.recounting import mark_dirty
from supporters.crowds.switches import is_on
from supporters.models import InvalidatedSignature, Invalidation, Signature
from supporters.permissions import require_permission

PERMISSION = "supporters.add_invalidation"
BATCH = 500
IDLE_AFTER = timedelta(minutes=5)  # many times what a batch takes: after it the worker must have died
State, SignatureState = Invalidation.State, Signature.State
AfterUndoing = InvalidatedSignature.AfterUndoing
TAKING_OUT = (State.QUEUED, State.RUNNING)


@dataclass(frozen=True)
class Progress:
    """How many signatures were taken out, and what undoing has done with them."""

    taken_out: int
    given_back: int
    left_out: int


def matching(invalidation: Invalidation) -> QuerySet[Signature]:
    """The standing signatures that meet all conditions, and were there when the work began."""
    found = Signature.objects.filter(action=invalidation.action_id, state__in=Signature.STANDING)
    for name in ("source", "provider", "area"):
        if value := getattr(invalidation, name):
            found = found.filter(**{name: value})
    if invalidation.held_for:  # one that a person has released is held no more
        found = found.filter(state=SignatureState.HELD, held_for=invalidation.held_for)
    if invalidation.network_of is not None:
        # Forgotten after 30 days: then nobody matches. An empty key would match everybody.
        found = found.filter(network_key=invalidation.network_of.network_key).exclude(network_key="")
    if invalidation.signed_from:
        found = found.filter(created_at__gte=invalidation.signed_from)
    if invalidation.signed_until:
        found = found.filter(created_at__lt=invalidation.signed_until)
    if invalidation.started_at:
        found = found.filter(created_at__lte=invalidation.started_at)
    return found


def dry_count(invalidation: Invalidation) -> dict[str, int]:
    """How many would be taken out, by the state they are in. Changes nothing."""
    return dict(matching(invalidation).order_by().values_list("state").annotate(Count("pk")))


def progress(invalidation: Invalidation) -> Progress:
    """How far it is. One query."""
    return Progress(
        **invalidation.signatures.aggregate(
            taken_out=Count("pk"),
            given_back=Count("pk", filter=Q(after_undoing=AfterUndoing.GIVEN_BACK)),
            left_out=Count("pk", filter=Q(after_undoing=AfterUndoing.LEFT_OUT)),
        )
    )


@transaction.atomic
def start(invalidation: Invalidation, user: Any) -> bool:
    """Begin, as it was counted. False where it has begun already.

    Raises PermissionDenied, and ValidationError where no signature fits or such work is switched off.
    """
    _require(user)
    expected = matching(invalidation).count()
    if not expected:
        raise ValidationError(_("No signature meets these conditions."))
    if not _move(invalidation, (State.DRAFT,), State.QUEUED, started_at=Now(), expected=expected):
        return False
    conditions = {name: str(value) for name, value in invalidation.conditions.items()}
    _note(invalidation, "start", user, reason=invalidation.reason, expected=expected, conditions=conditions)
    work_off.enqueue(invalidation.pk)
    return True


@transaction.atomic
def stop(invalidation: Invalidation, user: Any) -> bool:
    """Take out no more. False where nothing was under way. Raises PermissionDenied."""
    require_permission(user, PERMISSION)
    if not _move(invalidation, TAKING_OUT, State.STOPPED, ended_at=Now()):
        return False
    _note(invalidation, "stop", user, taken_out=progress(invalidation).taken_out)
    return True


@transaction.atomic
def carry_on(invalidation: Invalidation, user: Any) -> bool:
    """Go on with what was stopped, with the signatures that were there at its start. False where it was not stopped.

    Raises PermissionDenied, and ValidationError where such work is switched off.
    """
    _require(user)
    if not _move(invalidation, (State.STOPPED,), State.QUEUED, ended_at=None):
        return False
    _note(invalidation, "carry_on", user)
    work_off.enqueue(invalidation.pk)
    return True


@transaction.atomic
def undo(invalidation: Invalidation, reason: str, user: Any) -> bool:
    """Give back what was taken out. False where it is not done or stopped.

    Left out stays whoever has signed anew, withdrawn or been judged in between. Raises PermissionDenied, and
    ValidationError without a reason or where such work is switched off.
    """
    _require(user)
    reason = checked_reason(reason)
    if not _move(invalidation, (State.DONE, State.STOPPED), State.UNDOING, ended_at=None):
        return False
    _note(invalidation, "undo", user, reason=reason, taken_out=progress(invalidation).taken_out)
    work_off.enqueue(invalidation.pk)
    return True


@task()
def work_off(invalidation_id: int) -> None:
    """Task: do what there is to do, batch by batch, until it is done or somebody stops it. May be begun twice."""
    invalidation = Invalidation.objects.select_related("network_of").filter(pk=invalidation_id).first()
    if invalidation is None:
        return
    if invalidation.state in TAKING_OUT:
        numbers = _numbers(matching(invalidation))
        if _in_batches(numbers, invalidation, _take_out):
            _finish(invalidation, TAKING_OUT, State.DONE, "done")
    elif invalidation.state == State.UNDOING:
        numbers = _numbers(invalidation.signatures.filter(after_undoing=""))
        if _in_batches(numbers, invalidation, _give_back):
            _finish(invalidation, (State.UNDOING,), State.UNDONE, "undone")


def resume_invalidations() -> int:
    """Tick, every minute: begin again where a worker died in the middle; returns how many."""
    idle = Invalidation.objects.filter(state__in=(*TAKING_OUT, State.UNDOING), worked_at__lt=Now() - IDLE_AFTER)
    resumed = 0
    for pk in list(idle.values_list("pk", flat=True)):
        with transaction.atomic():
            # Asked once more, not compared: SQLite writes its own moments with fewer digits than Django asks for.
            if idle.filter(pk=pk).update(worked_at=Now()):
                work_off.enqueue(pk)
                resumed += 1
    return resumed


def _require(user: Any) -> None:
    """Raise PermissionDenied for somebody who may not, ValidationError while heavy work is switched off."""
    require_permission(user, PERMISSION)
    if not is_on("exports"):
        raise ValidationError(_("Invalidations are switched off for now. Please try again later."))


def _move(invalidation: Invalidation, before: Iterable[str], after: str, **changes: Any) -> bool:
    """Compare and set the state, and note that somebody is at work. False where another was faster."""
    mine = Invalidation.objects.filter(pk=invalidation.pk, state__in=before)
    moved = mine.update(state=after, worked_at=Now(), **changes)
    if moved:
        invalidation.refresh_from_db()
    return bool(moved)


def _note(invalidation: Invalidation, what: str, user: Any, **data: Any) -> None:
    """Write a step into the history of the site."""
    log(instance=invalidation, action=f"supporters.invalidation.{what}", user=user, data=data)


def _numbers(rows: QuerySet[Any]) -> Sequence[int]:
    """Their keys, eight bytes each. Not sorted: that takes SQLite twenty megabytes for 500,000."""
    return array("q", rows.order_by().values_list("pk", flat=True).iterator())


def _in_batches(
    numbers: Sequence[int], invalidation: Invalidation, work: Callable[[Invalidation, Collection[int]], bool]
) -> bool:
    """Do `work` with 500 numbers at a time. False once it says that it was stopped."""
    return all(work(invalidation, list(numbers[begin : begin + BATCH])) for begin in range(0, len(numbers), BATCH))


@transaction.atomic
def _finish(invalidation: Invalidation, before: Iterable[str], after: str, what: str) -> None:
    """Note the end, with its numbers, once."""
    if _move(invalidation, before, after, ended_at=Now()):
        _note(invalidation, what, None, **vars(progress(invalidation)))


@transaction.atomic
def _take_out(invalidation: Invalidation, ids: Collection[int]) -> bool:
    """One batch: whoever still meets the conditions. False where it was stopped."""
    if not _move(invalidation, TAKING_OUT, State.RUNNING):
        return False
    # Locked, so that nobody confirms or withdraws between reading a state and changing it.
    found = list(
        matching(invalidation).filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk", "state")
    )
    InvalidatedSignature.objects.bulk_create(
        InvalidatedSignature(invalidation=invalidation, signature_id=pk, previous_state=state) for pk, state in found
    )
    Signature.objects.filter(pk__in=[pk for pk, _state in found]).update(state=SignatureState.INVALIDATED)
    mark_dirty(invalidation.action_id)
    return True


@transaction.atomic
def _give_back(invalidation: Invalidation, ids: Collection[int]) -> bool:
    """One batch of what was taken out. False where somebody else is done with it."""
    if not _move(invalidation, (State.UNDOING,), State.UNDOING):
        return False
    rows = InvalidatedSignature.objects.filter(pk__in=ids, after_undoing="")
    given_back: set[int] = set()
    for before in Signature.STANDING:
        given_back |= _restore(set(rows.filter(previous_state=before).values_list("signature", flat=True)), before)
    rows.filter(signature__in=given_back).update(after_undoing=AfterUndoing.GIVEN_BACK)
    rows.update(after_undoing=AfterUndoing.LEFT_OUT)
    mark_dirty(invalidation.action_id)
    return True


def _restore(signatures: set[int], before: str) -> set[int]:
    """Give signatures the state that they had; returns those that have it again.

    Not one whose person has signed anew: the database refuses two standing signatures of one person. Then each is
    tried alone.
    """
    out = Signature.objects.filter(pk__in=signatures, state=SignatureState.INVALIDATED)
    waiting = set(out.order_by("pk").select_for_update().values_list("pk", flat=True))
    try:
        with transaction.atomic():
            Signature.objects.filter(pk__in=waiting).update(state=_restored(before))
    except IntegrityError:
        if len(waiting) == 1:
            return set()
        return {pk for number in sorted(waiting) for pk in _restore({number}, before)}
    return waiting


def _restored(before: str) -> Any:
    """The state to give back. Who confirmed the address in between has confirmed it."""
    if before != SignatureState.PENDING:
        return before
    confirmed = When(confirmed_at__isnull=False, then=Value(SignatureState.CONFIRMED))
    return Case(confirmed, default=Value(SignatureState.PENDING))
