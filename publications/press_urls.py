"""Where press links lead. A token has 43 letters: a site may still have a page of its own at `/press/`, and more below."""

from django.urls import path, re_path

from publications import press_views as views

urlpatterns = [
    path("press/read/", views.read, name="press_read"),
    path("press/read/files/<str:name>", views.read_file, name="press_file"),
    path("press/read/<slug:path>/", views.read, name="press_part"),
    re_path(r"^press/(?P<token>[\w-]{43})/$", views.open_press_link, name="press_open"),
]
