"""The whole map of addresses. The page tree comes last."""

from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from foundation.routing import in_every_language, page_urls
from portal import addresses, health, llms, media, metrics
from portal.api import router
from portal.feeds import KINDS, SiteFeed
from portal.search import views as search_views

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_reset = RedirectView.as_view(url="/accounts/password/reset/")

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz/live", health.live),
    path("healthz/ready", health.ready),
    path("metrics", metrics.metrics),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": addresses.PageSitemap}}, name="sitemap"),
    path("robots.txt", addresses.robots),
    path("llms.txt", llms.llms),
    path(".well-known/security.txt", addresses.security),
    path("manifest.webmanifest", addresses.manifest),
    path("favicon.ico", addresses.favicon),
    path("brand.css", addresses.brand),
    path("icons/favicon.svg", addresses.icon_drawing),
    path("icons/icon-<int:size>.png", addresses.icon_picture),
    path("brand-admin.css", addresses.admin_brand, name="admin_brand"),
    re_path(rf"^feeds/(?P<kind>{'|'.join(KINDS)})\.atom$", SiteFeed(), name="feed"),
    path("api/v2/", router.urls),
    # All of Wagtail's log-in addresses lead to allauth: left open they would skip the second factor.
    path("admin/login/", to_login),
    path("_util/login/", to_login),
    path("admin/password_reset/", to_reset),
    path("admin/password_reset/<path:rest>", to_reset),
    path("admin/images/<int:image_id>/preview/<str:filter_spec>/", media.preview_picture),
    path("admin/", include(wagtailadmin_urls)),
    path("accounts/", include("allauth.urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", media.serve_media),
    path("search/", search_views.search, name="search"),
    path("search/suggest/", search_views.suggest),
    path("", include("portal.styleguide.urls")),
    path("", include("supporters.urls")),
    path("", include("publications.press_urls")),
    in_every_language(
        path("", include("events.urls")),
        path("", include("campaigns.urls")),
        path("", include("publications.urls")),
        path("", include(page_urls)),
    ),
]

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.page_not_found"
handler429 = "portal.errors.too_many_requests"
handler500 = "portal.errors.server_error"
