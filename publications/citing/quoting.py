"""How a report and its findings are quoted. One plain sentence now; the citation formats come later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from publications.models import Finding, ReportPage, Version


def quotation_of(finding: Finding, report: ReportPage, version: Version | None) -> str:
    """A finding as a journalist may paste it: who, what, when, which finding and which version.

    Before the first publish the version is the one that publishing will make, 1.
    """
    parts = {
        "finding": finding.sentence.rstrip("."),
        "authors": report.author_names,
        "title": report.title,
        "published": report.published_words,
        "number": finding.number,
        "version": version.number if version is not None else 1,
    }
    if report.author_names:
        return _("%(finding)s. %(authors)s, %(title)s, %(published)s, finding %(number)s, version %(version)s.") % parts
    return _("%(finding)s. %(title)s, %(published)s, finding %(number)s, version %(version)s.") % parts
