"""A report as Markdown: the whole text, its findings, tables and notes, for readers and programs that want only that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from publications.citing.items import permanent_address
from publications.citing.styles import as_text
from publications.footnotes import numbered
from publications.markdown import escaped, markdown_of
from publications.records import withdrawal_context

if TYPE_CHECKING:
    from django.http import HttpRequest

    from publications.models import ReportPage, Version

MEDIA_TYPE = "text/markdown; charset=utf-8"


def report_in_markdown(report: ReportPage, version: Version, request: HttpRequest) -> str:
    """The whole report as the public reads it now. Headings begin with the title; chapters are of the second level."""
    address = report.full_url or ""
    paragraphs = [f"# {escaped(report.title)}", *head_of(report, version), *findings_of(report, address)]
    notes: dict[str, str] = {}
    context = {"page": report, "request": request}
    parts: list[tuple[str, Any, int]] = [("", report.body, 0)]
    parts += [(child.value["title"], child.value["body"], 1) for child in report.chapters]
    with numbered():
        for title, stream, demotion in parts:
            if title:
                paragraphs.append(f"## {escaped(title)}")
            found, more = markdown_of(stream.render_as_block(context), address, demotion)
            paragraphs += found
            notes.update(more)
    paragraphs += tail_of(report, version)
    paragraphs += [f"[^{number}]: {text}" for number, text in notes.items()]
    return "\n\n".join(paragraphs) + "\n"


def head_of(report: ReportPage, version: Version) -> list[str]:
    """What stands before the text: what it is, who wrote it, when, which version. What is not known is left out."""
    facts = [
        (_("Type"), report.get_report_type_display()),
        (_("Authors"), report.author_names),
        (_("Published"), report.published_words),
        (_("Version"), str(version.number)),
        (_("Licence"), report.licence),
        (_("Sample content"), _("yes, invented") if report.is_sample else ""),
    ]
    lines = [f"- {escaped(str(label))}: {escaped(str(value))}" for label, value in facts if value]
    lines.append(f"- {escaped(_('This version'))}: <{permanent_address(report, version.number)}>")
    withdrawal = withdrawal_context(report)
    taken_back = [_("Withdrawn: %(reason)s") % {"reason": withdrawal["reason"]}] if withdrawal else []
    texts = [*taken_back, report.subtitle or report.summary, report.about_this_page]
    abstract = [f"## {escaped(_('Abstract'))}", in_one(report.abstract)] if report.abstract else []
    return [*(in_one(text) for text in texts if text), "\n".join(lines), *abstract]


def findings_of(report: ReportPage, address: str) -> list[str]:
    """The findings as a list, each with its number and a link to its place."""
    if not report.listed_findings:
        return []
    lines = [
        "- [{label}]({address}#{anchor}): {words}".format(
            label=escaped(_("Finding %(number)s") % {"number": finding.number}),
            address=address,
            anchor=finding.anchor,
            words=in_one(finding.sentence),
        )
        for finding in report.listed_findings
    ]
    return [f"## {escaped(_('Key findings'))}", "\n".join(lines)]


def tail_of(report: ReportPage, version: Version) -> list[str]:
    """What follows the text: corrections, and how to cite the report."""
    paragraphs = []
    corrections = report.listed_corrections
    if corrections:
        paragraphs.append(f"## {escaped(_('Corrections'))}")
    for correction in corrections:
        facts = [
            (_("Corrected in version"), str(correction.version_to.number) if correction.version_to else ""),
            (_("Was"), correction.was),
            (_("Is now"), correction.now),
            (_("Why"), correction.reason),
        ]
        paragraphs.append("\n".join(f"- {escaped(str(label))}: {in_one(value)}" for label, value in facts))
    if citation := version.citations.get("styles", {}).get("harvard"):
        paragraphs += [f"## {escaped(_('Cite this report'))}", escaped(as_text(citation))]
    return paragraphs


def in_one(text: str) -> str:
    """Plain text of an editor as one paragraph of Markdown."""
    return escaped(" ".join(text.split()))
