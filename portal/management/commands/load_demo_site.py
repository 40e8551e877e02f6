"""manage.py load_demo_site"""

from typing import Any

from django.core.management.base import BaseCommand

from portal.demo import site


class Command(BaseCommand):
    """Loads the demo site. Run again, it makes only what is missing."""

    help = "Load the demo site: real content from the source document, samples flagged, demo logins."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it and say so."""
        site.load()
        if options["verbosity"]:
            self.stdout.write("The demo site is loaded. Remove it with: manage.py remove_demo_site")
