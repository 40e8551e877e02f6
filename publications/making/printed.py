"""What the PDF and the EPUB of a version hold, ready for their templates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import segno
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from foundation.blocks import ContentsEntry, contents_list
from foundation.models import OrganisationSettings
from publications.footnotes import numbered
from publications.glossary import explaining
from publications.making.made import address_of, day_of, moment_of
from publications.models import Correction, ReportPage, Version
from publications.reading import reading_context

HEADING = re.compile(r"(</?h)([2-5])\b")


@dataclass(frozen=True)
class PrintedChapter:
    """A chapter with its text as HTML. `name` is its id in the PDF and its file in the EPUB."""

    number: int
    title: str
    name: str
    text: SafeString
    headings: tuple[ContentsEntry, ...]

    @property
    def within(self) -> SafeString:
        """The text as a part of one long document: every heading, of whatever block, one level lower."""
        return mark_safe(HEADING.sub(lambda match: f"{match[1]}{int(match[2]) + 1}", self.text))  # noqa: S308


def printed_context(version: Version, report: ReportPage, organisation: OrganisationSettings) -> dict[str, Any]:
    """`report` is the frozen one. Call it with the report's language active."""
    address = address_of(version)
    report.newest_version = version  # its files and citations are those of this version, which may be to come
    reading = reading_context(report)
    around = {name: reading[name] for name in ("survey_line", "corrections_at")}
    with explaining(report) as explained, numbered() as numbering:
        text, chapters = printed(report.body, report, around), chapters_of(report, around)
    return {
        **reading,
        "version": version,
        "quotable": False,  # nothing opens on paper
        "page": report,
        "organisation": organisation,
        "address": address,
        "day": day_of(version),
        "moment": moment_of(version).isoformat(),
        "text": text,
        "chapters": chapters,
        "footnotes": numbering.notes,
        "words_used": explained.listed,
        "code": code_of(address) if address else "",
    }


def printed(stream: StreamValue, report: ReportPage, around: dict[str, Any]) -> SafeString:
    """The HTML of a stream as its blocks draw it on the page. `around` is what figures are told below them."""
    return SafeString(stream.render_as_block(Context({"page": report, "is_printed": True, **around}).flatten()))


def chapters_of(report: ReportPage, around: dict[str, Any]) -> list[PrintedChapter]:
    """The chapters in reading order."""
    return [
        PrintedChapter(
            number=number,
            title=child.value["title"],
            name=child.value["slug"] or f"chapter-{number}",
            text=printed(child.value["body"], report, around),
            headings=tuple(entry for entry in contents_list(child.value["body"]) if entry.level == 2),
        )
        for number, child in enumerate(report.chapters, start=1)
    ]


def corrections_until(version: Version) -> list[Correction]:
    """What was corrected up to this version, the latest first. One query."""
    return list(Correction.objects.until(version))


def code_of(address: str) -> SafeString:
    """The address as a QR code, drawn as SVG, with the address in words for who cannot see it."""
    title = _("QR code that leads to %(address)s") % {"address": address}
    return mark_safe(segno.make(address, error="m").svg_inline(border=0, title=title, omitsize=True))  # noqa: S308
