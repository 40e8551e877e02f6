"""Signing on SQLite and on PostgreSQL: how much of what the database could do at most comes out of the web server."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from tests.bench.load import ACTION, TOKEN, Client
from tests.browser.addresses import LANDING
from tests.postgresql import postgresql
from tests.running import ROOT, RunningPortal, running_portal

SECONDS, CLIENTS = 8, 8
CROWD, CONFIRMATIONS, CONFIRMING_FOR = 50, 100, 40  # people, mails, seconds at most
SIGNATURES = 500_000
HEAD = ["what", "SQLite", "PostgreSQL"]


class Petition:
    """The form of the demo site's petition, filled in by another person each time."""

    def __init__(self, portal: RunningPortal) -> None:
        page = Client(portal).text_of(LANDING)
        address, token = ACTION.search(page), TOKEN.search(page)
        if address is None or token is None:
            raise SystemExit("The landing page has no form.")
        self.portal, self.address = portal, address.group(1)
        self.form = {"name": "Sample Person", "postcode": "LE2 1AA", "signing": "on", "token": token.group(1)}
        self.numbers = count()  # next() of it is one step of the interpreter: no two threads get the same

    def sign(self, client: Client) -> None:
        """One signature. Stops at any answer but the thanks."""
        form = self.form | {"email": f"bench{os.getpid()}.{next(self.numbers)}@example.org"}
        status, _body = client.ask("POST", self.address, form)
        if status != 303:
            raise SystemExit(f"Answered {status}, not 303: nothing that could be measured.")

    @contextmanager
    def crowd(self, clients: int) -> Iterator[list[int]]:
        """So many sign again and again, each over a connection that stays open; gives a list with an entry for each
        signature that was answered."""
        over, answered = threading.Event(), []

        def keep_signing() -> None:
            client = Client(self.portal)
            while not over.is_set():
                self.sign(client)
                answered.append(1)

        threads = [threading.Thread(target=keep_signing) for _client in range(clients)]
        for thread in threads:
            thread.start()
        try:
            yield answered
        finally:
            over.set()
            for thread in threads:
                thread.join()


def signatures_per_second(petition: Petition) -> float:
    """Answered with the thanks, so each is on the disk; by a few clients at once."""
    with petition.crowd(CLIENTS) as answered:
        time.sleep(1)  # warm
        before, start = len(answered), time.perf_counter()
        time.sleep(SECONDS)
        return (len(answered) - before) / (time.perf_counter() - start)


def confirm_waits(petition: Petition, tokens: list[str]) -> list[float]:
    """Milliseconds until a confirmation is answered, one after the other, while fifty sign."""
    client, waits = Client(petition.portal), []
    with petition.crowd(CROWD):
        time.sleep(2)
        over = time.monotonic() + CONFIRMING_FOR
        for token in tokens:
            if time.monotonic() > over:
                break
            start = time.perf_counter()
            status, _body = client.ask("POST", f"/c/{token}/", {"answer": "confirm"})
            waits.append((time.perf_counter() - start) * 1000)
            if status != 200:
                raise SystemExit(f"A confirmation was answered {status}.")
    return waits


def inside(portal: RunningPortal, what: str, number: int) -> dict[str, object]:
    """What `tests.bench.rows` measures or makes within the portal's database."""
    environment = portal.environment | {"DJANGO_SETTINGS_MODULE": "portal.settings.production"}
    command = [sys.executable, "-m", "tests.bench.rows", what, str(number)]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout))


def measure(portal: RunningPortal) -> list[str]:
    """The column of one database."""
    petition = Petition(portal)
    petition.sign(Client(portal))  # its rows are the pattern
    time.sleep(3)  # nothing else is written while the database is alone
    bare = float(str(inside(portal, "insert", 1000)["a_second"]))
    signed = signatures_per_second(petition)
    tokens = [str(token) for token in inside(portal, "tokens", CONFIRMATIONS)["tokens"]]  # type: ignore[attr-defined]
    waits = sorted(confirm_waits(petition, tokens))
    counted = inside(portal, "recount", SIGNATURES)
    recount, group = float(str(counted["recount_ms"])), float(str(counted["group_ms"]))
    quantiles = statistics.quantiles(waits, n=100, method="inclusive")  # never more than the longest wait
    return [
        f"{signed:.0f}",
        f"{bare:.0f}",
        f"1 in {bare / signed:.1f}",
        *(f"{quantiles[percent - 1]:.0f}" for percent in (50, 95, 99)),
        f"{recount:.0f}",
        f"{recount / group:.1f}",
    ]


def costs_of_signing(portal: RunningPortal) -> list[list[str]]:
    """The rows of the table: on SQLite in the portal that runs already, on PostgreSQL in one of its own."""
    columns = {"SQLite": measure(portal)}
    with postgresql() as address, tempfile.TemporaryDirectory() as name:
        if address is None:
            columns["PostgreSQL"] = ["–"] * len(columns["SQLite"])
        else:
            os.environ["DATABASE_URL"] = address
            try:
                with running_portal(Path(name)) as other:
                    columns["PostgreSQL"] = measure(other)
            finally:
                del os.environ["DATABASE_URL"]
    labels = [
        f"signatures a second through HTTP, {CLIENTS} clients, each on the disk before its answer",
        "the same rows put into the same tables, a transaction each, one client",
        "of what the database could take, the web server gives",
        f"confirming while {CROWD} sign at once: median ms",
        "95 in 100 within ms",
        "99 in 100 within ms",
        f"recount of {SIGNATURES:,} signatures, ms",
        "× a bare count by state of the same rows",
    ]
    return [list(row) for row in zip(labels, columns["SQLite"], columns["PostgreSQL"], strict=True)]
