"""Admin views of report files."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from publications.files import VERSION_MAX_AGE, serve
from publications.models import ReportFile, Version


def edit_address(version: Version) -> str:
    """Where the version's report is edited."""
    return reverse("wagtailadmin_pages:edit", args=[version.report_id])


class FileListView(ReportView):
    """Every version with the state of its PDF, the latest at the top."""

    page_title = _("Report files")
    header_icon = "download"
    index_url_name = "report_files"
    index_results_url_name = "report_files_results"
    model = Version
    permission_policy = PagePermissionPolicy(model=Page)
    any_permission_required = ("add", "change", "publish")
    is_searchable = False

    columns = [
        TitleColumn("report", label=_("Report"), get_url=edit_address),
        Column("number", label=_("Version")),
        DateColumn("published_at", label=_("Published")),
        Column("files_state", label=_("PDF"), accessor="get_files_state_display"),
        Column("files_message", label=_("Note")),
    ]
    export_headings = {"report__title": _("Report"), "number": _("Version"), "files_state": _("PDF")}
    list_export = ["report", "number", "published_at", "files_state", "files_message"]

    def get_queryset(self) -> QuerySet[Version]:
        """Versions of the reports that this user may edit."""
        pages = self.permission_policy.instances_user_has_any_permission_for(self.request.user, {"change", "publish"})
        versions = Version.objects.light().filter(report__in=pages.values("pk"))
        return versions.select_related("report").order_by("-published_at")


def open_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file for somebody who may edit its report, public or not."""
    file: ReportFile = get_object_or_404(ReportFile.objects.select_related("version__report"), pk=pk)
    return serve(request, file.version.report, file, max_age=VERSION_MAX_AGE)
