"""`manage.py clock`: runs the periodic work until it is stopped."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from portal.clock import Clock
from portal.ticks import TICKS


class Command(BaseCommand):
    """Long-running. Two of them do no harm: each piece of work is claimed before it is done."""

    help = "Runs the periodic work of portal/ticks.py until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM or Ctrl-C; what is running then is finished."""
        clock = Clock(TICKS)
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, lambda *_: clock.stop())
        clock.run()
