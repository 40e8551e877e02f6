"""Calendar files. Wagtail's own pattern of page addresses knows no dot, so they are led to the page tree here."""

from django.urls import re_path

from foundation.routing import serve

urlpatterns = [
    re_path(r"^((?:[\w\-]+/)+[\w\-]+\.ics)$", serve, name="event_calendar"),
]
