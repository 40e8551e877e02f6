"""What readers are told of what became of a report: its versions, what was corrected, whether it was taken back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from publications.citing.styles import kept_citations
from publications.models.corrections import Correction
from publications.models.versions import Version
from publications.models.withdrawals import Withdrawal

if TYPE_CHECKING:
    from publications.models.reports import ReportPage

# Long, and never shown with a correction.
CONTENTS = ("version_from__content_json", "version_to__content_json")


def record_context(report: ReportPage, version: Version | None) -> dict[str, Any]:
    """`history` (versions up to this one, the latest first), `corrections` and `withdrawal`, for the pages of a report.

    Three queries; one less for a report that is not withdrawn, none before the first version.
    """
    if version is None:
        return {"history": [], "corrections": [], "corrections_at": {}, "withdrawal": withdrawal_context(report)}
    corrections = report.listed_corrections
    versions = Version.objects.filter(report_id=version.report_id, number__lte=version.number).light()
    return {
        "history": list(versions.order_by("-number")),
        "corrections": corrections,
        "corrections_at": by_place(corrections),
        "withdrawal": withdrawal_context(report),
    }


def by_place(corrections: list[Correction]) -> dict[str, list[Correction]]:
    """The corrections under what their addresses end in, for the places themselves."""
    places: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        if correction.place:
            places[correction.place].append(correction)
    return dict(places)


def later_corrections(version: Version) -> list[Correction]:
    """What this version has wrong and a later public one has right, the latest first. One query."""
    later = Correction.objects.public().filter(
        report_id=version.report_id, version_from__number__lte=version.number, version_to__number__gt=version.number
    )
    return list(later.select_related("version_from", "version_to").defer(*CONTENTS))


def withdrawal_context(report: ReportPage) -> dict[str, Any] | None:
    """`kind`, `reason`, `day`, `replacement` of a withdrawal, for its banner; None for almost all reports.

    No query for a live report that is not withdrawn. A removed one is not live, so that one is asked for too.
    """
    if report.pk is None or (report.live and not report.is_withdrawn):
        return None
    withdrawal = Withdrawal.objects.filter(report_id=report.pk).first()
    if withdrawal is None:
        return None
    # What nobody may read does not take anything's place yet.
    replacement = type(report).objects.released().filter(pk=withdrawal.replaced_by_id).first()
    return {
        "kind": withdrawal.kind,
        "reason": withdrawal.reason,
        "withdrawn_at": withdrawal.withdrawn_at,
        "replacement": replacement,
    }


def tombstone_context(report: ReportPage) -> dict[str, Any] | None:
    """What is left of a removed report; None for every other. No query for a live one."""
    withdrawal = withdrawal_context(report) if not report.live else None
    if withdrawal is None or withdrawal["kind"] != Withdrawal.Kind.REMOVED:
        return None
    version = report.versions.public().order_by("-number").first()
    content = version.content_json if version is not None else {}
    return {
        "report": report,
        "title": content.get("title", report.title),
        "kind": dict(report.Type.choices).get(content.get("report_type", report.report_type), report.kind),
        "version": version,
        "citations": kept_citations(version),
        "withdrawal": withdrawal,
        "library": next(reversed(report.breadcrumbs), None),
    }
