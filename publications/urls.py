"""Files of reports. Wagtail's own pattern of page addresses knows no dot, so they are led to the page tree here:
the page decides, with its privacy, and a report that is not live has no files."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import re_path

from foundation.routing import serve

ENDINGS = ("pdf", "epub", "xlsx", "csv", "svg", "png", "zip", "webp", "avif", "jpg", "bib", "ris", "json", "md", "atom")


def serve_markdown(request: HttpRequest, path: str) -> HttpResponseBase:
    """`<report>.md`: the report's page decides, with its privacy."""
    return serve(request, f"{path}/report.md")


urlpatterns = [
    re_path(r"^((?:[\w\-]+/)+[\w\-]+)\.md$", serve_markdown, name="report_markdown"),
    re_path(rf"^((?:[\w\-]+/)+[\w\-.]+\.(?:{'|'.join(ENDINGS)}))$", serve, name="report_download"),
]
