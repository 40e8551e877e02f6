"""The feed of the library: whatever a reader narrows it to, as Atom. A corrected report is in it again, with the note."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.http import HttpRequest
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.models import Page

from foundation.feeds import FEED_LENGTH, PageFeed
from foundation.models import OrganisationSettings
from publications.facets import Shelf
from publications.models.reports import ReportPage
from publications.models.versions import Version


@dataclass(frozen=True)
class NarrowedLibrary:
    """What one request asks for."""

    library: Page
    address: str
    shelf: Shelf
    organisation: OrganisationSettings

    @property
    def words(self) -> str:
        """What the list is narrowed to: "Topic: Representation, Year: 2021". Empty for the whole library."""
        chosen = self.shelf.chosen
        told = [
            _("%(filter)s: %(value)s") % {"filter": label, "value": option.label} for label, option in self.shelf.taken
        ]
        if chosen.q:
            told.insert(0, _("Words: %(words)s") % {"words": chosen.q})
        return get_text_list(told, _("and"))

    @property
    def query(self) -> str:
        """The filters of its address, with the question mark. The order of the list is not that of the feed."""
        return self.shelf.chosen.address(sort="").rstrip("?")


class LibraryFeed(PageFeed):
    """The thirty reports that came out or changed last, of those that the filters leave."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> NarrowedLibrary:
        """The filters of the address, read as the page reads them."""
        library = kwargs["library"]
        return NarrowedLibrary(
            library=library,
            address=library.get_full_url(request) or "",
            shelf=library.shelf(request),
            organisation=OrganisationSettings.for_request(request),
        )

    def title(self, feed: NarrowedLibrary) -> str:
        """Whose, and narrowed to what."""
        told = {"library": feed.library.title, "narrowed": feed.words, "name": feed.organisation.name}
        if told["narrowed"]:
            return _("%(library)s (%(narrowed)s) – %(name)s") % told
        return _("%(library)s – %(name)s") % told

    def link(self, feed: NarrowedLibrary) -> str:
        """The page with the same filters."""
        return f"{feed.address}{feed.query}"

    def feed_url(self, feed: NarrowedLibrary) -> str:
        """The feed's own full address."""
        return f"{feed.address}feed.atom{feed.query}"

    def feed_guid(self, feed: NarrowedLibrary) -> str:
        """The same filters are the same feed, in whatever order they were typed."""
        return f"urn:uuid:{feed.library.translation_key}{feed.query}"

    def items(self, feed: NarrowedLibrary) -> list[ReportPage]:
        """What came out or was changed last at the top, each with its newest version. Three queries."""
        public = Version.objects.filter(published_at__isnull=False, report__in=feed.shelf.narrowed.values("pk"))
        last = public.order_by().values_list("report").annotate(last=Max("published_at")).order_by("-last", "-report")
        keys = [key for key, _last in last[:FEED_LENGTH]]
        versions = Version.objects.light().filter(published_at__isnull=False, report__in=keys).order_by("number")
        newest = {version.report_id: version for version in versions}
        reports = ReportPage.objects.defer("body", "chapters").in_bulk(keys)
        for key, report in reports.items():
            report.newest_version = newest.get(key)
        return [reports[key] for key in keys if key in reports]

    def item_description(self, item: ReportPage) -> str:
        """The summary, and what was changed."""
        version = item.newest_version
        if version is None or version.number == 1 or not version.change_note:
            return item.summary
        told = {"summary": item.summary, "number": version.number, "note": version.change_note}
        return (_("%(summary)s\n\nVersion %(number)s: %(note)s") % told).strip()

    def item_updateddate(self, item: ReportPage) -> datetime.datetime:
        """When its newest version came out. Topics and cards may change without one, and are no news."""
        version = item.newest_version
        return (version.published_at if version is not None else None) or super().item_updateddate(item)

    def item_categories(self, item: ReportPage) -> list[str]:
        """What kind of report it is."""
        return [str(item.get_report_type_display())]
