"""The history of a count as a file. Wagtail's own pattern of page addresses knows no dot, so it is led to the page tree
here: the page decides, with its privacy."""

from django.urls import re_path

from foundation.routing import serve

urlpatterns = [
    re_path(r"^((?:[\w\-]+/)+count/history\.csv)$", serve, name="count_history"),
]
