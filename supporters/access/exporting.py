"""Giving out who signed, as a file: the one way, for a permission and a reason, and kept in the history of the site.

Who is in a file is settled when it is asked for, by number, and written down with the reason before the first row
leaves. The rows are then read by their numbers, 500 at a time, so that 500,000 need no more memory than 5,000 and no
writer waits. Whoever withdraws or is erased in between is left out.
"""

from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from foundation.dates import site_time
from foundation.spreadsheets import MOST_ROWS, XLSX_TYPE, csv_chunks, xlsx_chunks
from supporters.access import revealing
from supporters.access.reasons import checked_reason
from supporters.consent import Operation, Purpose, standing_choices
from supporters.crowds.switches import is_on
from supporters.mailing.suppression import suppressed_of
from supporters.models import Action, ConsentRecord, Signature
from supporters.permissions import require_permission

PERMISSION = "supporters.export_signaturedetails"
BATCH = 500
# The choices of a signature that a full list shows, after its own columns.
CHOICES = (Purpose.CAMPAIGN_MAIL, Purpose.OTHER_MAIL, Purpose.PUBLIC_NAME)


class Use(models.TextChoices):
    """What a list is for. It decides who is in it and what it says of them."""

    HAND_OVER = "hand-over", gettext_lazy("To hand over: names and postcodes, as people agreed, and nothing else")
    MAIL = "mail", gettext_lazy("To mail: names and e-mail addresses of those who agreed to mail about this campaign")
    FULL = "full", gettext_lazy("Everything: for answering questions about the list, never to pass on")


class Format(models.TextChoices):
    """What kind of file."""

    CSV = "csv", gettext_lazy("CSV")
    XLSX = "xlsx", gettext_lazy("XLSX")


MEDIA_TYPES = {Format.CSV: "text/csv; charset=utf-8", Format.XLSX: XLSX_TYPE}
# Headings with the width of their columns, in characters.
COLUMNS = {
    Use.HAND_OVER: ((gettext_lazy("Name"), 32), (gettext_lazy("Postcode"), 12)),
    Use.MAIL: ((gettext_lazy("Name"), 32), (gettext_lazy("E-mail"), 40)),
    Use.FULL: (
        (gettext_lazy("Number"), 10),
        (gettext_lazy("Name"), 32),
        (gettext_lazy("E-mail"), 40),
        (gettext_lazy("Postcode"), 12),
        (gettext_lazy("Source"), 16),
        (gettext_lazy("Signed"), 22),
        (gettext_lazy("Confirmed"), 22),
        (gettext_lazy("Mail about this campaign"), 24),
        (gettext_lazy("Mail about other campaigns"), 26),
        (gettext_lazy("Name in public"), 16),
    ),
}
# What is read for them; a full list goes on with the choices.
FIELDS = {
    Use.HAND_OVER: ("details__name", "details__postcode"),
    Use.MAIL: ("details__name", "details__email"),
    Use.FULL: (
        "pk",
        "details__name",
        "details__email",
        "details__postcode",
        "source",
        "created_at",
        "confirmed_at",
    ),
}


@dataclass(frozen=True)
class Export:
    """A file on its way out. Its name says nothing about people."""

    name: str
    media_type: str
    rows: int
    chunks: Iterator[bytes]


def export_signatures(action: Action, use: str, kind: str, reason: str, user: Any) -> Export:
    """The confirmed signatures of an action as a file, which is made while its chunks are read.

    Raises PermissionDenied (a full list needs the permission to reveal too), and ValidationError without a reason,
    where nobody would be in it, where a workbook cannot hold so many, and while exports are switched off.
    """
    use, kind = Use(use), Format(kind)
    require_permission(user, PERMISSION)
    if use is Use.FULL:
        require_permission(user, revealing.PERMISSION)
    reason = checked_reason(reason)
    if not is_on("exports"):
        raise ValidationError(_("Exports are switched off for now. Please try again later."))
    numbers = numbers_of(action, use)
    if not numbers:
        raise ValidationError(_("Nobody would be in this list."))
    if kind is Format.XLSX and len(numbers) >= MOST_ROWS:
        raise ValidationError(_("A workbook cannot hold so many rows. Please choose CSV."))
    headings = [str(heading) for heading, _width in COLUMNS[use]]
    data = {"reason": reason, "use": use.value, "format": kind.value, "rows": len(numbers), "columns": len(headings)}
    log(instance=action, action="supporters.action.export", user=user, data=data)
    rows = _rows(action, use, numbers, headings)
    widths = [width for _heading, width in COLUMNS[use]]
    return Export(
        name=f"signatures-{action.pk}-{use.value}-{timezone.localdate():%Y-%m-%d}.{kind.value}",
        media_type=MEDIA_TYPES[kind],
        rows=len(numbers),
        chunks=csv_chunks(rows) if kind is Format.CSV else xlsx_chunks(rows, title=_("Signatures"), widths=widths),
    )


def numbers_of(action: Action, use: Use) -> Sequence[int]:
    """The signatures that are in a list, by number: eight bytes each.

    In the order in which the database finds them: sorting 500,000 takes SQLite twenty megabytes.
    """
    who = _signatures(action, use)
    if use is not Use.MAIL:
        return array("q", who.values_list("pk", flat=True).iterator(chunk_size=10_000))
    found = array("q")
    rows = who.values_list("pk", "supporter__person_key").iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        suppressed = suppressed_of(key for _pk, key in batch)
        found.extend(pk for pk, key in batch if key not in suppressed)
    return found


def _signatures(action: Action, use: Use) -> QuerySet[Signature]:
    """Confirmed signatures whose details are still here; for mail, of those whose last word on it was yes."""
    signatures = Signature.objects.filter(action=action, state=Signature.State.CONFIRMED, details__isnull=False)
    if use is Use.MAIL:
        choices = ConsentRecord.objects.filter(signature=OuterRef("pk"), statement__purpose=Purpose.CAMPAIGN_MAIL)
        signatures = signatures.filter(supporter__isnull=False).alias(
            standing_choice=Subquery(choices.order_by("-pk").values("operation")[:1])
        )
        signatures = signatures.filter(standing_choice=Operation.OPT_IN)
    return signatures.order_by()


def _rows(action: Action, use: Use, numbers: Sequence[int], headings: list[str]) -> Iterator[list[str]]:
    """The headings, then a row each. One query a batch, two for a full list."""
    yield headings
    for start in range(0, len(numbers), BATCH):
        ids = list(numbers[start : start + BATCH])
        # Asked again, so that nobody is in the file who has gone since it was begun.
        batch = _signatures(action, use).filter(pk__in=ids).order_by("pk")
        choices = standing_choices(ids) if use is Use.FULL else {}
        agreed = {choice for choice, record in choices.items() if record.operation == Operation.OPT_IN}
        # Values and no models: a signature and its details refer to each other, and would wait for the collector.
        for values in batch.values_list(*FIELDS[use]):
            yield _full_row(values, agreed) if use is Use.FULL else list(values)


def _full_row(values: Sequence[Any], agreed: Collection[tuple[int, str]]) -> list[str]:
    """What the full list says of one signature."""
    number, name, email, postcode, source, signed, confirmed = values
    return [
        str(number),
        name,
        email,
        postcode,
        source,
        f"{site_time(signed):%Y-%m-%d %H:%M:%S}",
        f"{site_time(confirmed):%Y-%m-%d %H:%M:%S}",
        *(_("yes") if (number, purpose) in agreed else _("no") for purpose in CHOICES),
    ]
