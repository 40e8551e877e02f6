"""Redirects, but for those to a page that is not out: a 301 from an address that is easily guessed would confirm it."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from foundation.routing import deepest_page


class OpenRedirectMiddleware(RedirectMiddleware):
    """Wagtail's, which looks only where an answer is 404 already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The redirect; the answer as it was where the page behind it is not live.

        A page that is live but only for some answers strangers with the log-in, redirected or not.
        """
        found: HttpResponseBase = super().process_response(request, response)
        return response if found is not response and leads_to_closed_page(request) else found


def leads_to_closed_page(request: HttpRequest) -> bool:
    """Whether the redirect of this address names a page that is not live, by its key or by its address."""
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    redirect = get_redirect(request, path) or get_redirect(request, urlsplit(path).path)
    if redirect is None:
        return False
    page = redirect.redirect_page or page_at(request, redirect.redirect_link)
    return page is not None and not page.live


def page_at(request: HttpRequest, link: str) -> Page | None:
    """The page of this site that a written link leads to or into. None for an address elsewhere."""
    site, parts = Site.find_for_request(request), urlsplit(link)
    if site is None or parts.netloc not in ("", request.get_host(), urlsplit(site.root_url).netloc):
        return None
    return deepest_page(site.root_page, [part for part in parts.path.split("/") if part])[0]
