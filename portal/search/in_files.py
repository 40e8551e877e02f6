"""Pages of uploaded PDFs that hold the words: "found on page 17"."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.search.engine import matching_file_pages
from publications.file_pages import FoundPage, public_pages
from publications.files import file_route
from publications.models import ReportPage

MOST_LINKS = 6  # of one report; a word that is on every page leads to the first of them
PagesInFiles = dict[int, list[FoundPage]]


@dataclass(frozen=True)
class PageLink:
    """The way to a page of a PDF. Browsers and PDF readers open it there."""

    number: int
    url: str


def pages_in_files(words: Sequence[str]) -> PagesInFiles:
    """The public pages that hold every word, by the key of their report, the best report first. Three queries.

    Raises EngineAwayError.
    """
    found: PagesInFiles = {}
    for page in public_pages(matching_file_pages(words)):
        found.setdefault(page.report, []).append(page)
    return found


def links_to(report: ReportPage, address: str, pages: Sequence[FoundPage]) -> list[PageLink]:
    """Links to the best of the pages, in the order of the PDF."""
    best = sorted(pages[:MOST_LINKS], key=lambda page: (page.file, page.number))
    return [
        PageLink(page.number, f"{address}{file_route(report, page.version, page.file)}#page={page.number}")
        for page in best
    ]
