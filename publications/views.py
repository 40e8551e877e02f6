"""Admin views of report files."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from publications.files import VERSION_MAX_AGE, serve
from publications.models import ReportFile, Version
from publications.tasks import ask_for_files
from publications.upload_admin import trail


def files_address(version: Version) -> str:
    """Where the files of a version are listed."""
    return reverse("version_files", args=[version.pk])


class FileListView(ReportView):
    """Every version with the state of its files, the latest at the top."""

    page_title = _("Report files")
    header_icon = "download"
    index_url_name = "report_files"
    index_results_url_name = "report_files_results"
    model = Version
    permission_policy = PagePermissionPolicy(model=Page)
    any_permission_required = ("add", "change", "publish")
    is_searchable = False

    columns = [
        TitleColumn("report", label=_("Report"), get_url=files_address),
        Column("number", label=_("Version")),
        DateColumn("published_at", label=_("Published")),
        Column("files_state", label=_("Files"), accessor="get_files_state_display"),
        Column("files_message", label=_("Note")),
    ]
    export_headings = {"report__title": _("Report"), "number": _("Version"), "files_state": _("Files")}
    list_export = ["report", "number", "published_at", "files_state", "files_message"]

    def get_queryset(self) -> QuerySet[Version]:
        """Versions of the reports that this user may edit."""
        pages = self.permission_policy.instances_user_has_any_permission_for(self.request.user, {"change", "publish"})
        versions = Version.objects.light().filter(report__in=pages.values("pk"))
        return versions.select_related("report").order_by("-published_at")


class VersionFilesView(WagtailAdminTemplateMixin, TemplateView):
    """The files of one version, where their making stands, and a button to have the missing ones made again."""

    template_name = "publications/version_files.html"
    page_title = _("Files of a version")
    header_icon = "download"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may edit the report. Raises PermissionDenied otherwise."""
        versions = Version.objects.light().select_related("report")
        self.version: Version = get_object_or_404(versions, pk=kwargs["pk"])
        if not self.version.report.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Home, report, here."""
        return trail(self.version.report, {"url": "", "label": str(self.version)})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds `version`, `files`, and whether there is anything to make."""
        return {
            **super().get_context_data(**kwargs),
            "version": self.version,
            "files": self.version.files.exclude(role=ReportFile.Role.ASSET),
            "may_be_made_again": self.version.files_state != Version.FilesState.READY,
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Have the missing files made again. What is there stays as it is."""
        ask_for_files(self.version)
        messages.success(request, _("The missing files are being made. Look again in a minute."))
        return redirect("version_files", pk)


def open_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file for somebody who may edit its report, public or not."""
    file: ReportFile = get_object_or_404(ReportFile.objects.select_related("version__report"), pk=pk)
    return serve(request, file.version.report, file, max_age=VERSION_MAX_AGE)
