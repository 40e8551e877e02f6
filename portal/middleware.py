"""What holds for every request: bad input refused early, anonymous pages cacheable, errors in the site's design."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, has_vary_header, patch_cache_control, set_response_etag
from django.utils.datastructures import MultiValueDictKeyError

from foundation.languages import language_of_address
from portal.errors import PAGES, error_response
from publications.embargo import next_release_at

GetResponse = Callable[[HttpRequest], HttpResponseBase]
# Where a log-in counts: cookies may be set there, and nothing may be kept by a cache.
PRIVATE_PREFIXES = ("/admin/", "/accounts/")
# Where a form may be posted. Every other address only shows, so that no method but these is taken there.
FORM_PREFIXES = (*PRIVATE_PREFIXES, "/_util/", "/act/", "/c/", "/my/", "/u/", "/press/")
SHOWING_METHODS = ("GET", "HEAD", "OPTIONS")
# The admin's own pages bring inline script and style; those of /accounts/ are ours and need none.
ADMIN_PREFIX = "/admin/"
MAXIMUM_QUERY_BYTES = 4096
MAXIMUM_PATH = 2000  # characters; Python refuses to read a number of more than 4,300 digits
MAXIMUM_PUBLIC_BODY = 256 * 1024
MAXIMUM_UPLOAD = 64 * 1024 * 1024  # of a log-in; below that the forms answer in words: 10, 20 and 50 MB
DRAINED_AT_MOST = 128 * 1024 * 1024
CHUNK = 64 * 1024
NUL = re.compile(r"%00|\0")
PAGE_AGE = 60  # seconds
MAX_AGE = re.compile(r"\bmax-age=(\d+)")


def is_private(request: HttpRequest) -> bool:
    """Whether a log-in counts at this address."""
    return request.path.startswith(PRIVATE_PREFIXES)


class RequestGuardMiddleware:
    """Refuses what no page of ours ever sends.

    NUL bytes, over-long paths and queries (400), over-large bodies (413), a form to a page that only shows (405).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_malformed(request):
            return error_response(request, HTTPStatus.BAD_REQUEST)
        announced = str(request.META.get("CONTENT_LENGTH") or "0")
        if not announced.isdecimal():
            return error_response(request, HTTPStatus.BAD_REQUEST)
        if int(announced) > (MAXIMUM_UPLOAD if request.path.startswith(ADMIN_PREFIX) else MAXIMUM_PUBLIC_BODY):
            drain(request, int(announced))
            return error_response(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if request.method not in SHOWING_METHODS and not request.path.startswith(FORM_PREFIXES):
            response = error_response(request, HTTPStatus.METHOD_NOT_ALLOWED)
            response["Allow"] = ", ".join(SHOWING_METHODS)
            return response
        return self.get_response(request)


def is_malformed(request: HttpRequest) -> bool:
    """Whether the address alone is more, or other, than any link of ours."""
    query = request.META.get("QUERY_STRING", "")
    return (
        len(request.path) > MAXIMUM_PATH
        or len(query) > MAXIMUM_QUERY_BYTES
        or NUL.search(request.path) is not None
        or NUL.search(query) is not None
    )


def drain(request: HttpRequest, announced: int) -> None:
    """Read and forget the body: a browser that is still sending would see a broken connection, not our page."""
    if announced > DRAINED_AT_MOST:
        return
    body = request.META.get("wsgi.input")
    try:
        while body is not None and announced > 0 and (chunk := body.read(min(CHUNK, announced))):
            announced -= len(chunk)
    except OSError:
        return


class UntouchedSessionMiddleware(SessionMiddleware):
    """Leaves the cookie alone where nobody looked at the session.

    Django's own takes a dead session's cookie away on every page: a public one would set a cookie and vary by it.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Save or delete the session only where a view asked for it."""
        session = getattr(request, "session", None)
        if session is None or not (session.accessed or session.modified):
            return response
        return super().process_response(request, response)


class AddressLanguageMiddleware:
    """The language of the address holds while the answer is made.

    Django's `LocaleMiddleware` asks the browser too, and every page would vary by it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with translation.override(language_of_address(request.path_info)):
            return self.get_response(request)


class ErrorPagesMiddleware:
    """Gives a bare error answer (405 without a body, a line of plain text) the page of its status."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code not in PAGES or not is_bare(response):
            return response
        page = error_response(request, response.status_code)
        for name in ("Allow", "Retry-After"):
            if response.has_header(name):
                page[name] = response[name]
        page.cookies = response.cookies
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A form with a field missing that its page has is the sender's fault (400), an absent database an outage."""
        if isinstance(exception, MultiValueDictKeyError):
            return error_response(request, HTTPStatus.BAD_REQUEST)
        if isinstance(exception, (OperationalError, InterfaceError)):
            return error_response(request, HTTPStatus.SERVICE_UNAVAILABLE)
        return None


def is_bare(response: HttpResponseBase) -> bool:
    """Whether an answer has no page of its own: no document and no JSON."""
    if not isinstance(response, HttpResponse) or "json" in response.get("Content-Type", ""):
        return False
    return b"<html" not in response.content[:500].lower()


class AnonymousCacheMiddleware:
    """Gives an anonymous page its Cache-Control and ETag; everything else is `no-store`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(ADMIN_PREFIX):
            response._csp_config = settings.CSP_ADMIN  # type: ignore[attr-defined]  # django-csp's own hook
        if request.method not in ("GET", "HEAD") or is_private(request) or not is_cacheable(response):
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, no_store=True, private=True)
            return response
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, max_age=PAGE_AGE)
        keep_until_next_release(request, response)
        return revalidated(request, response)


def keep_until_next_release(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let no cache keep a page longer than until the next release, which may change it. Media never change."""
    age = MAX_AGE.search(response["Cache-Control"])
    if age is None or request.path.startswith(settings.MEDIA_URL) or (opens_at := next_release_at()) is None:
        return
    seconds = max(0, int((opens_at - timezone.now()).total_seconds()))
    if seconds < int(age[1]):
        response["Cache-Control"] = MAX_AGE.sub(f"max-age={seconds}", response["Cache-Control"])


def is_cacheable(response: HttpResponseBase) -> bool:
    """A whole page that is the same for everybody."""
    return response.status_code == HTTPStatus.OK and not response.cookies and not has_vary_header(response, "Cookie")


def revalidated(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer with its ETag, or 304 if the visitor has it already."""
    if "no-store" in response.get("Cache-Control", "") or not isinstance(response, HttpResponse):
        return response
    if not response.has_header("ETag"):
        set_response_etag(response)
    found = cast(
        HttpResponseBase, get_conditional_response(request, etag=response["ETag"], response=response) or response
    )
    if found.status_code == HTTPStatus.PRECONDITION_FAILED:
        patch_cache_control(found, no_store=True, private=True)
    return found
