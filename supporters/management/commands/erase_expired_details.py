"""manage.py erase_expired_details"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from supporters.models import RetentionRun
from supporters.retention.runs import RetentionError, carry_out, lines_of


class Command(BaseCommand):
    """Does by hand what the clock does every night. After a backup was brought back: do it at once."""

    help = "Erase personal data that is past its time, as the clock does every night. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        """--dry-run only counts."""
        parser.add_argument("--dry-run", action="store_true", help="Erase nothing; say what is due.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase and print the report. Fails where a rule could not be carried out, after all others were."""
        try:
            run = carry_out(is_dry_run=options["dry_run"])
        except RetentionError as error:
            raise CommandError(f"{error} The log says why; all else was erased. Run this again.") from error
        if options["verbosity"]:
            self.print_report(run)

    def print_report(self, run: RetentionRun) -> None:
        """The same table for both."""
        self.stdout.write("Due, and not erased:" if run.is_dry_run else "Erased:")
        for words, number in lines_of(run):
            self.stdout.write(f"{number:>10,}  {words}")
