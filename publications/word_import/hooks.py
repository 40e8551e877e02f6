"""The ways in: an entry in the menu of a publications list, and the addresses of the two pages."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from publications.models import PublicationIndexPage
from publications.word_import.views import ResultView, UploadView, may_import


@hooks.register("register_admin_urls")
def add_addresses() -> list[URLPattern]:
    """Below Reports, as the list of files is."""
    return [
        path("reports/word-import/<int:library>/", UploadView.as_view(), name="word_import"),
        path("reports/word-import/result/<int:pk>/", ResultView.as_view(), name="word_import_result"),
    ]


@hooks.register("register_page_header_buttons")
def add_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """In the menu of a publications list, for those who may add a report to it."""
    library = page.specific_deferred
    if isinstance(library, PublicationIndexPage) and may_import(user, library):
        yield Button(_("Import from Word"), url=reverse("word_import", args=[page.pk]), icon_name="upload", priority=16)
