"""One page of results, with all that the template shows."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Page

from foundation.languages import language_of, own_name
from portal.search.in_files import PageLink, PagesInFiles, links_to
from portal.search.snippets import snippet
from portal.search.texts import texts_of
from publications.file_pages import FoundPage
from publications.models import ReportPage


@dataclass(frozen=True)
class Result:
    """One line of the list of results."""

    title: str
    url: str
    kind: object
    date_text: str
    snippet: SafeString
    is_sample: bool
    language: str
    language_name: str
    pages: list[PageLink]
    is_withdrawn: bool = False


def show(keys: list[int], words: list[str], in_files: PagesInFiles, request: HttpRequest) -> list[Result]:
    """The results with these keys, in their order. A query for each page type among them, and two more."""
    found = Page.objects.filter(pk__in=keys).specific().select_related("locale", for_specific_subqueries=True)
    pages = {page.pk: page for page in found}
    texts = texts_of(keys)
    return [
        result(pages[key], texts.get(key, ""), words, in_files.get(key, []), request) for key in keys if key in pages
    ]


def result(page: Page, text: str, words: list[str], found: list[FoundPage], request: HttpRequest) -> Result:
    """A page as a result. What only some page types have is left out for the others."""
    address = page.get_url(request) or ""
    return Result(
        title=page.title,
        url=address,
        kind=getattr(page, "kind", ""),
        date_text=str(getattr(page, "date_text", "") or ""),
        snippet=snippet(text or getattr(page, "summary", ""), words),
        is_sample=getattr(page, "is_sample", False),
        is_withdrawn=getattr(page, "is_withdrawn", False),
        language=language_of(page),
        language_name=own_name(language_of(page)),
        pages=links_to(page, address, found) if isinstance(page, ReportPage) else [],
    )
