"""Actions, and all that supporters do with them."""

from django.apps import AppConfig


class SupportersConfig(AppConfig):
    """The only room with supporters' personal data."""

    name = "supporters"

    def ready(self) -> None:
        """Register the system checks."""
        from supporters import checks  # noqa: F401, PLC0415  (settings must be loaded first)
