"""What a reader of a report is shown beside its own fields, on the page and in the PDF alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.blocks import contents_list
from foundation.dates import day_in_words
from publications.citing import quotation_of
from publications.files import file_route
from publications.models.versions import ReportFile, Version

if TYPE_CHECKING:
    from publications.models.reports import ReportPage


def reading_context(report: ReportPage) -> dict[str, Any]:
    """`version`, `facts`, `findings` (key figures), `counted`, `contents`, `downloads`, `pdf_is_coming`."""
    version = report.newest_version
    findings = report.listed_findings
    return {
        "version": version,
        "facts": facts_of(report, version),
        "findings": [finding.key_figure(quotation_of(finding, report, version)) for finding in findings],
        "counted": report.counted_finding,
        "contents": contents_list(report.body),
        "downloads": downloads_of(report, version) if version is not None else [],
        "pdf_is_coming": version is not None and version.pdf_state != Version.PdfState.READY,
    }


def facts_of(report: ReportPage, version: Version | None) -> list[dict[str, Any]]:
    """The facts column (docs/templates.md, facts). What is not known is left out by the component."""
    minutes = report.reading_minutes
    return [
        {"label": _("Type"), "value": report.get_report_type_display()},
        {"label": _("Published"), "value": report.published_words, "datetime": report.published_iso},
        {"label": _("Authors"), "links": author_links(report)},
        {"label": _("Topics"), "links": report.topics_in_list()},
        {"label": _("Licence"), "value": report.licence},
        {
            "label": _("Reading time"),
            "value": ngettext("%(minutes)d minute", "%(minutes)d minutes", minutes) % {"minutes": minutes},
        },
        {"label": _("Version"), "value": version_in_words(version)},
    ]


def author_links(report: ReportPage) -> list[dict[str, str]]:
    """The authors, each leading to the profile where there is one."""
    return [{"label": author.name, "url": author.url} for author in report.listed_authors]


def version_in_words(version: Version | None) -> str:
    """ "1, 22 November 2026": the day on which it came out here. Empty before that."""
    if version is None:
        return ""
    return _("%(number)s, %(day)s") % {"number": version.number, "day": day_in_words(version.published_at)}


def downloads_of(report: ReportPage, version: Version) -> list[dict[str, Any]]:
    """The download rows (docs/templates.md, download_row) of a version: true sizes, true page counts."""
    address = report.url or ""
    return [
        {
            "format": file.get_format_display(),
            "label": label_of(file),
            "url": address + file_route(report, version.number, file.name),
            "detail": detail_of(file),
        }
        for file in version.files.all()
    ]


def label_of(file: ReportFile) -> str:
    """What the file holds, in a line."""
    if file.is_tagged:
        return _("Full report, tagged for screen readers")
    return _("Full report")


def detail_of(file: ReportFile) -> str:
    """ "1.2 MB · 38 pages"."""
    size = filesizeformat(file.size)
    if file.pages is None:
        return size
    pages = ngettext("%(count)d page", "%(count)d pages", file.pages) % {"count": file.pages}
    return _("%(size)s · %(pages)s") % {"size": size, "pages": pages}
