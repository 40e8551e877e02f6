"""Carrying out the rules of `retention`: every night, by hand, or dry. Each run leaves a row with its numbers."""

import logging
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import Error as DatabaseError
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from supporters.models import Action, RetentionRun, Signature
from supporters.retention.rules import RULES, Rule, today

logger = logging.getLogger(__name__)
# One night may be missed, for an update or a repair. Two are a fault.
ALARM_AFTER = timedelta(days=2)


class RetentionError(Exception):
    """Some rules could not be carried out. The others were."""


def erase_nightly() -> int:
    """Tick, every hour: once a day, as soon as it has begun in London, erase what is due; returns how many items.

    A run that was killed or failed is begun anew an hour later, and goes on with what is left. Raises RetentionError.
    """
    return 0 if _has_run_today() else sum(number or 0 for number in carry_out().report.values())


def carry_out(*, is_dry_run: bool = False) -> RetentionRun:
    """Erase what is due, or only count it. A rule that fails does not stop the others: then RetentionError is raised."""
    run = RetentionRun.objects.create(is_dry_run=is_dry_run)
    failed = []
    for rule in RULES:
        try:
            _apply(rule, run)
        except (DatabaseError, OSError) as error:
            logger.exception("The rule %s could not be carried out.", rule.name)
            run.report[rule.name] = None
            failed.append((rule, error))
    RetentionRun.objects.filter(pk=run.pk).update(report=run.report, ended_at=Now())
    if not is_dry_run:
        empty_journal()
    if failed:
        names = ", ".join(rule.name for rule, _error in failed)
        raise RetentionError(f"Not erased: {names}.") from failed[0][1]
    run.refresh_from_db()
    return run


def _apply(rule: Rule, run: RetentionRun) -> None:
    """Do one rule, keeping its number after each batch: what a killed run did can be seen."""
    if run.is_dry_run:
        run.report[rule.name] = rule.count()
        return
    run.report[rule.name] = 0
    for number in rule.erase():
        run.report[rule.name] += number
        RetentionRun.objects.filter(pk=run.pk).update(report=run.report)


def empty_journal() -> None:
    """SQLite: overwrite what was erased since yesterday in the write-ahead log too. In use, it waits for another night.

    In the database itself SQLite overwrites at once (`secure_delete`); PostgreSQL does both in its own time.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def failed_rules(run: RetentionRun) -> list[str]:
    """The names of the rules that a run could not carry out."""
    return [name for name, number in run.report.items() if number is None]


def lines_of(run: RetentionRun) -> list[tuple[str, int | None]]:
    """The report in words: what, and how many; None where the rule failed. In the order of the rules."""
    return [(str(rule.words), run.report[rule.name]) for rule in RULES if rule.name in run.report]


def _complete_runs_since(moment: datetime) -> bool:
    runs = RetentionRun.objects.filter(is_dry_run=False, started_at__gte=moment, ended_at__isnull=False)
    return any(not failed_rules(run) for run in runs)


def _has_run_today() -> bool:
    return _complete_runs_since(timezone.make_aware(datetime.combine(today(), time.min)))


@dataclass(frozen=True)
class Overdue:
    """What should have been erased by now and is not."""

    actions: int
    is_late: bool

    @property
    def words(self) -> list[str]:
        """One sentence for each problem; empty when all is well."""
        problems = []
        if self.actions:
            words = ngettext(
                "%(number)d action still has details after its deletion date. Run manage.py erase_expired_details.",
                "%(number)d actions still have details after their deletion date. Run manage.py erase_expired_details.",
                self.actions,
            )
            problems.append(words % {"number": self.actions})
        if self.is_late:
            problems.append(_("Nothing has been erased for two days. Is the clock running?"))
        return problems


def overdue() -> Overdue:
    """What a person should look into. Three queries."""
    # The night of the day itself may still come.
    late = Action.objects.filter(deletion_date__lt=today(), signatures__details__isnull=False).distinct().count()
    is_in_use = Signature.objects.filter(created_at__lt=timezone.now() - ALARM_AFTER).exists()
    return Overdue(late, is_in_use and not _complete_runs_since(timezone.now() - ALARM_AFTER))
