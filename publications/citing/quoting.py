"""How a report is quoted: the words, who wrote them where and when, and the address of the version that holds them.

The link leads to the version and not to the newest text: there the words stay as they were quoted, under the same id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from publications.citing.items import permanent_address

if TYPE_CHECKING:
    from publications.models import Finding, ReportPage, Version

WORDS, ADDRESS = "{words}", "{address}"


@dataclass(frozen=True)
class Quoting:
    """What every quotation of a version has in common: a sentence with gaps for words and address, which reading.js fills
    too; and where the version is."""

    sentence: str
    address: str

    def quote(self, words: str, anchor: str, part: str = "") -> str:
        """Words of the version, with their place: an id, and the page of the version that has it (`part`)."""
        before, _gap, after = self.sentence.partition(WORDS)
        middle, _gap, end = after.rpartition(ADDRESS)
        return f"{before}{words}{middle}{self.address}{f'{part}/' if part else ''}#{anchor}{end}"


def quoting_of(report: ReportPage, version: Version | None) -> Quoting:
    """How to quote a report. Before the first publish the version is the one that publishing will make, 1."""
    number = version.number if version is not None else 1
    parts = {
        "words": WORDS,
        "authors": report.author_names,
        "title": report.title,
        "published": report.published_words,
        "version": number,
        "address": ADDRESS,
    }
    sentence = (
        _("“%(words)s” %(authors)s, %(title)s, %(published)s, version %(version)s. %(address)s")
        if report.author_names
        else _("“%(words)s” %(title)s, %(published)s, version %(version)s. %(address)s")
    )
    return Quoting(sentence % parts, permanent_address(report, number))


def quotation_of(finding: Finding, report: ReportPage, version: Version | None) -> str:
    """A finding as a journalist may paste it: who, what, when, which finding, which version, and where."""
    number = version.number if version is not None else 1
    parts = {
        "finding": finding.sentence.rstrip("."),
        "authors": report.author_names,
        "title": report.title,
        "published": report.published_words,
        "number": finding.number,
        "version": number,
        "address": f"{permanent_address(report, number)}#{finding.anchor}",
    }
    if report.author_names:
        return (
            _(
                "%(finding)s. %(authors)s, %(title)s, %(published)s, finding %(number)s, version %(version)s. "
                "%(address)s"
            )
            % parts
        )
    return _("%(finding)s. %(title)s, %(published)s, finding %(number)s, version %(version)s. %(address)s") % parts
