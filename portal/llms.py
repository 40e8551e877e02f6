"""`/llms.txt` (llmstxt.org): the organisation, its reports as Markdown and its pages, for programs that read for people."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from foundation.querysets import visible_pages
from portal.addresses import organisation_of
from publications.markdown import escaped
from publications.models import ReportPage

MOST_REPORTS = 200  # the latest; the library lists them all
MOST_PAGES = 300  # from the top of the tree
SHOWN = ("title", "path", "depth", "url_path", "locale_id")
MEDIA_TYPE = "text/plain; charset=utf-8"


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """What anybody may read, with absolute addresses. A few queries, however much there is.

    Kept by caches for as long as any page, a minute: it tells of a report no later than the library does.
    """
    organisation = organisation_of(request)
    reports = ReportPage.objects.released().in_order().only(*SHOWN, "summary")
    pages = visible_pages().not_type(ReportPage).order_by("depth", "path").only(*SHOWN)
    sections = [
        (_("Reports"), [line(page, page.summary, ".md") for page in reports[:MOST_REPORTS]]),
        (_("Pages"), [line(page) for page in pages[:MOST_PAGES]]),
    ]
    head = [
        f"# {escaped(organisation.name)}",
        *([f"> {one_line(organisation.purpose)}"] if organisation.purpose else []),
    ]
    body = ["\n".join([f"## {title}", "", *lines]) for title, lines in sections if lines]
    return HttpResponse("\n\n".join([*head, *body]) + "\n", content_type=MEDIA_TYPE)


def line(page: Page, note: str = "", ending: str = "/") -> str:
    """A page as an entry of a list; its address ends otherwise for its Markdown."""
    address = (page.full_url or "").removesuffix("/") + ending
    entry = f"- [{one_line(page.title)}]({address})"
    return f"{entry}: {one_line(note)}" if note else entry


def one_line(text: str) -> str:
    """Text without line breaks, as Markdown prints it."""
    return escaped(" ".join(text.split()))
