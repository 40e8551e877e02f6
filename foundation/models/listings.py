"""What every list page does: filter, sort, page. Once."""

from typing import Any, ClassVar
from urllib.parse import urlencode

import django_filters
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.models.pages import BasePage
from foundation.querysets import BasePageQuerySet


class IndexPage(BasePage):
    """A page that lists other pages. A subclass names them in `get_listing` and may bring a filter set."""

    schema_type = "CollectionPage"
    per_page: ClassVar[int] = 12
    # Usually foundation.filters.TopicFilterSet, or one that extends it.
    filterset_class: ClassVar[type[django_filters.FilterSet] | None] = None

    class Meta:
        abstract = True

    def get_listing(self) -> BasePageQuerySet:
        """The public pages to list, in their usual order."""
        raise NotImplementedError

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the list."""
        return {**super().get_context(request, *args, **kwargs), **self.listing_context(request)}

    def listing_context(self, request: HttpRequest) -> dict[str, Any]:
        """`page_obj` (one page of results), `filterset`, `is_filtered` and `query` (for page links)."""
        results: Any = self.get_listing()
        filterset = None
        if self.filterset_class is not None:
            filterset = self.filterset_class(request.GET, queryset=results, request=request)
            # A value that nobody offered: show nothing and say so, rather than everything as if it had worked.
            results = filterset.qs if filterset.is_valid() else results.none()
        given = {key: value for key, value in request.GET.items() if key != "page" and value}
        known = set(filterset.filters) if filterset is not None else set()
        return {
            "filterset": filterset,
            "is_filtered": bool(known & given.keys()),
            "query": urlencode({key: value for key, value in given.items() if key in known}),
            "page_obj": page_of(results, request.GET.get("page", "1"), self.per_page),
        }


def page_of(results: Any, number: str, per_page: int, count: int | None = None) -> Any:
    """One page of results. Raises Http404 for a page that does not exist, `abc` included.

    Whoever knows how many there are says so and saves the query.
    """
    paginator = Paginator(results, per_page)
    if count is not None:
        paginator.count = count
    try:
        return paginator.page(number)
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404(_("There is no such page of results.")) from error
