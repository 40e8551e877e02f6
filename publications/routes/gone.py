"""What is left of a report that was removed: every address of it says so."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.url_routing import RouteResult

from publications.records import tombstone_context


class GoneRoutes:
    """Takes over all addresses of a removed report: its pages, chapters, versions, files and citations."""

    def route(self: Any, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As ever, except for a page that is not live because it was removed. Two queries more, for what is not live."""
        left = tombstone_context(self)
        if left is None:
            result: RouteResult = super().route(request, path_components)  # type: ignore[misc]
            return result
        return RouteResult(self, args=(self.tombstone, [], {"left": left}))

    def tombstone(self: Any, request: HttpRequest, left: dict[str, Any]) -> TemplateResponse:
        """410, with what it was, why it is gone and what takes its place. `no-store`: a removal may be lifted."""
        return TemplateResponse(request, "publications/tombstone.html", {"page": None, **left}, status=HTTPStatus.GONE)
