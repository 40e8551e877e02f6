"""What every page stands on."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Base page, image and document library, topics, site settings, shared blocks, visibility, tasks."""

    name = "foundation"

    def ready(self) -> None:
        """Register the system checks and the publishing handlers."""
        from foundation import checks, signal_handlers  # noqa: F401, PLC0415  (models must be loaded first)
