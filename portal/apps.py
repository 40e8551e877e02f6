"""The wiring."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Knows every other app and is known by none."""

    name = "portal"

    def ready(self) -> None:
        """Register what follows from publishing a page."""
        from portal import social_images  # noqa: F401, PLC0415  (models must be loaded first)
        from portal.search import texts  # noqa: F401, PLC0415
