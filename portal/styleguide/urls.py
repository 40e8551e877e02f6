"""Addresses of the style guide."""

from django.urls import path

from portal.styleguide import views

app_name = "styleguide"
urlpatterns = [
    path("styleguide/", views.guide, name="guide"),
    path("styleguide/<slug:name>/", views.entry, name="entry"),
]
