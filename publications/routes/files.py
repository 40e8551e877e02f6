"""The downloads of a report."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponseBase
from wagtail.contrib.routable_page.models import path, re_path

from publications.files import serve_latest, serve_named

if TYPE_CHECKING:
    from publications.models.reports import ReportPage


class FileRoutes:
    """`latest.pdf` and the files of each version."""

    @path("latest.pdf/", name="latest_pdf")
    def latest_pdf(self: "ReportPage", request: HttpRequest) -> HttpResponseBase:
        """The PDF of the newest version that has one."""
        return serve_latest(request, self)

    @re_path(r"^v(?P<number>[1-9]\d{0,3})/(?P<name>[^/]+\.[a-z0-9]+)/$", name="version_file")
    def version_file(self: "ReportPage", request: HttpRequest, number: str, name: str) -> HttpResponseBase:
        """A file of a version, at the address that is cited."""
        return serve_named(request, self, int(number), name)
