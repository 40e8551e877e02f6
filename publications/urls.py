"""Files of reports. Wagtail's own pattern of page addresses knows no dot, so they are led to the page tree here:
the page decides, with its privacy, and a report that is not live has no files."""

from django.urls import re_path

from foundation.routing import serve

urlpatterns = [
    re_path(r"^((?:[\w\-]+/)+(?:latest\.pdf|v[1-9]\d{0,3}/[\w\-.]+\.[a-z0-9]+))$", serve, name="report_download"),
]
