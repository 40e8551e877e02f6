"""Which pages show a finding. What a correction changes elsewhere, and why a finding may have to stay.

A finding is shown by blocks (publications.findings_block), which are found here, and in other ways by the rooms above,
which register how: `register(my_source)` in their `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex

from publications.findings_block import FindingsBlock, chosen

if TYPE_CHECKING:
    from publications.models import Finding, ReportPage


@dataclass(frozen=True)
class Showing:
    """A page that shows findings of a report.

    `numbers` are those that it shows now. `named` are those that an editor chose for it: without one of them the page
    has a hole, where a page that shows “the first three” just moves on.
    """

    page: Page
    numbers: frozenset[int]
    named: frozenset[int] = frozenset()


Source = Callable[["ReportPage"], Iterable[Showing]]
sources: list[Source] = []


def register(source: Source) -> Source:
    """Make another way of showing findings known: a function from a report to the pages that show it that way."""
    if source not in sources:
        sources.append(source)
    return source


def showings_of(report: ReportPage) -> list[Showing]:
    """The public pages that show findings of a report, each once for each way, in the order of the tree."""
    found = [showing for source in sources for showing in source(report)]
    return sorted(found, key=lambda showing: showing.page.path)


def pages_showing(finding: Finding) -> list[Page]:
    """The public pages, other than its report, that show a finding now."""
    return pages_of(showings_of(finding.report), finding.number)


def pages_of(showings: list[Showing], number: int | None) -> list[Page]:
    """The pages among these that show the finding with this number, each once."""
    pages = {showing.page.pk: showing.page for showing in showings if number in showing.numbers}
    return list(pages.values())


@register
def blocks_showing(report: ReportPage) -> Iterator[Showing]:
    """Pages with a block of the report's findings. A query for the index, and one for each type of page in it."""
    findings = list(report.findings.order_by("sort_order"))
    keys = ReferenceIndex.get_references_to(report).values_list("object_id", flat=True).distinct()
    referring = Page.objects.live().filter(pk__in=[int(key) for key in keys if key.isdigit()])
    for page in referring.exclude(pk=report.pk).specific():
        for kept in blocks_on(page):
            if kept["report"] == report.pk:
                numbers = [entry["value"] if isinstance(entry, dict) else entry for entry in kept["numbers"]]
                # Of a withdrawn report nothing is shown, but comes back if the withdrawal is lifted: `named` stays.
                listed = chosen(findings, numbers) if not report.is_withdrawn else []
                shown = frozenset(finding.number for finding in listed if finding.number)
                yield Showing(page=page, numbers=shown, named=frozenset(numbers))


def blocks_on(page: Page) -> Iterator[dict[str, Any]]:
    """The findings blocks in all streams of a page, as the database holds them: so no chosen report is fetched."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from blocks_in(field.stream_block, list(field.value_from_object(page).raw_data))


def blocks_in(block: blocks.Block, kept: Any) -> Iterator[dict[str, Any]]:
    """The findings blocks below a block, at any depth."""
    if isinstance(block, FindingsBlock):
        yield kept
    elif isinstance(block, blocks.StreamBlock):
        for child in kept:
            if child["type"] in block.child_blocks:  # one that is no longer offered is kept, and shows nothing
                yield from blocks_in(block.child_blocks[child["type"]], child["value"])
    elif isinstance(block, blocks.StructBlock):
        for name, part in block.child_blocks.items():
            if name in kept:
                yield from blocks_in(part, kept[name])
    elif isinstance(block, blocks.ListBlock):
        for entry in kept:
            yield from blocks_in(block.child_block, entry["value"] if isinstance(entry, dict) else entry)
