"""manage.py erase_again_after_restore"""

from typing import Any

from django.core.management.base import BaseCommand

from supporters.retention.erasing_again import SKIPPED, erase_again, skip_numbers


class Command(BaseCommand):
    """Erases who came back with a backup. Load the newest suppressions first (docs/privacy/backups.md)."""

    help = "After a backup was restored and the newest suppressions were loaded: erase again whoever had been erased."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do both and say so."""
        self.stdout.write(f"Erased again: {erase_again()} people.")
        skip_numbers()
        self.stdout.write(f"Numbers go on {SKIPPED:,} later, so that no link mailed since the backup leads to others.")
