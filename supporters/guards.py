"""What a request must be before a form is read. These views hold no session authority, so no CSRF token is needed."""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.http import HttpRequest

from supporters.refusals import RefusalError

MAXIMUM_BODY = 16 * 1024  # bytes; the longest honest form is under 2 kB


def require_method(request: HttpRequest, *allowed: str) -> None:
    """Raise RefusalError (405) for every other method."""
    if request.method not in allowed:
        raise RefusalError(HTTPStatus.METHOD_NOT_ALLOWED, allow=allowed)


def require_small_body(request: HttpRequest) -> None:
    """Raise RefusalError (413) when more than 16 kB are announced. Django never reads a body of unknown length."""
    announced = str(request.META.get("CONTENT_LENGTH") or "0")
    if not announced.isdecimal() or int(announced) > MAXIMUM_BODY:
        request.read()  # at most what portal.middleware let in: a browser still sending would not see our page
        raise RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def require_own_site(request: HttpRequest) -> None:
    """Raise RefusalError (403) when a browser says that another site sent the form."""
    if comes_from_another_site(request):
        raise RefusalError(HTTPStatus.FORBIDDEN)


def comes_from_another_site(request: HttpRequest) -> bool:
    """Sec-Fetch-Site decides where it is sent; else Origin, else Referer.

    A request without any of the three is let through: no browser sends a form so, and there is no log-in of the
    visitor that it could misuse.
    """
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site not in ("same-origin", "none")
    sender = request.headers.get("Origin") or request.headers.get("Referer")
    if sender is None:
        return False
    try:
        return urlsplit(sender).netloc != request.get_host()
    except ValueError:  # not an address at all
        return True
