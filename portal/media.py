"""Serves pictures that the site made: renditions and social images. Originals and documents are not reachable here.

WhiteNoise knows only files that were there when it started, so media need a view of their own. A web server or a
bucket in front may serve the same three folders instead.
"""

from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.images.views.images import preview

PUBLIC_FOLDERS = frozenset({"images", "social"})
CONTENT_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
# Each rendition and each social image has a name of its own that is never used again.
CACHE_CONTROL = "public, max-age=31536000, immutable"


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """One picture, or 404."""
    name = PurePosixPath(path)
    content_type = CONTENT_TYPES.get(name.suffix.lower())
    if content_type is None or name.parts[0] not in PUBLIC_FOLDERS or ".." in name.parts:
        raise Http404
    try:
        changed = default_storage.get_modified_time(path)
        size = default_storage.size(path)
        etag = f'"{int(changed.timestamp()):x}-{size:x}"'
        response: HttpResponseBase = (
            HttpResponseNotModified()
            if is_current(request, etag, int(changed.timestamp()))
            else FileResponse(default_storage.open(path), content_type=content_type)
        )
    except (OSError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response["Cache-Control"] = CACHE_CONTROL
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed.timestamp())
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


def is_current(request: HttpRequest, etag: str, changed: int) -> bool:
    """Whether the visitor's copy is the one that we have."""
    if given := request.headers.get("If-None-Match"):
        return etag in [entry.strip().removeprefix("W/") for entry in given.split(",")]
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and changed <= since


@require_safe
@require_admin_access
def preview_picture(request: HttpRequest, image_id: int, filter_spec: str) -> HttpResponseBase:
    """The admin's preview of a picture in a size of the editor's choice: Wagtail's, but 404 where the original is lost."""
    try:
        response: HttpResponseBase = preview(request, image_id, filter_spec)
    except OSError as error:
        raise Http404 from error
    return response
