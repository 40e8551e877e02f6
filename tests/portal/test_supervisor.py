"""Three processes live together and end together."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def start(tmp_path: Path, body: str) -> "subprocess.Popen[str]":
    """A supervisor in a process of its own, over the works that `body` defines."""
    script = tmp_path / "supervised.py"
    script.write_text(
        textwrap.dedent(f"""
        import os, sys, time
        from pathlib import Path
        from portal.supervisor import Supervisor
        folder = Path({str(tmp_path)!r})
        def stay(name):
            with (folder / name).open("a") as log:
                log.write(str(os.getpid()) + "\\n")
            time.sleep(600)
        """)
        + textwrap.dedent(body)
        + "\nsys.exit(Supervisor(works, on_wake=lambda: None).run())\n"
    )
    return subprocess.Popen(
        [sys.executable, str(script)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=-1, text=True
    )


def wait_for_lines(path: Path, number: int) -> list[int]:
    """The process ids in a file once there are so many. Fails after a minute."""
    for _ in range(600):
        found = [int(line) for line in path.read_text().split()] if path.exists() else []
        if len(found) >= number:
            return found
        time.sleep(0.1)
    pytest.fail(f"{path.name} was not started {number} times")


def has_ended(pid: int) -> bool:
    """Whether a process is gone, within half a minute."""
    for _ in range(300):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_signal_ends_all_of_them(tmp_path: Path, signum: int) -> None:
    supervisor = start(tmp_path, "works = {'web': lambda: stay('web'), 'clock': lambda: stay('clock')}")
    pids = wait_for_lines(tmp_path / "web", 1) + wait_for_lines(tmp_path / "clock", 1)
    supervisor.send_signal(signum)
    assert supervisor.wait(60) == 0
    assert all(has_ended(pid) for pid in pids)


def test_a_process_that_crashes_is_started_again(tmp_path: Path) -> None:
    supervisor = start(tmp_path, "works = {'web': lambda: stay('web')}")
    (first,) = wait_for_lines(tmp_path / "web", 1)
    os.kill(first, signal.SIGKILL)
    second = wait_for_lines(tmp_path / "web", 2)[1]
    supervisor.terminate()
    output = supervisor.communicate(timeout=60)[0]
    assert "“web” ended with code -9. Starting it again." in output
    assert has_ended(second)


def test_a_process_that_keeps_crashing_stops_all_with_a_clear_message(tmp_path: Path) -> None:
    supervisor = start(
        tmp_path,
        """
        def crash():
            while not (folder / "clock").exists():  # else all is stopped before the other has begun
                time.sleep(0.1)
            sys.exit(3)
        works = {"clock": lambda: stay("clock"), "web": crash}
        """,
    )
    output = supervisor.communicate(timeout=60)[0]
    assert supervisor.returncode == 1
    assert "“web” ended 3 times within a minute. Stopping everything." in output
    assert has_ended(wait_for_lines(tmp_path / "clock", 1)[0])


def test_no_process_outlives_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    supervisor = start(tmp_path, "works = {'web': lambda: stay('web')}")
    (pid,) = wait_for_lines(tmp_path / "web", 1)
    supervisor.kill()
    supervisor.wait(30)
    assert has_ended(pid)
