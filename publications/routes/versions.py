"""The frozen versions of a report: `v1/`, `v1/full/`, `v1/<chapter>/`."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import re_path

from foundation.models import BasePage
from publications.models.versions import Version
from publications.reading import downloads_of
from publications.records import later_corrections, withdrawal_context

if TYPE_CHECKING:
    from publications.models.reports import ReportPage


class VersionRoutes:
    """Each page of each version that came out, as it was printed then."""

    @re_path(r"^v(?P<number>[1-9]\d{0,3})/(?:(?P<path>[a-z0-9-]+)/)?$", name="version")
    def version(self: "ReportPage", request: HttpRequest, number: str, path: str | None = None) -> HttpResponse:
        """A page of a version. Raises Http404 for one that did not come out, or has no such page."""
        version = self.versions.public().light().prefetch_related("files").filter(number=int(number)).first()
        if version is None:
            raise Http404(_("This report has no such version."))
        title, html = printed_page(version, path or "", request)
        # Today's report is not made for it: its head and foot, and whether it was taken back, are enough.
        context = {
            **BasePage.get_context(self, request),
            "withdrawal": withdrawal_context(self),
            "read_version": version,
            "read_title": title,
            "read_html": mark_safe(html),  # noqa: S308  (printed by our own templates, which escape)
            "read_corrections": later_corrections(version),
            "read_downloads": downloads_of(self, version),
            "newest": self.newest_version,
        }
        return TemplateResponse(request, "publications/version_page.html", context)


def printed_page(version: Version, path: str, request: HttpRequest) -> tuple[str, str]:
    """The title and the HTML of a page of a version: as it was kept; as it would be now until the worker has kept it."""
    from publications.frozen import print_sheet, sheets_of  # noqa: PLC0415  (it knows the report, which has this route)

    kept = version.frozen_pages.filter(path=path).first()
    if kept is not None:
        return kept.title, kept.html
    if not version.frozen_pages.exists():
        report = version.frozen_report()
        for sheet in sheets_of(report):
            if sheet.path == path:
                return sheet.title, print_sheet(report, sheet, request)
    raise Http404(_("This version has no such page."))
