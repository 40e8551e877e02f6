"""Vega-Lite, in a process of its own: it takes 75 MB and half a second to start, and no other process should carry that."""

import base64
import json
import os
import subprocess
import sys

from django.contrib.staticfiles import finders

from publications.charts import child
from publications.charts.marks import Spec

LONGEST = 120  # seconds for all drawings of a report
FACES = ("ui", "display", "naskh")


class DrawingFailedError(RuntimeError):
    """The process that draws ended without a drawing. The message holds its last words."""


def drawn(specs: list[Spec]) -> list[str]:
    """The SVG of each drawing, all by one process. Raises DrawingFailedError."""
    if not specs:
        return []
    return [str(svg) for svg in asked({"specs": specs})]


def rasterised(drawings: list[str], scale: float) -> list[bytes]:
    """A PNG of each finished SVG, all by one process, in the site's own faces. Raises DrawingFailedError."""
    if not drawings:
        return []
    faces = [path for name in FACES if (path := finders.find(f"portal/fonts/broadsheet-{name}.woff2"))]
    return [base64.b64decode(str(png)) for png in asked({"drawings": drawings, "scale": scale, "faces": faces})]


def asked(job: dict[str, object]) -> list[object]:
    """What the child answers to a job. Its environment holds nothing of ours."""
    try:
        done = subprocess.run(  # noqa: S603  (our own script)
            [sys.executable, "-sP", child.__file__],
            input=json.dumps(job).encode(),
            env={"PATH": os.defpath, "HOME": os.path.expanduser("~"), "PYTHONHASHSEED": "0"},
            capture_output=True,
            timeout=LONGEST,
            check=True,
        )
        return list(json.loads(done.stdout))
    except subprocess.CalledProcessError as error:
        raise DrawingFailedError(error.stderr.decode(errors="replace")[-2000:]) from error
    except (subprocess.TimeoutExpired, OSError) as error:
        raise DrawingFailedError(str(error)) from error
