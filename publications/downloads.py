"""The download chooser: what a version offers, and what tells its files apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publications.files import PAGE_ONE, file_route
from publications.models.downloads import times_downloaded
from publications.models.versions import ReportFile, Version

if TYPE_CHECKING:
    from publications.models.reports import ReportPage

# What stands where it belongs: beside each table, in the frozen pages.
NOT_OFFERED = {ReportFile.Role.TABLE, ReportFile.Role.ASSET}
USES = {
    ReportFile.Format.EPUB: gettext_lazy("For reading apps"),
    ReportFile.Format.XLSX: gettext_lazy("One sheet a table"),
    ReportFile.Format.ZIP: gettext_lazy("All files with checksums"),
}


def downloads_of(report: ReportPage, version: Version) -> list[dict[str, Any]]:
    """The files of a version (docs/templates.md, download_chooser): true sizes, true page counts. One query."""
    address = report.url or ""
    files = [file for file in sorted(version.files.all(), key=is_designed) if file.role not in NOT_OFFERED]
    times = times_downloaded(files)
    return [
        {
            "format": file.get_format_display(),
            "label": label_of(file),
            "url": address + file_route(report, version.number, file.name),
            "size": filesizeformat(file.size),
            "facts": file_facts(report, file),
            "picture": address + file_route(report, version.number, file.name + PAGE_ONE) if file.thumbnail else "",
            "times": times.get(file.pk, 0),
        }
        for file in files
    ]


def is_designed(file: ReportFile) -> bool:
    """Whether it came from outside: what the portal made comes first, for it is tagged."""
    return file.origin == ReportFile.Origin.DESIGNED


def label_of(file: ReportFile) -> str:
    """What a file holds, beside its format; of two PDFs of the full report the one that was designed says so."""
    if is_designed(file) and file.role == ReportFile.Role.REPORT:
        return _("Designed PDF")
    role = str(file.get_role_display())
    return role[:1].upper() + role[1:]


def file_facts(report: ReportPage, file: ReportFile) -> list[str]:
    """What tells a file from the others: pages where they were counted, language, tags of a PDF, what it is for."""
    facts = []
    if pages := file.pages or 0:
        facts.append(ngettext("%(count)d page", "%(count)d pages", pages) % {"count": pages})
    if language := dict(report.Language.choices).get(file.language, file.language):
        facts.append(str(language))
    if file.format == ReportFile.Format.PDF:
        facts.append(_("Tagged for screen readers") if file.is_tagged else _("Not tagged for screen readers"))
    elif use := USES.get(ReportFile.Format(file.format)):
        facts.append(str(use))
    return facts
