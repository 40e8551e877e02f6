"""`manage.py rehearse_flash_crowd --people 200 --minutes 1`: a crowd of made-up people signs at the portal on this
machine, and one table tells how it went (docs/bad-day.md)."""

import contextlib
import signal
from argparse import ArgumentParser
from collections.abc import Iterator
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import ProtectedError

from campaigns.rehearsal_stage import rehearsal_stage
from supporters.models import Action
from supporters.pages import find_action_page
from supporters.rehearsal.bounds import MOST_MINUTES, MOST_PEOPLE, OutOfBoundsError, Place, place_of, require_bounds
from supporters.rehearsal.report import Result, table_of
from supporters.rehearsal.running import hall, rehearse, require_same_portal, require_unsigned


class Command(BaseCommand):
    """Rehearse, print the table, and leave nothing behind."""

    help = "Lets made-up people load a page, sign and confirm at the portal on this machine, and measures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, how long, where."""
        parser.add_argument("--people", type=int, default=200, help=f"How many sign (at most {MOST_PEOPLE}).")
        parser.add_argument(
            "--minutes", type=float, default=1.0, help=f"Within how many minutes they come (at most {MOST_MINUTES:g})."
        )
        parser.add_argument(
            "--address", default=settings.WAGTAILADMIN_BASE_URL, help="Where the portal answers on this machine."
        )
        parser.add_argument(
            "--action",
            type=int,
            help="An action that nobody has signed, to rehearse its own page. Without it a page is made and removed.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError where it may not be done, and where something went wrong."""
        try:
            require_bounds(options["people"], options["minutes"])
            place = place_of(options["address"])
            with ended_by_signal(), stage(options["action"]) as page:
                result = self.rehearse(page, place, options["people"], options["minutes"] * 60)
        except OutOfBoundsError as error:
            raise CommandError(str(error)) from error
        except ProtectedError as error:
            raise CommandError("Somebody else has signed the page of the rehearsal, so that it was kept.") from error
        if result.problems:
            raise CommandError("\n".join(result.problems))

    def rehearse(self, page: Any, place: Place, people: int, seconds: float) -> Result:
        """Let them come to a page, and print the table."""
        path = str(page.get_url_parts()[2])
        require_same_portal(place, path)
        self.stdout.write(f"{people} made-up people come to {place.host}{path} within {seconds:.0f} seconds.\n\n")
        with hall(page.action):
            result = rehearse(page.action, place, path, people, seconds)
        self.stdout.write(table_of(result))
        return result


@contextlib.contextmanager
def stage(action_id: int | None) -> Iterator[Any]:
    """The page of an action that nobody has signed, or one made for the rehearsal."""
    if action_id is None:
        with rehearsal_stage() as made:
            yield made
        return
    action = Action.objects.filter(pk=action_id).first()
    page = find_action_page(action) if action is not None else None
    if action is None or page is None:
        raise OutOfBoundsError("No public page shows this action.")
    require_unsigned(action)
    yield page


@contextlib.contextmanager
def ended_by_signal() -> Iterator[None]:
    """SIGTERM ends a rehearsal as Ctrl-C does: what was made is removed."""

    def stop(_signum: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
