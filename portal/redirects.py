"""Redirects, also of what lies below a page that moved: a report's versions, files and chapters are cited by address.

But for those to a page that is not out: a 301 from an address that is easily guessed would confirm it.
"""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site

from foundation.languages import active_language, main_language
from foundation.routing import DEEPEST, deepest_page, home_page_for


class OpenRedirectMiddleware(RedirectMiddleware):
    """Wagtail's, which looks only where an answer is 404 already; then for a page above the address that moved."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The redirect; the answer as it was where the page behind it is not live.

        A page that is live but only for some answers strangers with the log-in, redirected or not.
        """
        if response.status_code != HTTPStatus.NOT_FOUND:
            return response
        found: HttpResponseBase = super().process_response(request, response)
        if found is not response and not leads_to_closed_page(request):
            return found
        return moved_from_above(request) or response


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


def moved_from_above(request: HttpRequest) -> HttpResponseBase | None:
    """Where an address lies now whose page moved: what stood below the old address stands below the new one.

    Whether the new address exists is not asked: the answer must not tell. One query where nothing moved.
    """
    address = urlsplit(request.get_full_path())
    parts = [part for part in address.path.split("/") if part]
    if request.method not in ("GET", "HEAD") or "\0" in request.path:
        return None
    above = {uri_to_iri(f"/{'/'.join(parts[:end])}"): end for end in range(1, min(len(parts), DEEPEST))}
    redirect = redirect_above(request, above)
    if redirect is None or not redirect.link:
        return None
    end = above[redirect.old_path]
    if end <= depth_of_live_page(request, parts):
        return None
    link = redirect.link + "/".join(parts[end:]) + ("/" if address.path.endswith("/") else "")
    link += f"?{address.query}" if address.query else ""
    return HttpResponsePermanentRedirect(link) if redirect.is_permanent else HttpResponseRedirect(link)


def redirect_above(request: HttpRequest, above: dict[str, int]) -> Redirect | None:
    """The redirect of the longest of these paths to a live page with addresses below its own; this site's before all
    sites'. Those to other pages are passed over, as if they were not there. One query."""
    redirects = Redirect.get_for_site(Site.find_for_request(request)).filter(
        old_path__in=above, redirect_page__live=True, redirect_page_route_path=""
    )
    found = redirects.select_related("redirect_page").order_by("pk")
    with_routes = [one for one in found if issubclass(one.redirect_page.specific_class or Page, RoutablePageMixin)]
    return max(with_routes, key=lambda one: (above[one.old_path], one.site_id is not None), default=None)


def depth_of_live_page(request: HttpRequest, parts: list[str]) -> int:
    """How many parts of an address belong to the deepest live page that lies on it.

    An address at or below a live page is that page's, whatever lay there before: its 404 stands. So a redirect never
    leads in a circle: at the page that it leads to, only longer paths count.
    """
    home = home_page_for(request)
    if home is None:
        return len(parts)
    prefix = 0 if active_language() == main_language() else 1
    _page, rest = deepest_page(home, [uri_to_iri(part) for part in parts[prefix:]], among=Page.objects.live())
    return len(parts) - len(rest)
