"""What answers below the address of the library beside its reports: its feed, and its series."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path, re_path

from publications.feeds import LibraryFeed
from publications.models.series import SERIES_ADDRESS
from publications.series import series_context

if TYPE_CHECKING:
    from publications.models.library import PublicationIndexPage


class LibraryRoutes:
    """`feed.atom` and `series/<slug>/`."""

    @re_path(r"^feed\.atom/$", name="feed")
    def feed(self: "PublicationIndexPage", request: HttpRequest) -> HttpResponse:
        """What the same filters leave, as a feed: what changed last at the top."""
        return LibraryFeed()(request, library=self)

    @path(f"{SERIES_ADDRESS}/<slug:slug>/", name="series")
    def series(self: "PublicationIndexPage", request: HttpRequest, slug: str) -> HttpResponse:
        """A series with its editions, the latest at the top. Raises Http404 where none of it is out."""
        return self.render(request, context_overrides=series_context(self, slug), template="publications/series.html")
