"""The pages of a version as the holder of a press link reads them: its links stay within `/press/read/`."""

import re
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _

from foundation.dates import site_time
from publications.downloads import downloads_of
from publications.frozen import Sheet, print_sheet
from publications.models import PressLink, ReportFile, Version
from publications.quotations import quotations_of
from publications.routes.versions import printed_page

# What of an address leads on: `href`, the sources of pictures. Words to be quoted keep the address of the version.
LINK = re.compile(r'(?P<name>\b(?:href|src|srcset|poster)=")(?P<value>[^"]+)"')
MARKDOWN = "report.md"
FILE = r"[^/?#\s]+\.[a-z0-9]+"


def second_in_words(link: PressLink) -> dict[str, Any]:
    """What the banner reads: `outlet`, `number` (of the link), `embargo_time` (09:00), `embargo_day` (Monday 23 November
    2026), both in London, and `time_left` (2 days, 3 hours)."""
    local = site_time(link.expires_at)
    return {
        "outlet": link.contact.outlet,
        "number": link.pk,
        "embargo_time": formats.date_format(local, "H:i:s" if local.second else "H:i"),
        "embargo_day": formats.date_format(local, "l j F Y"),
        "time_left": timeuntil(link.expires_at, timezone.now()),
    }


def page_for(link: PressLink, path: str, request: HttpRequest) -> tuple[str, str]:
    """The title and the HTML of a page of the approved version. Raises Http404 where it has none of this address."""
    version = link.release.version
    if version is None:
        raise Http404(_("There is no such version."))
    version.report = link.release.report
    title, html = quotations_page(version, request) if path == "cite" else printed_page(version, path, request)
    return title, within_press(html, version)


def quotations_page(version: Version, request: HttpRequest) -> tuple[str, str]:
    """Every quotation of the version, which no frozen page has."""
    report = version.frozen_report()
    context = {"version": version, "groups": quotations_of(report, version)}
    sheet = Sheet("cite", _("Quotations"), "publications/report_cite.html", context)
    return sheet.title, print_sheet(report, sheet, request)


def within_press(html: str, version: Version) -> str:
    """The HTML of a page with every link into the version or its report led to the same place below `/press/read/`.

    These addresses are closed until the second; older versions are not. Their words, in quotations and citations, stay:
    they are what a journalist prints.
    """
    base, own = re.escape(version.report.url or "/"), f"v{version.number}/"
    here = reverse("press_read")
    to_markdown = re.compile(rf"(?<![\w/.-]){base.rstrip('/')}\.md\b")
    to_file = re.compile(rf"(?<![\w/.-]){base}{own}({FILE})")
    to_page = re.compile(rf"(?<![\w/.-]){base}(?:{own}|(?!v\d+/))")

    def led(match: re.Match[str]) -> str:
        value = to_markdown.sub(f"{here}files/{MARKDOWN}", to_file.sub(rf"{here}files/\1", match["value"]))
        return f'{match["name"]}{to_page.sub(here, value)}"'

    return LINK.sub(led, html)


def downloads_for(link: PressLink) -> list[dict[str, Any]]:
    """The files that the page offers. Not the archive: the PDF within it would carry no name."""
    version = link.release.version
    if version is None:
        return []
    report = link.release.report
    address, here = f"{report.url or ''}v{version.number}/", f"{reverse('press_read')}files/"
    archives = {address + file.name for file in version.files.all() if file.role == ReportFile.Role.ALL}
    return [
        {**download, **{name: download[name].replace(address, here, 1) for name in ("url", "picture")}}
        for download in downloads_of(report, version)
        if download["url"] not in archives
    ]


def are_coming(link: PressLink) -> bool:
    """Whether files of the approved version are still being made."""
    version = link.release.version
    return version is not None and version.files_state != Version.FilesState.READY
