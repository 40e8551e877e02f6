"""manage.py rotate_personal_data_keys"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from supporters.rotation import KeyReport, check_keys, rotate

MOST_NAMED = 20


class Command(BaseCommand):
    """Encrypts supporters' details again with the newest of PERSONAL_DATA_KEYS (docs/privacy/keys.md)."""

    help = (
        "Encrypt personal data again with the newest of PERSONAL_DATA_KEYS. Safe beside a running site, and to repeat."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """--check only looks."""
        parser.add_argument("--check", action="store_true", help="Change nothing; say which keys are still needed.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how it stands. Fails where a value cannot be read."""
        report = check_keys() if options["check"] else rotate()
        if not options["check"]:
            self.stdout.write(f"Encrypted again: {report.rewritten} values.")
        for line in self.table(report):
            self.stdout.write(line)
        if report.unreadable:
            named = "\n".join(report.unreadable[:MOST_NAMED])
            raise CommandError(
                f"None of PERSONAL_DATA_KEYS opens {len(report.unreadable)} values. Put the key back with which they "
                f"were written. The first of them:\n{named}"
            )

    def table(self, report: KeyReport) -> list[str]:
        """How many values each key opens, and what may be done with the key."""
        last = len(settings.PERSONAL_DATA_KEYS) - 1
        lines = [
            f"Key {place + 1}: {report.values[place]} values. {self.advice(place, report)}" for place in range(last + 1)
        ]
        if last and report.is_done:
            lines.append(
                "Before you drop a key: start web, worker and clock anew with the list as it is, then check again."
            )
        return lines

    def advice(self, place: int, report: KeyReport) -> str:
        """What may be done with the key in this place of the list."""
        if place == 0:
            return "The newest: it encrypts."
        if report.values[place] or report.unreadable:
            return "Still needed."
        return "May be dropped from the list. Keep it as long as you keep backups made before today."
