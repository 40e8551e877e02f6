"""Every error answer of the site: a page in its own design, JSON for programs, never a traceback."""

import logging
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.csrf import requires_csrf_token

from foundation.languages import main_language

logger = logging.getLogger(__name__)

# Statuses that have a page: templates/errors/<status>.html.
PAGES = frozenset({400, 403, 404, 405, 410, 413, 429, 500, 503})
# Addresses that programs read.
JSON_PREFIXES = ("/api/", "/counters/", "/healthz/", "/search/suggest/")


def neutral_request() -> HttpRequest:
    """A request that says nothing about its sender: error pages are the same for all, whatever was sent."""
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = "/"
    request.META = {"SERVER_NAME": settings.PUBLIC_HOST, "SERVER_PORT": "443", "HTTP_HOST": settings.PUBLIC_HOST}
    return request


def error_page(status: int) -> str:
    """The page for a status, in the main language. Where the database is away, the 500 page, which needs none."""
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return simplest_page()
    try:
        with translation.override(main_language()):
            return render_to_string(f"errors/{status}.html", request=neutral_request())
    except (DatabaseError, ObjectDoesNotExist, ValueError):
        logger.exception("The error page for %s could not be drawn.", status)
        return simplest_page()


def simplest_page() -> str:
    """The 500 page. Unstyled where even the static files are missing (ValueError of their manifest)."""
    try:
        return render_to_string("errors/500.html")
    except ValueError:
        return "<!doctype html><html lang=en-GB><title>Error</title><h1>Something broke on our side</h1></html>"


def wants_json(request: HttpRequest) -> bool:
    """Whether a program is asking: by address, or by an Accept header that names JSON and not HTML."""
    accepted = request.headers.get("Accept", "")
    return request.path.startswith(JSON_PREFIXES) or ("application/json" in accepted and "text/html" not in accepted)


def error_response(request: HttpRequest, status: int) -> HttpResponse:
    """The answer to a request that went wrong. Never stored by a cache."""
    phrase = HTTPStatus(status).phrase
    response: HttpResponse = (
        JsonResponse({"error": phrase}, status=status)
        if wants_json(request)
        else HttpResponse(error_page(status), status=status)
    )
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = "10"
    return response


def bare_response(status: int) -> bytes:
    """A whole HTTP answer, for the web server to send where no request could be read."""
    page = error_page(status).encode()
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(page)}\r\n"
        "Cache-Control: no-store\r\n"
        "Content-Security-Policy: default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        "Referrer-Policy: strict-origin-when-cross-origin\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode("ascii") + page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400. A body that is too large is one of Django's “suspicious operations”, but has a status of its own."""
    too_big = isinstance(exception, RequestDataTooBig)
    return error_response(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_big else HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403."""
    return error_response(request, HTTPStatus.FORBIDDEN)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The log-in form was open for too long, or came from elsewhere."""
    return error_response(request, HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404."""
    return error_response(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500."""
    return error_response(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """handler429: allauth's throttling calls it."""
    return error_response(request, HTTPStatus.TOO_MANY_REQUESTS)
