"""Taking a report back in the open: check, do, record (docs/decisions/0032).

Withdrawn, it stays where it is, and every page of it says so. Removed, every address of it answers 410 with what became
of it. Either way the reason is public, and who cited the report finds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from publications.corrections import version_to_correct
from publications.models import ReportPage, Withdrawal

if TYPE_CHECKING:
    from users.models import User


def withdraw(withdrawal: Withdrawal, report: ReportPage, user: User | None) -> Withdrawal:
    """Withdraw or remove a report, or remove one that was withdrawn. Raises ValidationError, by field where it can."""
    if version_to_correct(report) is None:
        raise ValidationError(_("This report has not been published: there is nothing to withdraw."))
    if report.is_under_embargo:
        raise ValidationError(_("This report has a release ahead. Cancel that first."))
    if Withdrawal.objects.filter(report=report, kind=Withdrawal.Kind.REMOVED).exists():
        raise ValidationError(_("This report was removed already."))
    withdrawal.report, withdrawal.withdrawn_by, withdrawal.withdrawn_at = report, user, timezone.now()
    withdrawal.reason = withdrawal.reason.strip()
    withdrawal.full_clean()
    with transaction.atomic():
        withdrawal.save()
        mark(report, is_withdrawn=True)
        log(
            instance=report,
            action=f"publications.withdrawal.{withdrawal.kind}",
            user=user,
            data={"reason": withdrawal.reason},
        )
        if withdrawal.kind == Withdrawal.Kind.REMOVED and report.live:
            report.unpublish(user=user)
    return withdrawal


def lift(withdrawal: Withdrawal, user: User) -> None:
    """Take a withdrawal back that was a mistake. Raises PermissionDenied for anybody but a superuser.

    A report that was removed stays a draft until somebody publishes it. The log keeps both.
    """
    if not user.is_superuser:
        raise PermissionDenied
    report = withdrawal.report
    with transaction.atomic():
        log(
            instance=report,
            action="publications.withdrawal.lift",
            user=user,
            data={"kind": withdrawal.kind, "reason": withdrawal.reason},
        )
        withdrawal.delete()
        mark(report, is_withdrawn=False)


def mark(report: ReportPage, *, is_withdrawn: bool) -> None:
    """Let lists know without another query. Written to the row alone: no draft and no version changes."""
    ReportPage.objects.filter(pk=report.pk).update(is_withdrawn=is_withdrawn)
    report.is_withdrawn = is_withdrawn
