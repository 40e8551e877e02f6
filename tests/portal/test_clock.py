"""The clock does each piece of work when it is due, once, and goes on when one fails."""

import logging
import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.clock import Clock, Periodic, claim, note_failure, run_once
from portal.models import Tick
from portal.ticks import TICKS

pytestmark = pytest.mark.django_db


def test_work_that_is_due_is_done_and_noted() -> None:
    done: list[str] = []
    run_once(Periodic("count", 60, lambda: done.append("counted")))
    tick = Tick.objects.get(name="count")
    assert done == ["counted"]
    assert tick.finished_at is not None
    assert tick.error == ""


def test_a_second_clock_finds_the_work_taken() -> None:
    work = Periodic("count", 60, lambda: None)
    assert claim(work)
    assert not claim(work)


def test_work_is_due_again_when_its_interval_has_passed() -> None:
    work = Periodic("count", 60, lambda: None)
    claim(work)
    Tick.objects.filter(name="count").update(started_at=timezone.now() - timedelta(seconds=60))
    assert claim(work)


def test_a_failure_is_logged_and_kept_until_the_next_good_run(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ValueError("no such file")

    work = Periodic("count", 60, fail)
    with pytest.raises(ValueError, match="no such file"):
        run_once(work)
    with caplog.at_level(logging.ERROR):
        note_failure(work, ValueError("no such file"))
    assert "The tick count failed." in caplog.text
    assert Tick.objects.get(name="count").error == "ValueError: no such file"
    Tick.objects.filter(name="count").update(started_at=None)
    run_once(Periodic("count", 60, lambda: None))
    assert Tick.objects.get(name="count").error == ""


def test_one_failing_tick_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Claims are replaced: the threads of the clock would not see this test's transaction."""
    counted, failed = threading.Event(), threading.Event()
    monkeypatch.setattr("portal.clock.run_once", lambda periodic: periodic.work())
    monkeypatch.setattr("portal.clock.note_failure", lambda periodic, error: failed.set())

    def fail() -> None:
        raise OSError("disk full")

    clock = Clock([Periodic("broken", 60, fail), Periodic("count", 60, counted.set)])
    thread = threading.Thread(target=clock.run)
    thread.start()
    assert counted.wait(30)
    assert failed.wait(30)
    clock.stop()
    thread.join(30)
    assert not thread.is_alive()


def test_a_tick_that_still_runs_is_left_out(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr("portal.clock.run_once", lambda periodic: periodic.work())
    release = threading.Event()
    clock = Clock([])
    slow = Periodic("slow", 1, release.wait)
    clock.begin(slow)
    clock.begin(slow)
    release.set()
    clock.pool.shutdown(wait=True)
    assert "The tick slow is still running" in caplog.text


def test_every_tick_of_the_table_can_be_done_on_an_empty_database(task_queue: None) -> None:
    for periodic in TICKS:
        periodic.work()


def test_no_two_ticks_share_a_name() -> None:
    names = [periodic.name for periodic in TICKS]
    assert len(names) == len(set(names))
