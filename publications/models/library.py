"""The library: every report, found by topic, type, series, author, year, data or words; and its series."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin

from foundation.models import IndexPage
from foundation.models.listings import page_of
from foundation.querysets import all_but_visible_below
from publications.facets import Shelf
from publications.filters import Chosen
from publications.models.reports import ReportPage
from publications.querysets import ReportQuerySet
from publications.routes.library import LibraryRoutes
from publications.words_form import WordsForm


class PublicationIndexPage(LibraryRoutes, RoutablePageMixin, IndexPage):
    """Lists the reports below it, the latest at the top.

    Its feed reaches it through publications.urls: Wagtail's own pattern of addresses knows no dot.
    """

    subpage_types = ["publications.ReportPage"]

    kind = _("Publications")

    class Meta:
        verbose_name = _("publications list")
        verbose_name_plural = _("publications lists")

    def get_listing(self) -> ReportQuerySet:
        """The released reports below this page."""
        return ReportPage.objects.released().descendant_of(self).in_order()

    def shelf(self, request: HttpRequest) -> Shelf:
        """The reports that the filters of an address leave. Nothing but reports may lie below this page."""
        chosen = Chosen.read(request.GET.dict())
        return Shelf(self.get_listing(), all_but_visible_below(self), chosen)

    def listing_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add the filters with their counts, and one page of what they leave."""
        shelf = self.shelf(request)
        chosen = shelf.chosen
        page_obj = page_of(shelf.narrowed, request.GET.get("page", "1"), self.per_page, shelf.count)
        page_obj.object_list = cards(page_obj.object_list, chosen)
        return {
            "chosen": chosen,
            "form": WordsForm(chosen),
            "groups": shelf.groups,
            "taken": shelf.taken,
            "is_filtered": chosen.is_narrowed,
            "query": chosen.query,
            "page_obj": page_obj,
            "canonical": canonical_of(self.get_full_url(request) or "", chosen, page_obj.number),
        }


def canonical_of(address: str, chosen: Chosen, number: int) -> str:
    """The one address of a page of the list, in whatever order somebody typed the filters."""
    query = "&".join(part for part in (chosen.query, f"page={number}" if number > 1 else "") if part)
    return f"{address}?{query}" if query else address


def cards(reports: ReportQuerySet, chosen: Chosen) -> list[ReportPage]:
    """Some of the reports as cards show them. By their keys: the database would carry every drawing through the sorting."""
    shown = ReportPage.objects.filter(pk__in=reports.values("pk")).order_by(*chosen.order)
    return list(shown.for_listing().defer("body", "chapters", "abstract"))
