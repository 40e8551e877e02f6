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
        """Add `page_obj` (one page of results), `filterset`, `is_filtered` and `query` (for page links)."""
        context = super().get_context(request, *args, **kwargs)
        results: Any = self.get_listing()
        filterset = None
        if self.filterset_class is not None:
            filterset = self.filterset_class(request.GET, queryset=results, request=request)
            # A value that nobody offered: show nothing and say so, rather than everything as if it had worked.
            results = filterset.qs if filterset.is_valid() else results.none()
        given = {key: value for key, value in request.GET.items() if key != "page" and value}
        known = set(filterset.filters) if filterset is not None else set()
        context["filterset"] = filterset
        context["is_filtered"] = bool(known & given.keys())
        context["query"] = urlencode({key: value for key, value in given.items() if key in known})
        context["page_obj"] = page_of(results, request.GET.get("page", "1"), self.per_page)
        return context


def page_of(results: Any, number: str, per_page: int) -> Any:
    """One page of results. Raises Http404 for a page that does not exist, `abc` included."""
    try:
        return Paginator(results, per_page).page(number)
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404(_("There is no such page of results.")) from error
