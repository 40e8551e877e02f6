"""SQLite under threads and processes that keep their connections: no lock outlives a request, nothing is shared."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.bench.processes import children_of
from tests.browser.addresses import LANDING, REPORT
from tests.browser.conftest import RunningPortal
from tests.browser.states import ask, sign

THREADS = 4  # of a web worker (portal.web_server)
LISTENING = "0A"  # man 5 proc_pid_net

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="counts who has the file of SQLite open")


def openings(pid: int, file: Path) -> int:
    """How often a process has a file open."""
    folder = Path(f"/proc/{pid}/fd")
    return sum(os.path.realpath(folder / number) == str(file) for number in os.listdir(folder))


def web_server(portal: RunningPortal) -> int:
    """The process that forks the web workers. The others may have children for a while: to draw, to read a file."""
    port = int(portal.url.rpartition(":")[2])
    return next(one for one in children_of(portal.pid) if listens(one, port))


def listens(pid: int, port: int) -> bool:
    """Whether a process has the socket open at which a port is answered."""
    held = {link_at(f"/proc/{pid}/fd/{number}") for number in os.listdir(f"/proc/{pid}/fd")}
    sockets = [line.split() for kind in ("tcp", "tcp6") for line in Path(f"/proc/net/{kind}").read_text().splitlines()]
    return any(
        state == LISTENING and int(address.rpartition(":")[2], 16) == port and f"socket:[{inode}]" in held
        for _number, address, _peer, state, *_rest, inode in (row[:10] for row in sockets if row[0] != "sl")
    )


def link_at(path: str) -> str:
    """What an open file of a process is; nothing when it has been closed meanwhile."""
    try:
        return os.readlink(path)
    except FileNotFoundError:
        return ""


def visit_and_sign(portal: RunningPortal, number: int) -> list[int]:
    """The statuses that one visitor gets who reads, searches and signs."""
    read = [ask(portal, "GET", path)[0] for path in ("/", REPORT, "/search/?q=report", LANDING)]
    return [*read, sign(portal, f"crowd{number}@example.org")[0]]


@pytest.fixture(scope="module")
def crowd(portal: RunningPortal) -> list[list[int]]:
    """Sixteen visitors, eight at a time."""
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda number: visit_and_sign(portal, number), range(16)))


def test_readers_and_writers_at_once_are_all_answered(crowd: list[list[int]]) -> None:
    assert crowd == [[200, 200, 200, 200, 303]] * 16


def test_a_connection_is_kept_for_each_thread_and_no_more(portal: RunningPortal, crowd: list[list[int]]) -> None:
    file = portal.data_dir / "db.sqlite3"
    for worker in children_of(web_server(portal)):
        assert 1 <= openings(worker, file) <= THREADS


def test_no_connection_is_there_when_a_worker_is_forked(portal: RunningPortal, crowd: list[list[int]]) -> None:
    assert openings(web_server(portal), portal.data_dir / "db.sqlite3") == 0
    assert openings(portal.pid, portal.data_dir / "db.sqlite3") == 0


def test_kept_connections_hold_no_lock(portal: RunningPortal, crowd: list[list[int]]) -> None:
    """Emptying the write-ahead log needs every reader and every writer to be out of the way."""
    with sqlite3.connect(portal.data_dir / "db.sqlite3", timeout=20) as other:
        is_busy, _pages, _moved = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert is_busy == 0
