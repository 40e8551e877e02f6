"""People who sign and confirm over HTTP, all at once, and come again when nobody answers; and who pulls the plug."""

import http.client
import itertools
import os
import random
import re
import signal
import threading
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.supporters.mail_server import MailServer

# What a browser sends; a form without it would be held as a program's.
BROWSER = {"User-Agent": "Mozilla/5.0", "Accept-Language": "en-GB", "Sec-Fetch-Site": "same-origin"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CONFIRMATION = re.compile(r"/c/[^\s/\"]+/")
GIVE_UP_AFTER = 60  # seconds without an answer
Answer = tuple[int, list[tuple[str, str]], bytes]


@dataclass
class Storm:
    """A running portal and those who `came` to it. `signed` holds who got the 303, `confirmed` who got the thanks."""

    port: int
    data_dir: Path
    page: Any
    answers: dict[str, str]
    mail_server: MailServer
    came: set[str] = field(default_factory=set)
    signed: set[str] = field(default_factory=set)
    confirmed: set[str] = field(default_factory=set)
    errors: list[int] = field(default_factory=list)
    kills: int = 0

    def answers_live(self) -> bool:
        """Whether the web server is up."""
        try:
            return self.ask("GET", "/healthz/live")[0] == 200
        except OSError:
            return False

    def ask(self, method: str, path: str, form: dict[str, str] | None = None, *, network: str = "") -> Answer:
        """Status, headers and body of one request over a connection of its own. Raises OSError or HTTPException."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = BROWSER | {"Host": f"localhost:{self.port}"} | (FORM if form is not None else {})
            if network:
                headers["X-Forwarded-For"] = network
            connection.request(method, path, urlencode(form) if form is not None else None, headers)
            response = connection.getresponse()
            return response.status, response.getheaders(), response.read()
        finally:
            connection.close()

    def sign(self, email: str) -> Answer:
        """Post the petition's form, each person from a network of their own: many from one would be held."""
        network = f"2001:db8:{zlib.crc32(email.encode()) >> 16:x}:{zlib.crc32(email.encode()) & 0xFFFF:x}::1"
        return self.ask("POST", f"/act/{self.page.action_id}/", self.answers | {"email": email}, network=network)

    def insist(self, attempt: Callable[[], Answer], expected: int) -> bool:
        """Try again until there is an answer, as people do; whether it was the expected one."""
        until = time.monotonic() + GIVE_UP_AFTER
        while time.monotonic() < until:
            try:
                status = attempt()[0]
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
                continue
            if status == expected:
                return True
            self.errors.append(status)
            return False
        raise AssertionError(f"No answer for {GIVE_UP_AFTER} seconds.")

    def sign_and_confirm(self, email: str, *, confirms: bool) -> None:
        """One person: the form, and for some the button of the mail, if it has come by then."""
        if self.insist(lambda: self.sign(email), 303):
            self.signed.add(email)
        path = self.link_for(email) if confirms else ""
        if path and self.insist(lambda: self.ask("POST", path, {"answer": "confirm"}), 200):
            self.confirmed.add(email)

    def link_for(self, email: str) -> str:
        """The confirmation path of a mail, waited for a little, longer while nobody at all has got one; else empty."""
        for wait in range(300):
            if wait >= 20 and self.confirmed:
                break
            if message := self.mail_server.newest.get(email):
                body = message.get_body(("plain",))
                found = CONFIRMATION.search(body.get_content()) if body else None
                return found.group() if found else ""
            time.sleep(0.1)
        return ""

    def rages(self, people: int, *, clients: int, deaths: int) -> None:
        """At least so many people come, so many at a time, until web, worker and clock have died so often together."""
        over = threading.Event()
        killer = threading.Thread(target=self.kill_at_random, args=(over,))
        numbers = itertools.count()

        def come() -> None:
            while (number := next(numbers)) < people or (self.kills < deaths and killer.is_alive()):
                self.came.add(email := f"person{number}@example.org")
                self.sign_and_confirm(email, confirms=number % 5 == 0)

        killer.start()
        try:
            with ThreadPoolExecutor(max_workers=clients) as pool:
                for client in [pool.submit(come) for _client in range(clients)]:
                    client.result()
        finally:
            over.set()
            killer.join()

    def kill_at_random(self, over: threading.Event) -> None:
        """kill -9, one of the three after the other, at moments that nobody chose: each once it is back at work."""
        names = itertools.cycle(["web", "worker", "clock"])
        while not over.wait(random.uniform(0.3, 2.0)):
            self.kill(next(names))
            while not self.answers_live() and not over.is_set():
                time.sleep(0.1)

    def kill(self, name: str) -> None:
        """kill -9 one of the three with all below it, and wait until the supervisor has started another."""
        note = self.data_dir / f"{name}.pid"
        killed = note.read_text()
        os.killpg(int(killed), signal.SIGKILL)
        self.kills += 1
        until = time.monotonic() + GIVE_UP_AFTER
        while note.read_text() == killed:
            assert time.monotonic() < until, f"{name} did not come back."
            time.sleep(0.05)
