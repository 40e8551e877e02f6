"""manage.py write_palette"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from foundation.colour_sheet import colour_sheet
from foundation.palette import Brand

SHEET = Path(__file__).parents[2] / "static/portal/css/palette.css"
HEAD = "/* Written by `manage.py write_palette` from foundation/palette.py: change the colours there. */\n"


def own_palette() -> str:
    """What palette.css holds: the site's own look."""
    return HEAD + colour_sheet(Brand())


class Command(BaseCommand):
    """Writes palette.css. To be run after a change of foundation/palette.py; a test compares the two."""

    help = "Write the style sheet of the site's own colours."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it and say where."""
        SHEET.write_text(own_palette())
        self.stdout.write(f"{SHEET} is written.")
