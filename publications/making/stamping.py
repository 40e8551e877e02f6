"""A mark on every page of a PDF that says whose copy it is: in the left margin, small, upwards, drawn by a child process.

Set while the reader waits: 0.3 s for 180 pages (docs/decisions/0034). Nothing is kept: a copy with somebody's outlet
in it lies nowhere.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

from publications.models import ReportFile

FONT = "portal/fonts/broadsheet-ui.woff2"
# Not imported: a web process has no use for the libraries that the child reads PDFs and fonts with.
CHILD = Path(__file__).with_name("stamp_child.py")
LONGEST = 15  # seconds, by the clock on the wall


class StampFailedError(RuntimeError):
    """The mark could not be set. The message holds the process's last words."""


def stamped(file: ReportFile, outlet: str, number: int) -> bytes:
    """The bytes of a PDF with a mark on every page: the outlet and the number of its link. Raises StampFailedError."""
    font = finders.find(FONT)
    if not isinstance(font, str):
        raise StampFailedError(f"{FONT} is missing.")
    words = _("Under embargo. Copy of %(outlet)s, link %(number)s") % {"outlet": outlet, "number": number}
    with tempfile.TemporaryDirectory(prefix="press-copy-") as name:
        folder = Path(name)
        (folder / "job.json").write_text(json.dumps({"words": words, "font": font}), encoding="utf-8")
        try:
            with file.file.open("rb") as stored, (folder / "plain.pdf").open("wb") as plain:
                shutil.copyfileobj(stored, plain)
        except FileNotFoundError as error:
            raise StampFailedError("The file is missing from the storage.") from error
        run_child(folder)
        return (folder / "stamped.pdf").read_bytes()


def run_child(folder: Path) -> None:
    """Let a process of its own read the PDF: designed ones come from outside. Raises StampFailedError."""
    try:
        done = subprocess.run(  # noqa: S603  (our own script, our own folder)
            [sys.executable, "-sP", str(CHILD), str(folder)],
            env={"PATH": os.defpath},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise StampFailedError(f"Not done within {LONGEST} seconds.") from error
    if done.returncode:
        raise StampFailedError(f"Ended with {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
