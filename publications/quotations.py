"""Everything in a report that can be quoted, with its quotation, for the page `cite/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

from foundation.blocks import ProseBlock
from foundation.blocks.languages import PassageBlock
from foundation.blocks.paragraphs import paragraph_id, paragraphs_of
from publications.citing.quoting import Quoting, quotation_of, quoting_of
from publications.tables import ReportTable, parts_of

if TYPE_CHECKING:
    from publications.models import ReportPage, Version

OPENING = 140  # letters of a paragraph that a reader knows it by


@dataclass(frozen=True)
class Quotation:
    """Something that can be quoted: its id on its page, how it begins, and the words to copy."""

    anchor: str
    opening: str
    quotation: str


@dataclass(frozen=True)
class Group:
    """A part of the report, with what can be quoted of it."""

    title: str
    quotations: list[Quotation]


def quotations_of(report: ReportPage, version: Version) -> list[Group]:
    """Findings, the first page, each chapter, figures and tables; a part with nothing to quote is left out."""
    quoting = quoting_of(report, version)
    findings = [
        Quotation(finding.anchor, finding.sentence, quotation_of(finding, report, version))
        for finding in report.listed_findings
    ]
    groups = [
        Group(_("Key findings"), findings),
        Group(report.title, list(passages_of(report.body, quoting))),
        *(
            Group(child.value["title"], list(passages_of(child.value["body"], quoting, child.value["slug"])))
            for child in report.chapters
        ),
        Group(_("Figures and tables"), figures_of(report, quoting)),
    ]
    return [group for group in groups if group.quotations]


def figures_of(report: ReportPage, quoting: Quoting) -> list[Quotation]:
    """The figures and tables, each on the page that it stands on."""
    pages = pages_of_blocks(report)
    return [figure_quotation(table, quoting, pages.get(table.id, "")) for table in report.tables]


def figure_quotation(table: ReportTable, quoting: Quoting, part: str) -> Quotation:
    """A figure or table by its number and title."""
    opening = titled(table.label, table.title)
    return Quotation(table.name, opening, quoting.quote(opening, table.name, part))


def titled(label: str, title: str) -> str:
    """ "Figure 2: Trust by age"; the label alone where there is no title."""
    return _("%(label)s: %(title)s") % {"label": label, "title": title} if title else label


def pages_of_blocks(report: ReportPage) -> dict[str, str]:
    """Which chapter each block of the chapters stands in, by the block's id."""
    return {
        block_id: child.value["slug"]
        for child in report.chapters
        for _block, _value, block_id in parts_of(child.value["body"])
    }


def passages_of(stream: blocks.StreamValue, quoting: Quoting, part: str = "") -> Iterator[Quotation]:
    """The paragraphs of a stream, on the page `part` of a version."""
    for block_id, text in texts_in(stream):
        for key, words in paragraphs_of(text):
            anchor = paragraph_id(block_id, key)
            opening = words if len(words) <= OPENING else words[:OPENING].rpartition(" ")[0] + " …"
            yield Quotation(anchor, opening, quoting.quote(words, anchor, part))


def texts_in(value: Any) -> Iterator[tuple[str, RichText]]:
    """Each text with the id of its block, in reading order, inside sections, columns and tabs too."""
    if isinstance(value, blocks.StreamValue):
        for child in value:
            if isinstance(child.block, ProseBlock) and child.id:
                yield child.id, child.value
            elif isinstance(child.block, PassageBlock) and child.id:
                yield child.id, child.value["text"]
            else:
                yield from texts_in(child.value)
    elif isinstance(value, blocks.StructValue):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, ListValue):
        for part in value:
            yield from texts_in(part)
