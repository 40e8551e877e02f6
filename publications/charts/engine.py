"""Vega-Lite, in a process of its own: it takes 75 MB and half a second to start, and no other process should carry that."""

import json
import os
import subprocess
import sys

from publications.charts import child
from publications.charts.marks import Spec

LONGEST = 60  # seconds for all drawings of a report


class DrawingFailedError(RuntimeError):
    """The process that draws ended without a drawing. The message holds its last words."""


def drawn(specs: list[Spec]) -> list[str]:
    """The SVG of each drawing, all by one process. Raises DrawingFailedError."""
    if not specs:
        return []
    answer = asked({"specs": specs})
    return [str(svg) for svg in answer]


def asked(job: dict[str, object]) -> list[object]:
    """What the child answers to a job. Its environment holds nothing of ours."""
    try:
        done = subprocess.run(  # noqa: S603  (our own script)
            [sys.executable, "-sP", child.__file__],
            input=json.dumps(job).encode(),
            env={"PATH": os.defpath, "HOME": os.environ.get("HOME", "/nonexistent"), "PYTHONHASHSEED": "0"},
            capture_output=True,
            timeout=LONGEST,
            check=True,
        )
        return list(json.loads(done.stdout))
    except subprocess.CalledProcessError as error:
        raise DrawingFailedError(error.stderr.decode(errors="replace")[-2000:]) from error
    except (subprocess.TimeoutExpired, OSError) as error:
        raise DrawingFailedError(str(error)) from error
