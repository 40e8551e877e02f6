"""What the admin offers for reports: the list of files with their state, and the way to a file before it is public."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from publications import (  # noqa: F401  (each registers its own hooks)
    glossary_admin,
    press_admin,
    record_hooks,
    rehearsal_admin,
    release_documents,
    release_hooks,
    rich_text,
    series_admin,
    upload_admin,
)
from publications.views import FileListView, VersionFilesView, open_file
from publications.word_import import hooks as word_import_hooks  # noqa: F401  (registers its own)


@hooks.register("register_admin_urls")
def add_addresses() -> list[URLPattern]:
    """The list, and a file by its number."""
    return [
        path("reports/report-files/", FileListView.as_view(), name="report_files"),
        path(
            "reports/report-files/results/",
            FileListView.as_view(results_only=True),
            name="report_files_results",
        ),
        path("reports/report-files/<int:pk>/", open_file, name="report_file"),
        path("reports/report-files/of-version/<int:pk>/", VersionFilesView.as_view(), name="version_files"),
    ]


@hooks.register("register_reports_menu_item")
def add_menu_item() -> MenuItem:
    """Under Reports."""
    return MenuItem(_("Report files"), reverse("report_files"), icon_name="download", order=900)
