"""Corrections of a published report, in the open: what may be recorded, what carries it, where it is shown.

A correction is recorded before the report is published again, and waits. The next version carries it; from then on it
is part of the record and nothing of it changes (docs/decisions/0032).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from publications.models import Correction, Finding, ReportPage, Version

if TYPE_CHECKING:
    from users.models import User

# What a reader sees of a finding.
TOLD = ("statement", "words", "value", "unit", "base", "base_size", "question", "comparison")


def version_to_correct(report: ReportPage) -> Version | None:
    """The version that the public reads, which is the one that is wrong; None before the first."""
    return report.versions.filter(published_at__isnull=False).order_by("-number").first()


def published_findings(version: Version) -> list[Finding]:
    """The findings as the version has them, in its order. They may be gone from the report."""
    return list(version.frozen_report().findings.all())


def record_correction(correction: Correction, report: ReportPage, user: User | None) -> Correction:
    """Keep a correction until the next version carries it. Raises ValidationError, by field where it can."""
    version = version_to_correct(report)
    if version is None:
        raise ValidationError(_("This report has not been published: change it, there is nothing to correct."))
    correction.report, correction.version_from, correction.recorded_by = report, version, user
    if correction.finding_key:
        finding = next((one for one in published_findings(version) if one.key == correction.finding_key), None)
        if finding is None:
            raise ValidationError({"finding_key": _("The published report has no such finding.")})
        correction.place = finding.anchor
    correction.full_clean()
    with transaction.atomic():
        correction.save()
        log(instance=report, action="publications.correction.record", user=user, data={"was": correction.was})
    return correction


def take_back(correction: Correction, user: User | None) -> None:
    """Forget a correction that nobody has read yet. Raises RecordIsImmutableError for one that a version carries."""
    with transaction.atomic():
        correction.delete()
        log(
            instance=correction.report,
            action="publications.correction.take_back",
            user=user,
            data={"was": correction.was},
        )


def attach_corrections(version: Version) -> int:
    """Let a new version carry what waits; returns how many. For publications.freezing, in its transaction."""
    return Correction.objects.filter(report_id=version.report_id).waiting().update(version_to=version)


def detach_corrections(version: Version) -> int:
    """Let corrections wait again whose version never came out, before it is deleted; returns how many.

    By the base manager, because no other code may touch what a version carries.
    """
    carried = Correction._base_manager.filter(version_to=version, version_to__published_at__isnull=True)
    return carried.update(version_to=None)


def unfulfilled(report: ReportPage) -> list[tuple[Correction, Finding]]:
    """Waiting corrections of findings that still say in `report`, a draft, just what they said. Two queries or more."""
    now = {finding.key: finding for finding in report.findings.all()}
    waiting = Correction.objects.filter(report_id=report.pk).exclude(finding_key="").waiting()
    found = []
    for correction in waiting.select_related("version_from"):
        finding = now.get(correction.finding_key)
        if finding is None:
            continue
        before = next(
            (one for one in published_findings(correction.version_from) if one.key == correction.finding_key), None
        )
        if before is not None and told(before) == told(finding):
            found.append((correction, finding))
    return found


def told(finding: Finding) -> tuple[Any, ...]:
    """What a reader is told of a finding, to compare."""
    return tuple(getattr(finding, name) for name in TOLD)
