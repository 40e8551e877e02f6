"""What programs read of a report: Highwire and Dublin Core tags for scholars' engines, schema.org for search engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from foundation.models import OrganisationSettings
from publications.citing.items import permanent_address
from publications.downloads import is_designed
from publications.files import file_route
from publications.models.versions import ReportFile, Version
from publications.quotations import pages_of_blocks
from publications.tables import ReportTable

if TYPE_CHECKING:
    from publications.models.authors import ReportAuthor
    from publications.models.reports import ReportPage

Tag = tuple[str, str]


def citation_tags(report: ReportPage, version: Version, publisher: str) -> list[Tag]:
    """The `meta` tags of a report that came out, names and contents. What is not known is left out."""
    address = report.full_url or ""
    tags: list[Tag] = [("citation_title", report.title)]
    for author in report.listed_authors:
        family, given = author.name_parts
        tags.append(("citation_author", f"{family}, {given}" if given else family))
        tags.append(("citation_author_orcid", f"https://orcid.org/{author.orcid}" if author.orcid else ""))
    tags += [
        ("citation_publication_date", report.published_iso.replace("-", "/")),
        ("citation_technical_report_institution", publisher),
        ("citation_technical_report_number", report.reference),
        ("citation_language", report.language),
        ("citation_doi", report.doi),
        ("citation_isbn", report.isbn),
        ("citation_public_url", permanent_address(report, version.number)),
        ("citation_pdf_url", pdf_address(report, version, address)),
        ("DC.title", report.title),
        *[("DC.creator", author.name) for author in report.listed_authors],
        ("DC.publisher", publisher),
        ("DC.date", report.published_iso),
        ("DC.type", "Text"),
        ("DC.language", report.language),
        ("DC.identifier", f"https://doi.org/{report.doi}" if report.doi else address),
        ("DC.rights", report.licence),
        ("DC.description", report.abstract or report.description),
    ]
    return [(name, content) for name, content in tags if content]


def pdf_address(report: ReportPage, version: Version, address: str) -> str:
    """The whole report as PDF, the made one before a designed one; empty where the version has none."""
    for file in sorted(version.files.all(), key=is_designed):
        if file.format == ReportFile.Format.PDF and file.role == ReportFile.Role.REPORT:
            return address + file_route(report, version.number, file.name)
    return ""


def report_data(report: ReportPage, request: HttpRequest) -> dict[str, Any]:
    """The report for schema.org beside what every page says: authors, identifiers, its data, its corrections."""
    publisher = OrganisationSettings.for_request(request)
    version = report.newest_version
    place = report.place_in_series
    known = {
        "author": [author_data(author) for author in report.listed_authors],
        "abstract": report.abstract,
        "license": report.licence,
        "reportNumber": report.reference,
        "version": str(version.number) if version is not None else "",
        "identifier": identifiers(report),
        "sameAs": permanent_address(report, version.number) if version is not None else "",
        "isPartOf": {"@type": "CreativeWorkSeries", "name": place.series.title} if place else None,
        "hasPart": datasets(report, version),
        "creativeWorkStatus": "Withdrawn" if report.is_withdrawn else "",
        "correction": corrections(report),
    }
    return {
        "headline": report.title,
        "datePublished": report.published_iso,
        "inLanguage": report.language,
        "publisher": {"@type": "Organization", "name": publisher.name},
        **{name: value for name, value in known.items() if value},
    }


def author_data(author: ReportAuthor) -> dict[str, str]:
    """An author. A name from outside may be a person or a body: then no type is claimed for it."""
    return {
        **({"@type": "Person"} if author.is_person else {}),
        "name": author.name,
        **({"sameAs": f"https://orcid.org/{author.orcid}"} if author.orcid else {}),
    }


def identifiers(report: ReportPage) -> list[dict[str, str]]:
    """DOI and ISBN."""
    known = {"DOI": report.doi, "ISBN": report.isbn}
    return [{"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in known.items() if value]


def datasets(report: ReportPage, version: Version | None) -> list[dict[str, Any]]:
    """Every figure and table, at its place."""
    pages, address = pages_of_blocks(report), report.full_url or ""
    return [
        dataset(table, report, version, f"{address}{f'{page}/' if page else ''}#{table.name}")
        for table in report.tables
        for page in [pages.get(table.id, "")]
    ]


def dataset(table: ReportTable, report: ReportPage, version: Version | None, place: str) -> dict[str, Any]:
    """A figure or table as a set of data, with the files that the version has of it."""
    address = report.full_url or ""
    files = [file for file in version.files.all() if file.table == table.name] if version is not None else []
    known = {
        "description": table.chart["description"] if table.chart is not None else report.description,
        "license": table.licence,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": file.media_type,
                "contentUrl": address + file_route(report, file.version.number, file.name),
            }
            for file in files
        ],
    }
    return {
        "@type": "Dataset",
        "name": table.title or table.label,
        "url": place,
        **{name: value for name, value in known.items() if value},
    }


def corrections(report: ReportPage) -> list[dict[str, str]]:
    """The corrections that the newest version carries, the latest first."""
    return [
        {
            "@type": "CorrectionComment",
            "text": _("“%(was)s” is corrected to “%(now)s”. %(reason)s")
            % {"was": correction.was, "now": correction.now, "reason": correction.reason},
            "datePublished": correction.version_to.published_at.isoformat(),
        }
        for correction in report.listed_corrections
        if correction.version_to is not None and correction.version_to.published_at is not None
    ]
