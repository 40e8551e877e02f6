"""Which pages show a finding. What a correction changes elsewhere, and why a finding may have to stay.

A finding is shown by blocks (publications.findings_block), which are found here, and in other ways by the rooms above,
which register how: `register(my_source)` in their `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.struct_block import StructValue
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
        for value in blocks_on(page):
            if value["report"] is not None and value["report"].pk == report.pk:
                named = frozenset(value["numbers"])
                shown = frozenset(finding.number for finding in chosen(findings, list(value["numbers"])))
                yield Showing(page=page, numbers=shown, named=named)


def blocks_on(page: Page) -> Iterator[Any]:
    """The values of the findings blocks in all streams of a page."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from blocks_in(field.value_from_object(page))


def blocks_in(value: Any) -> Iterator[Any]:
    """The values of the findings blocks in a stream, at any depth."""
    if isinstance(value, StreamValue):
        for child in value:
            if isinstance(child.block, FindingsBlock):
                yield child.value
            else:
                yield from blocks_in(child.value)
    elif isinstance(value, StructValue):
        for part in value.values():
            yield from blocks_in(part)
    elif isinstance(value, ListValue):
        for part in value:
            yield from blocks_in(part)
