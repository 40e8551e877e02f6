"""The front page and the ordinary pages."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """May use every room but the portal's wiring."""

    name = "home"

    def ready(self) -> None:
        """Tell publications where the front page shows findings."""
        from home.featuring import front_pages_showing  # noqa: PLC0415  (models must be loaded first)
        from publications import usage  # noqa: PLC0415

        usage.register(front_pages_showing)
