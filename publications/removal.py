"""Deleting reports: never one that anybody may have read and cited. It is withdrawn instead (publications.withdrawals)."""

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils.translation import ngettext
from wagtail.models import Page

from publications.models import Correction, Release, ReportPage, Version, Withdrawal


def published_reports_in(page: Page) -> QuerySet[ReportPage]:
    """The reports at or below a page that have ever been published, live or not."""
    out = Version.objects.public().values("report")
    return ReportPage.objects.descendant_of(page, inclusive=True).filter(pk__in=out)


def approved_releases_in(page: Page) -> list[Release]:
    """The releases that are approved, of reports at or below a page. Their draft is kept for their second."""
    reports = ReportPage.objects.descendant_of(page, inclusive=True)
    return list(Release.objects.filter(report__in=reports, state=Release.State.APPROVED).select_related("report"))


def refusal(reports: list[ReportPage]) -> str:
    """Why reports cannot be deleted, and what to do instead."""
    titles = ", ".join(f"“{report.title}”" for report in reports)
    return ngettext(
        "%(titles)s has been published: people have read and cited it. Withdraw it instead, with the reason.",
        "%(titles)s have been published: people have read and cited them. Withdraw them instead, with the reason.",
        len(reports),
    ) % {"titles": titles}


def refuse_published(report: ReportPage) -> None:
    """Raise ProtectedError for a report that was ever published, whichever way it is deleted."""
    out = set(report.versions.public().light()[:1])
    if out:
        raise ProtectedError(refusal([report]), out)


def remove_for_good(report: ReportPage) -> None:
    """Delete a report with all that is kept of it. For the removal of the demo site alone: it is there to try things."""
    with transaction.atomic():
        Withdrawal.objects.filter(report=report).delete()
        # By the base manager and without its guards: what a version carries goes only here.
        Correction._base_manager.filter(report=report).delete()
        report.versions.all().delete()
        report.delete()
