"""What of a report is cited, as a CSL item (the JSON that citation programs exchange, citationstyles.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from foundation.dates import DatePrecision
from foundation.models import OrganisationSettings

if TYPE_CHECKING:
    import datetime

    from publications.models import ReportAuthor, ReportPage, Version

Item = dict[str, Any]


def item_of(report: ReportPage, number: int) -> Item:
    """Version `number` of a report: who wrote it, when it came out, and the address at which it never changes.

    What is not known is left out. A report without authors has none: its publisher did not write it.
    """
    site = report.get_site()
    publisher = OrganisationSettings.for_site(site).name if site is not None else ""
    known = {
        "author": [author_of(author) for author in report.listed_authors],
        "publisher": publisher,
        "number": report.reference,
        "genre": str(report.get_report_type_display()),
        "DOI": report.doi,
        "ISBN": report.isbn,
        "abstract": report.abstract,
    }
    return {
        "id": key_of(report, number),
        "type": "report",
        "title": report.title,
        "issued": {"date-parts": [date_parts(report.published_on, report.published_precision)]},
        "version": str(number),
        "URL": permanent_address(report, number),
        "language": report.language,
        **{name: value for name, value in known.items() if value},
    }


def item_of_version(version: Version) -> Item:
    """The item that was kept when the version was made; made anew for a version from before items were kept."""
    return version.citations.get("item") or item_of(version.frozen_report(), version.number)


def permanent_address(report: ReportPage, number: int) -> str:
    """The absolute address of a version. What is shown there does not change."""
    return f"{report.full_url or ''}v{number}/"


def author_of(author: ReportAuthor) -> dict[str, str]:
    """An author as CSL wants it: family and given name, or the whole name of a body or of somebody with one name."""
    family, given = author.name_parts
    return {"family": family, "given": given} if given else {"literal": family}


def date_parts(day: datetime.date, precision: str) -> list[int]:
    """Year, month and day, as far as they are known."""
    known = {DatePrecision.YEAR: 1, DatePrecision.MONTH: 2, DatePrecision.DAY: 3}[DatePrecision(precision)]
    return [day.year, day.month, day.day][:known]


def key_of(report: ReportPage, number: int) -> str:
    """A name for the item that every citation program takes: small ASCII letters, digits and hyphens."""
    words = slugify(report.title)[:40].strip("-") or f"report-{report.pk}"
    return f"{words}-{report.published_on.year}-v{number}"
