"""Actions, and all that supporters do with them."""

from django.apps import AppConfig


class SupportersConfig(AppConfig):
    """The only room with supporters' personal data."""

    name = "supporters"
