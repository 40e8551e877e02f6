"""The page tree behind its addresses: one tree for each language, the main one without a prefix.

Wagtail's own view asks the database for the active locale at every request, and where a language has no home page it
shows the main language's pages under that language's prefix: every page would have a second address.
"""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import LocalePrefixPattern, URLPattern, URLResolver, re_path
from wagtail import urls as wagtail_urls
from wagtail import views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from foundation.languages import active_language, main_language

DEEPEST = 30  # levels of the tree; what lies deeper is found level by level


class LanguagePrefix(LocalePrefixPattern):
    """Nothing for the main language, `ur/` for Urdu.

    Django's own pattern knows a language by its exact code: an editor who reads the admin in British English would be
    given addresses below `/en-gb/`.
    """

    @property
    def language_prefix(self) -> str:
        """What addresses in the active language begin with."""
        language = active_language()
        return "" if language == main_language() else f"{language}/"


def in_every_language(*patterns: URLPattern | URLResolver) -> URLResolver:
    """The patterns, below the prefix of the active language."""
    return URLResolver(LanguagePrefix(), list(patterns))


def home_page_for(request: HttpRequest) -> Page | None:
    """The home page in the language of the address. None where there is none. No query for the main language."""
    site = Site.find_for_request(request)
    language = active_language()
    if site is None or language == main_language():
        return site.root_page if site is not None else None
    for root in Site.get_site_root_paths():
        if root.site_id == site.pk and root.language_code == language:
            return Page.objects.filter(url_path=root.root_path).first()
    return None


def route(request: HttpRequest, path: str) -> RouteResult | None:
    """The page at an address, with what is left of the address for it. None where there is none."""
    home = home_page_for(request)
    if home is None:
        return None
    parts = [part for part in path.split("/") if part]
    page, rest = deepest_page(home, parts)
    try:
        return page.specific.route(request, rest)
    except Http404:
        return None


def deepest_page(home: Page, parts: list[str], among: "QuerySet[Page] | None" = None) -> tuple[Page, list[str]]:
    """The page that the parts of an address lead to below a home page, and the parts that no page has.

    Of all pages, unless told `among` which.

    One query, where Wagtail asks twice at every level of the tree.
    """
    addresses = {f"{home.url_path}{'/'.join(parts[:end])}/": end for end in range(1, min(len(parts), DEEPEST) + 1)}
    # By slug too: addresses have no index, slugs have.
    pages = Page.objects.all() if among is None else among
    found = pages.filter(slug__in=parts[:DEEPEST], url_path__in=addresses).order_by("-depth").first()
    return (found, parts[addresses[found.url_path] :]) if found is not None else (home, parts)


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Wagtail's view, with the page that we found."""
    request._wagtail_route_for_request = route(request, path)  # type: ignore[attr-defined]  # where Wagtail keeps it
    return views.serve(request, path)


# Wagtail's own addresses, with our view in the place of its last.
page_urls = [
    *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
]
