"""Files of reports. Wagtail's own pattern of page addresses knows no dot, so they are led to the page tree here:
the page decides, with its privacy, and a report that is not live has no files."""

from django.urls import re_path

from foundation.routing import serve

ENDINGS = ("pdf", "epub", "xlsx", "csv", "svg", "png", "zip", "webp", "avif", "jpg", "bib", "ris", "json", "md", "atom")

urlpatterns = [
    re_path(rf"^((?:[\w\-]+/)+[\w\-.]+\.(?:{'|'.join(ENDINGS)}))$", serve, name="report_download"),
]
