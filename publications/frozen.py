"""The pages of a version as they were printed: kept with their pictures, so that later templates and replaced images do
not change them (docs/decisions/0033)."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Site

from foundation import languages
from foundation.pictures.showing import making_pictures
from publications.chapters import chapters_of
from publications.files import file_route
from publications.models import FrozenPage, ReportFile, ReportPage, Version
from publications.reading import chapter_context, data_context, findings_context, whole_context

MEDIA = re.compile(re.escape(settings.MEDIA_URL) + r"[^\s\"'<>,()?#]+")
SHELL = "publications/frozen_shell.html"


@dataclass(frozen=True)
class Sheet:
    """One page of a report: its address below the report's, its title, and what draws it."""

    path: str
    title: str
    template: str
    context: dict[str, Any]


def sheets_of(report: ReportPage) -> Iterator[Sheet]:
    """Every page of a report, the first one first."""
    yield Sheet("", report.title, "publications/report_page.html", {})
    yield Sheet("findings", _("Findings"), "publications/report_findings.html", findings_context(report))
    chapters = chapters_of(report)
    if chapters:
        yield Sheet("full", _("Whole report"), "publications/report_full.html", whole_context(report))
    data = data_context(report)
    if data["figures"]:
        yield Sheet("data", _("Data"), "publications/report_data.html", data)
    for chapter in chapters:
        context = chapter_context(report, chapter.slug) or {}
        yield Sheet(chapter.slug, chapter.title, "publications/report_chapter.html", context)


def print_sheet(report: ReportPage, sheet: Sheet, request: HttpRequest) -> str:
    """The page without the head and foot of the site, which are those of today."""
    # The head and the foot are in the language of the page; what is printed may be in the report's.
    active = languages.active_language()
    marks = languages.attributes("" if active == languages.language_of(report) else active)
    frozen = {"shell": SHELL, "is_frozen": True, "printed_marks": marks}
    context = {**report.get_context(request), **sheet.context, **frozen}
    return render_to_string(sheet.template, context, request)


def freeze_pages(version: Version) -> None:
    """Print every page of a version and keep it with its pictures. Does nothing for one that has its pages."""
    if version.frozen_pages.exists():
        return
    report = version.frozen_report()
    request = visitor_of(report)
    with override(report.text_language), making_pictures():
        printed = [(sheet, print_sheet(report, sheet, request)) for sheet in sheets_of(report)]
    with transaction.atomic():
        keeper = AssetKeeper(version, report)
        for sheet, html in printed:
            FrozenPage.objects.create(
                version=version, path=sheet.path, title=sheet.title[:255], html=MEDIA.sub(keeper.address, html)
            )


def visitor_of(report: ReportPage) -> HttpRequest:
    """A visitor who reads the report: templates ask a request for the site and the language."""
    site = report.get_site() or Site.objects.get(is_default_site=True)
    request: HttpRequest = RequestFactory().get(report.url or "/", headers={"host": site.hostname})
    return request


class AssetKeeper:
    """Copies the media that a version's pages show into the version, each once."""

    def __init__(self, version: Version, report: ReportPage) -> None:
        self.version, self.report = version, report
        self.kept: dict[str, str] = {}

    def address(self, found: re.Match[str]) -> str:
        """Where the copy of a media file lies. A file that is gone keeps its own address."""
        if found[0] not in self.kept:
            self.kept[found[0]] = self.keep(found[0].removeprefix(settings.MEDIA_URL)) or found[0]
        return self.kept[found[0]]

    def keep(self, path: str) -> str:
        """Copy one file; empty where there is none."""
        ending = path.rpartition(".")[2].lower()
        if ending not in ReportFile.Format.values or not default_storage.exists(path):
            return ""
        with default_storage.open(path) as stored:
            data = stored.read()
        digest = hashlib.sha256(data).hexdigest()
        name = f"asset-{digest[:20]}.{ending}"
        if not self.version.files.filter(name=name).exists():
            file = ReportFile(
                version=self.version,
                role=ReportFile.Role.ASSET,
                format=ending,
                media_type=mimetypes.types_map.get(f".{ending}", "application/octet-stream"),
                name=name,
                size=len(data),
                sha256=digest,
                language=self.report.language,
            )
            file.file.save(name, ContentFile(data), save=False)
            file.save()
        return (self.report.url or "") + file_route(self.report, self.version.number, name)
