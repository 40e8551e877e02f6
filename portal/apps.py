"""The wiring."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Knows every other app and is known by none."""

    name = "portal"
