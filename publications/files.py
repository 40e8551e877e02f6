"""Who may download a file, and the one way in which it is served (docs/decisions/0008)."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe
from django.utils.translation import gettext as _
from wagtail.models import BaseViewRestriction

from publications.models.versions import ReportFile

if TYPE_CHECKING:
    from publications.models.reports import ReportPage

LATEST_MAX_AGE = 60  # seconds: the next version takes the address over
VERSION_MAX_AGE = 3600  # not "immutable": a withdrawal has to bite
REFUSALS = {HTTPStatus.PRECONDITION_FAILED, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE}
PAGE_ONE = ".webp"  # behind the name of a file: the picture of its first page
SINGLE_RANGE = re.compile(r"bytes=(?P<first>\d{0,15})-(?P<last>\d{0,15})")


def is_public(report: ReportPage) -> bool:
    """Whether anybody at all may read the report now: the same rule as for every list. One query."""
    return type(report).objects.released().filter(pk=report.pk).exists()


def may_download(file: ReportFile, user: Any) -> bool:
    """The one predicate: the version came out, its report is live and the user may read it, or the user may edit it.

    The user is looked at only when the report is not public: looking opens the session and varies the page by
    cookie.
    """
    report = file.version.report
    if file.version.is_public and is_public(report):
        return True
    if not user.is_authenticated:
        return False
    if report.permissions_for_user(user).can_edit():
        return True
    return (
        file.version.is_public
        and report.live
        and all(lets_in(restriction, user) for restriction in report.get_view_restrictions())
    )


def lets_in(restriction: BaseViewRestriction, user: Any) -> bool:
    """Whether a page's privacy lets a logged-in user read it. Shared passwords are switched off (settings)."""
    if restriction.restriction_type == BaseViewRestriction.GROUPS:
        return user.is_superuser or restriction.groups.filter(user=user).exists()
    return restriction.restriction_type == BaseViewRestriction.LOGIN


def serve_latest(request: HttpRequest, report: ReportPage) -> HttpResponseBase:
    """The report's PDF of the newest version that has one, with a link to the address that may be cited.

    The made one, for it is tagged; a designed one only where there is no other.
    """
    file = (
        ReportFile.objects.with_version()
        .filter(version__report_id=report.pk, version__published_at__isnull=False)
        .latest_pdfs()
        .first()
    )
    if file is None:
        raise Http404(_("This report has no PDF yet."))
    return serve(request, report, file, max_age=LATEST_MAX_AGE)


def serve_named(request: HttpRequest, report: ReportPage, number: int, name: str) -> HttpResponseBase:
    """A file of a version by its name; or the picture of its page one, by that name and `.webp`."""
    files = ReportFile.objects.with_version().filter(version__report_id=report.pk, version__number=number)
    file = files.filter(name=name).first()
    if file is None and name.endswith(PAGE_ONE):
        file = page_one_of(files.exclude(thumbnail="").filter(name=name.removesuffix(PAGE_ONE)).first())
    if file is None:
        raise Http404(_("This version has no such file."))
    return serve(request, report, file, max_age=VERSION_MAX_AGE)


def page_one_of(file: ReportFile | None) -> ReportFile | None:
    """The picture of page one as a file of its own, never saved: whoever may have the file may see it."""
    if file is None:
        return None
    return ReportFile(
        version=file.version,
        name=file.name + PAGE_ONE,
        media_type="image/webp",
        file=file.thumbnail.name,
        size=file.thumbnail.size,
        sha256=f"{file.sha256}-page-1",
        made_at=file.made_at,
    )


def file_route(report: ReportPage, number: int, name: str) -> str:
    """Where a file of a version lies below its report's address. Without the slash that Wagtail's routes end in."""
    return report.reverse_subpage("version_file", kwargs={"number": number, "name": name}).rstrip("/")


def serve(request: HttpRequest, report: ReportPage, file: ReportFile, max_age: int) -> HttpResponseBase:
    """Answer 200, 206, 304, 412 or 416. Raises Http404 (never 403, which would tell that there is something)."""
    file.version.report = report
    is_for_all = file.version.is_public and is_public(report)
    if not is_for_all and not may_download(file, request.user):
        raise Http404(_("This file is not public."))
    # The site compresses its answers. A compressed part of a file is not the part that was asked for, and the
    # weak ETag of a compressed file cannot resume a download.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    etag, modified = f'"{file.sha256}"', int(file.made_at.timestamp())
    unchanged: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=modified)
    response = unchanged or body_of(request, file, etag, modified)
    address = report.get_full_url(request) or ""
    versioned = address + file_route(report, file.version.number, file.name)
    response["Accept-Ranges"] = "bytes"
    if response.status_code in REFUSALS:
        del response["ETag"], response["Last-Modified"]
        is_for_all = False  # to refuse one visitor's condition is no answer to another's
    else:
        response["ETag"] = etag
        response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = f"public, max-age={max_age}" if is_for_all else "private, no-store"
    response["Link"] = f'<{address}>; rel="canonical", <{versioned}>; rel="cite-as"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


def body_of(request: HttpRequest, file: ReportFile, etag: str, modified: int) -> HttpResponseBase:
    """The bytes that were asked for: all, none (HEAD), a part, or the refusal of a part that is not there."""
    wanted = wanted_range(request, file.size, etag, modified)
    if wanted is None:
        start, length, status = 0, file.size, 200
    elif wanted.start >= file.size or not wanted:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    else:
        start, length, status = wanted.start, len(wanted), 206
    response: HttpResponseBase
    handle = opened(file)
    if request.method == "HEAD":
        handle.close()
        response = HttpResponse(status=status, content_type=file.media_type)
    else:
        handle.seek(start)
        part = handle if status == 200 else Part(handle, length)
        response = FileResponse(part, status=status, content_type=file.media_type)
    response["Content-Length"] = str(length)
    response["Content-Disposition"] = content_disposition_header(False, file.name) or "inline"
    if status == 206:
        response["Content-Range"] = f"bytes {start}-{start + length - 1}/{file.size}"
    return response


def opened(file: ReportFile) -> IO[bytes]:
    """The stored bytes. Raises Http404 where the storage has lost them: a clear page, not an error."""
    try:
        return file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(_("This file is missing from the storage.")) from error


def wanted_range(request: HttpRequest, size: int, etag: str, modified: int) -> range | None:
    """The bytes that a single Range asks for; None where all should be sent (RFC 9110, section 14.2).

    A range of another unit, several ranges, a malformed one, and one whose If-Range names other bytes are
    ignored, as the RFC allows. An empty range means that it cannot be satisfied.
    """
    match = SINGLE_RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or match is None or not (match["first"] or match["last"]):
        return None
    condition = request.headers.get("If-Range", "")
    if condition and condition != etag and parse_http_date_safe(condition) != modified:
        return None
    if not match["first"]:
        return range(max(0, size - int(match["last"])), size)
    first, last = int(match["first"]), int(match["last"] or size - 1)
    if match["last"] and last < first:
        return None
    return range(first, min(last, size - 1) + 1)


class Part:
    """The next `length` bytes of an open file, for a streaming answer."""

    def __init__(self, handle: IO[bytes], length: int) -> None:
        self.handle, self.left = handle, length

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, none when the part is through."""
        chunk = self.handle.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(chunk)
        return chunk

    def close(self) -> None:
        """Close the file below."""
        self.handle.close()
