"""Reports, findings, files and versions."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """Knows neither campaigns nor events."""

    name = "publications"

    def ready(self) -> None:
        """Register what follows from publishing and deleting, and what keeps from it."""
        from publications import record_signals, signal_handlers  # noqa: F401, PLC0415  (models must be loaded first)
