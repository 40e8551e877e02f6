"""Which pages of designed files the public may find: those of files that the newest public version carries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from publications.models import FilePage, ReportFile, ReportPage, Version


@dataclass(frozen=True)
class FoundPage:
    """A page of a download: its number, and where the download lies below the address of its report."""

    report: int
    number: int
    version: int
    file: str


def public_pages(keys: Iterable[int]) -> list[FoundPage]:
    """The public ones among some `FilePage` keys, in the order of the keys. Two queries.

    A file is known again by its bytes: one that was left out of the newest version, or waits for a release, is not
    there. Whether the report may be read decides `released()`, here as everywhere.
    """
    ordered = list(keys)
    pages = {
        key: (report, number, sha256)
        for key, report, number, sha256 in FilePage.objects.filter(pk__in=ordered).values_list(
            "pk", "designed_file__report_id", "number", "designed_file__sha256"
        )
    }
    if not pages:
        return []
    newest = Version.objects.filter(report=OuterRef("version__report"), published_at__isnull=False).order_by("-number")
    files = ReportFile.objects.filter(
        origin=ReportFile.Origin.DESIGNED,
        version__report__in=ReportPage.objects.released().filter(pk__in={report for report, _n, _s in pages.values()}),
        version=Subquery(newest.values("pk")[:1]),
    ).values_list("version__report_id", "sha256", "version__number", "name")
    carried = {(report, sha256): (version, name) for report, sha256, version, name in files}
    return [
        FoundPage(report, number, *carried[report, sha256])
        for report, number, sha256 in (pages[key] for key in ordered if key in pages)
        if (report, sha256) in carried
    ]
