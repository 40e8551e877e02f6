"""Running a module in a child process with limits, and taking from it what it managed to say."""

import json
import logging
import os
import select
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from publications.inspection import confined

ROOT = Path(__file__).resolve().parent.parent.parent
WALL_SECONDS = 30
LONGEST_ANSWER = 32 * 1024 * 1024  # bytes

logger = logging.getLogger(__name__)


class Ending(StrEnum):
    """How the child's life ended."""

    FINISHED = "finished"
    CRASHED = "crashed"
    TIMED_OUT = "timed out"


@dataclass(frozen=True)
class Run:
    """What the child said, one JSON value a line, as far as it came."""

    ending: Ending
    lines: list[Any]


def run_confined(module: str, *arguments: str) -> Run:
    """Run a module of ours as `__main__` in a child: no environment, no input, limits on all that it uses.

    The module must not need Django. It prints JSON values, a line each, and flushes each. Whatever happens to the
    child, this returns, after `WALL_SECONDS` at most.
    """
    command = [sys.executable, "-I", confined.__file__, str(ROOT), module, *arguments]
    with tempfile.TemporaryFile() as answer:
        process = subprocess.Popen(  # noqa: S603  (our own interpreter and our own module)
            command,
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            close_fds=True,
            start_new_session=True,
        )
        ending = ending_of(process, is_over=has_ended(process))
        lines = lines_of(answer)
    if ending is not Ending.FINISHED:
        logger.warning("A child process %s (code %s) running %s.", ending, process.returncode, module)
    return Run(ending, lines)


def has_ended(process: "subprocess.Popen[bytes]") -> bool:
    """Wait for the child, `WALL_SECONDS` at most; whether it ended by itself. Its number stays taken until `wait`."""
    handle = os.pidfd_open(process.pid)
    try:
        return bool(select.select([handle], [], [], WALL_SECONDS)[0])
    finally:
        os.close(handle)


def ending_of(process: "subprocess.Popen[bytes]", *, is_over: bool) -> Ending:
    """Kill what is left of the child and of whatever it started, and say how it ended.

    The group is killed before the child is waited for: afterwards its number might be another's.
    """
    os.killpg(process.pid, signal.SIGKILL)
    code = process.wait()
    if not is_over or code == -signal.SIGXCPU:
        return Ending.TIMED_OUT
    return Ending.FINISHED if code == 0 else Ending.CRASHED


def lines_of(answer: IO[bytes]) -> list[Any]:
    """The whole lines of the answer as JSON. A line that was cut off, and all after a broken one, are left out."""
    answer.seek(0)
    *whole, _cut_off = answer.read(LONGEST_ANSWER).split(b"\n")
    lines = []
    for line in whole:
        try:
            lines.append(json.loads(line))
        except (ValueError, RecursionError):
            break
    return lines
