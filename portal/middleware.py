"""What holds for every request: bad input refused early, anonymous pages cacheable, the admin guarded."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.defaults import bad_request

GetResponse = Callable[[HttpRequest], HttpResponseBase]
PRIVATE_PREFIXES = ("/admin/", "/accounts/")
MAXIMUM_QUERY_BYTES = 4096


class RequestGuardMiddleware:
    """Answers 400 to what no page of ours ever links to: NUL bytes, and a query string over 4 kB."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "%00" in query or "\0" in query or len(query) > MAXIMUM_QUERY_BYTES:
            return bad_request(request, ValueError("NUL byte or over-long query"))
        return self.get_response(request)


class AnonymousCacheMiddleware:
    """Gives an anonymous page its Cache-Control and ETag, and the admin its own content security policy."""

    max_age = 60

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(PRIVATE_PREFIXES):
            response._csp_config = settings.CSP_ADMIN  # type: ignore[attr-defined]  # django-csp's own hook
            return response
        if request.method not in ("GET", "HEAD") or response.has_header("Cache-Control"):
            return response
        if response.status_code != 200 or response.cookies or response.has_header("Set-Cookie"):
            patch_cache_control(response, no_store=True)
            return response
        patch_cache_control(response, public=True, max_age=self.max_age)
        if isinstance(response, HttpResponse) and not response.has_header("ETag"):
            from django.utils.cache import set_response_etag

            set_response_etag(response)
        return get_conditional_response(
            request, etag=response.headers.get("ETag"), response=response  # type: ignore[arg-type]
        ) or response
