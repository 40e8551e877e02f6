"""Training and events."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Never imports campaigns."""

    name = "events"
