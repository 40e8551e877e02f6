"""Reports, findings, files and versions."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """Knows neither campaigns nor events."""

    name = "publications"

    def ready(self) -> None:
        """Register the publishing handlers."""
        from publications import signal_handlers  # noqa: F401, PLC0415  (models must be loaded first)
