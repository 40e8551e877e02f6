"""The front page and the ordinary pages."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """May use every room but the portal's wiring."""

    name = "home"
