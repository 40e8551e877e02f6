"""The ways to read a report: its chapters, the whole on one page, its findings alone, its data alone.

All of them are routes of the one page, so that its privacy, its embargo and its revision are theirs too.
"""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import path, re_path

from publications.blocks import TAKEN
from publications.reading import chapter_context, data_context, findings_context, whole_context

if TYPE_CHECKING:
    from publications.models.reports import ReportPage

# Whichever order the routes come in, a chapter never answers for something else.
NO_CHAPTER = "|".join([*sorted(TAKEN), r"v\d+"])


class ReadingRoutes:
    """`full/`, `findings/`, `data/` and `<chapter>/`. The first page is the page itself."""

    @path("full/", name="full")
    def full(self: "ReportPage", request: HttpRequest) -> HttpResponse:
        """The whole report on one page: to print, to search in, to read without a line."""
        return self.render(request, context_overrides=whole_context(self), template="publications/report_full.html")

    @path("findings/", name="findings")
    def findings_alone(self: "ReportPage", request: HttpRequest) -> HttpResponse:
        """What was found, in half a minute."""
        return self.render(
            request, context_overrides=findings_context(self), template="publications/report_findings.html"
        )

    @path("data/", name="data")
    def data_alone(self: "ReportPage", request: HttpRequest) -> HttpResponse:
        """Every figure and table with its files."""
        return self.render(request, context_overrides=data_context(self), template="publications/report_data.html")

    @re_path(rf"^(?!(?:{NO_CHAPTER})/$)(?P<slug>[a-z0-9-]+)/$", name="chapter")
    def chapter(self: "ReportPage", request: HttpRequest, slug: str) -> HttpResponse:
        """One chapter. Raises Http404 where there is none of this address."""
        context: dict[str, Any] | None = chapter_context(self, slug)
        if context is None:
            raise Http404(_("This report has no such chapter."))
        return self.render(request, context_overrides=context, template="publications/report_chapter.html")
