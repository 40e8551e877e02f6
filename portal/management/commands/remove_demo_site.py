"""manage.py remove_demo_site"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.demo.records import RemovalRefusedError, remove


class Command(BaseCommand):
    """Removes what load_demo_site recorded, and nothing else."""

    help = "Remove the demo site: just what was recorded when it was loaded. Refuses where an editor's page lies below."

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove it, or say what is in the way."""
        try:
            removed = remove()
        except RemovalRefusedError as refusal:
            raise CommandError(f"Nothing was removed. {refusal}") from refusal
        if options["verbosity"]:
            self.stdout.write(f"Removed {removed} objects of the demo site.")
