"""Campaigns and their landing pages."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Landing pages hold an action of the supporters' room."""

    name = "campaigns"

    def ready(self) -> None:
        """Register what follows from publishing and deleting."""
        from campaigns import signal_handlers  # noqa: F401, PLC0415  (models must be loaded first)
