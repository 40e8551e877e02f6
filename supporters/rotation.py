"""Replacing the keys of personal data: what was written with an older one is written again with the newest.

Beside a running site, and again after it was interrupted: a value that the newest key opens is left alone, any other is
replaced only if it is still what was read (compare and set). The key of `identity.person_key` is another one and is
never replaced: everybody could sign twice, and who asked not to be mailed would be forgotten.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models, transaction

from supporters.encryption import EncryptedTextField, as_stored, key_number, with_newest_key

# Rows; small, for on SQLite every signer waits while a batch is written (a sixth of a second).
BATCH = 200
# A site that still writes with the older key puts such values behind us: look again, but not for ever.
MOST_ROUNDS = 3

Row = dict[str, Any]


@dataclass
class KeyReport:
    """How many values each key opens, by its place in PERSONAL_DATA_KEYS (0 is the newest)."""

    values: Counter[int] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)
    rewritten: int = 0

    @property
    def older(self) -> int:
        """How many values need a key that is not the newest."""
        return sum(number for place, number in self.values.items() if place)

    @property
    def is_done(self) -> bool:
        """Whether the newest key alone opens everything."""
        return not self.older and not self.unreadable


def encrypted_fields() -> dict[type[models.Model], list[str]]:
    """Every model with encrypted columns, and their names. Found by looking, so that a new one is never forgotten."""
    found = {
        model: [column.name for column in model._meta.local_fields if isinstance(column, EncryptedTextField)]
        for model in apps.get_models()
    }
    return {model: names for model, names in found.items() if names}


def check_keys() -> KeyReport:
    """Read every value and say which key opens it. Changes nothing."""
    report = KeyReport()
    for model, names in encrypted_fields().items():
        for batch in batches(model, names):
            for row in batch:
                _judge(model, row, names, report)
    return report


def rotate() -> KeyReport:
    """Write everything again that needs an older key, in batches, and say how it stands afterwards.

    Values that no key opens are named in the report and left as they are.
    """
    rewritten = 0
    for _round in range(MOST_ROUNDS):
        in_this_round = sum(_rotate_model(model, names) for model, names in encrypted_fields().items())
        rewritten += in_this_round
        if not in_this_round:
            break
    report = check_keys()
    report.rewritten = rewritten
    return report


def batches(model: type[models.Model], names: list[str]) -> Iterator[list[Row]]:
    """The rows of a model, a batch at a time, with their values as they are stored."""
    stored = {f"stored_{name}": as_stored(name) for name in names}
    rows = model._base_manager.order_by("pk").annotate(**stored).values("pk", *stored)
    last: Any = None
    while batch := list((rows if last is None else rows.filter(pk__gt=last))[:BATCH]):
        yield batch
        last = batch[-1]["pk"]


def _judge(model: type[models.Model], row: Row, names: list[str], report: KeyReport) -> None:
    """Add the values of a row to a report."""
    for name in names:
        if not (value := row[f"stored_{name}"]):
            continue
        number = key_number(value)
        if number is None:
            report.unreadable.append(f"{model._meta.label} {row['pk']}, {name}")
        else:
            report.values[number] += 1


def _rotate_model(model: type[models.Model], names: list[str]) -> int:
    """Write again what needs it; returns how many values. One transaction a batch."""
    rewritten = 0
    for batch in batches(model, names):
        changes = [(row, changed) for row in batch if (changed := _rewritten(row, names))]
        if changes:
            with transaction.atomic():
                rewritten += sum(_replace(model, row, changed) for row, changed in changes)
    return rewritten


def _rewritten(row: Row, names: list[str]) -> dict[str, str]:
    """The new values of a row, by column: of those that an older key opens."""
    values = {name: row[f"stored_{name}"] for name in names}
    return {name: with_newest_key(value) for name, value in values.items() if value and key_number(value)}


def _replace(model: type[models.Model], row: Row, changed: dict[str, str]) -> int:
    """Put new values in the place of those that were read; nothing where somebody was faster or the row is gone."""
    seen = {f"seen_{name}": as_stored(name) for name in changed}
    unchanged = {f"seen_{name}": row[f"stored_{name}"] for name in changed}
    new = {name: models.Value(value, output_field=models.TextField()) for name, value in changed.items()}
    replaced = model._base_manager.alias(**seen).filter(pk=row["pk"], **unchanged).update(**new)
    return replaced * len(changed)
