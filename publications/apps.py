"""Reports, findings, files and versions."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """Knows neither campaigns nor events."""

    name = "publications"
