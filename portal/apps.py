"""The wiring."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class PortalConfig(AppConfig):
    """Knows every other app and is known by none."""

    name = "portal"

    def ready(self) -> None:
        """Register what follows from publishing a page, and watch what is written."""
        from portal import social_images  # noqa: F401, PLC0415  (models must be loaded first)
        from portal.generation import watch_connection  # noqa: PLC0415
        from portal.search import texts  # noqa: F401, PLC0415

        connection_created.connect(watch_connection)
