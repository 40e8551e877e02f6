"""The log-ins."""

from django.apps import AppConfig


class UsersConfig(AppConfig):
    """Holds the custom user alone: with the media models it makes a migration cycle."""

    name = "users"
