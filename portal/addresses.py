"""The small files that machines look for: sitemap, robots, security contact, manifest, icon, brand colours."""

import colorsys
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from foundation.languages import language_of, main_language, markup_code
from foundation.models import OrganisationSettings
from foundation.querysets import BasePageQuerySet, visible_pages
from portal.icons import SIZES, png_icon, svg_icon

# RFC 9116: the file should not be good for more than a year. Counted from the first of a month, so that the bytes
# stay the same for that long.
SECURITY_GOOD_FOR = timedelta(days=300)
DAY = 86_400


class PageSitemap(Sitemap):
    """Every public page with the day it last changed."""

    def items(self) -> BasePageQuerySet:
        """In the order of the tree."""
        shown = ("path", "depth", "url_path", "locale_id", "translation_key", "last_published_at")
        return visible_pages().order_by("path").only(*shown)

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """The entries of one page of the sitemap. Addresses are those of the Wagtail site, whatever host was asked."""
        translated = translated_pages()
        return [
            {
                "item": item,
                "location": item.full_url,
                "lastmod": item.last_published_at,
                "changefreq": None,
                "priority": "",
                "alternates": translated.get(item.translation_key, []),
            }
            for item in self.paginator.page(page).object_list
            if item.full_url
        ]

    def get_latest_lastmod(self) -> datetime | None:
        """When anything last changed. One query."""
        newest: Page | None = (
            visible_pages().filter(last_published_at__isnull=False).order_by("-last_published_at").first()
        )
        return newest.last_published_at if newest is not None else None


def translated_pages() -> dict[UUID, list[dict[str, str]]]:
    """The addresses of every page that is there in several languages, by what they have in common. One query."""
    foreign = visible_pages().filter(alias_of=None).exclude(locale__language_code=main_language())
    pages = visible_pages().filter(alias_of=None, translation_key__in=foreign.values("translation_key"))
    found: dict[UUID, list[dict[str, str]]] = {}
    for page in pages.select_related("locale").order_by("locale__language_code"):
        language, address = language_of(page), page.full_url
        entries = found.setdefault(page.translation_key, [])
        entries.append({"lang_code": markup_code(language), "location": address})
        if language == main_language():
            entries.append({"lang_code": "x-default", "location": address})
    return {key: entries for key, entries in found.items() if len({entry["location"] for entry in entries}) > 1}


def site_address(request: HttpRequest) -> str:
    """The address of the site that was asked, without a slash at its end."""
    site = Site.find_for_request(request)
    return str(site.root_url) if site is not None else request.build_absolute_uri("/").rstrip("/")


def organisation_of(request: HttpRequest) -> OrganisationSettings:
    """The organisation behind the site that was asked; one without a name where there is no site."""
    site = Site.find_for_request(request)
    return OrganisationSettings.for_site(site) if site is not None else OrganisationSettings()


def plain(text: str, content_type: str, *, age: int = DAY) -> HttpResponse:
    """A small answer that changes seldom."""
    response = HttpResponse(text, content_type=content_type)
    patch_cache_control(response, public=True, max_age=age)
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but what is for staff, and search results, of which there is no end."""
    lines = [
        "User-agent: *",
        *(
            f"Disallow: {address}"
            for address in (
                "/admin/",
                "/accounts/",
                "/styleguide/",
                "/search/",
                "/c/",
                "/my/",
                "/u/",
                "/act/",
                "/press/",
            )
        ),
        "",
        f"Sitemap: {site_address(request)}/sitemap.xml",
        "",
    ]
    return plain("\n".join(lines), "text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116). 404 until an address is set."""
    organisation = organisation_of(request)
    contact = organisation.security_email or organisation.contact_email
    if not contact:
        return HttpResponse(status=404)
    first = timezone.now().astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {(first + SECURITY_GOOD_FOR).isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: en",
        f"Canonical: {site_address(request)}/.well-known/security.txt",
        "",
    ]
    return plain("\n".join(lines), "text/plain; charset=utf-8")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone shows when somebody keeps the site on the home screen."""
    organisation = organisation_of(request)
    content = {
        "name": organisation.name,
        "short_name": organisation.abbreviation or organisation.name[:12],
        "start_url": "/",
        "display": "browser",
        "background_color": organisation.paper,
        "theme_color": organisation.paper,
        "icons": [
            {"src": icon_address(organisation, "icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": icon_address(organisation, "icon-512.png"), "sizes": "512x512", "type": "image/png"},
            {"src": icon_address(organisation, "favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
        ],
    }
    return plain(json.dumps(content, ensure_ascii=False), "application/manifest+json")


def icon_address(organisation: OrganisationSettings, name: str) -> str:
    """Where an icon is: among the static files, or drawn in the organisation's own colours."""
    return f"/icons/{name}?{organisation.brand_key}" if organisation.has_brand else static(f"portal/icons/{name}")


@require_safe
def icon_drawing(request: HttpRequest) -> HttpResponse:
    """The icon of a browser's tab."""
    return plain(svg_icon(organisation_of(request).brand), "image/svg+xml")


@require_safe
def icon_picture(request: HttpRequest, size: int) -> HttpResponse:
    """The icon of a home screen. 404 for a size that nobody asks for."""
    if size not in SIZES:
        return HttpResponse(status=404)
    response = HttpResponse(png_icon(organisation_of(request).brand, size), content_type="image/png")
    patch_cache_control(response, public=True, max_age=DAY)
    return response


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it unasked: lead them to the icon."""
    response = HttpResponsePermanentRedirect(icon_address(organisation_of(request), "icon-192.png"))
    patch_cache_control(response, public=True, max_age=DAY)
    return response


@require_safe
def brand(request: HttpRequest) -> HttpResponse:
    """The organisation's colours, derived from its three, in the layer below all others."""
    sheet = organisation_of(request).colour_sheet
    return plain(f"@layer palette {{\n{sheet}}}\n", "text/css; charset=utf-8")


@require_safe
def admin_brand(request: HttpRequest) -> HttpResponse:
    """Ink and accent for the admin, in the form that Wagtail derives its shades from: hue, saturation, lightness.

    The accent is that of text on paper: Wagtail writes with it on white, and in white on it.
    """
    organisation = organisation_of(request)
    colours = organisation.palette.light
    properties = "".join(
        f"--w-color-{name}-hue:{hue:.1f};--w-color-{name}-saturation:{saturation:.1%};"
        f"--w-color-{name}-lightness:{lightness:.1%};"
        for name, (hue, saturation, lightness) in (
            ("primary", hsl(colours["ink"])),
            ("secondary", hsl(colours["accent"])),
        )
    )
    swatches = "".join(
        f".accent-swatch.{name}{{background:{colour}}}" for name, colour in organisation.more_accents.items()
    )
    sheet = f":root{{{properties}}}.accent-swatch{{background:{organisation.accent}}}{swatches}\n"
    return plain(sheet, "text/css; charset=utf-8", age=300)


def hsl(colour: str) -> tuple[float, float, float]:
    """Hue in degrees, saturation and lightness as shares of one, of a colour written #rrggbb."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    return hue * 360, saturation, lightness
