"""Asking for one address again and again with one client, and what an answer costs."""

import http.client
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode, urlsplit

from tests.bench.processes import cpu_seconds
from tests.browser.addresses import LANDING
from tests.running import RunningPortal

ROUNDS = 3
# As a browser: without them a signature would be held.
HEADERS = {
    "Accept-Encoding": "gzip",
    "Accept": "text/html",
    "User-Agent": "Mozilla/5.0 (sample)",
    "Accept-Language": "en-GB",
}
STYLE_SHEET = re.compile(r'href="(/static/[^"]+\.css)"')
ACTION = re.compile(r'action="(/act/\d+/)"')
TOKEN = re.compile(r'name="token" value="([^"]+)"')


@dataclass(frozen=True)
class Cost:
    """What one answer costs: CPU of the web processes and time until it is read, in ms; medians."""

    cpu: float
    wait: float


class Client:
    """One visitor with one connection that stays open; one who `passes_by` never gets a kept page."""

    def __init__(self, portal: RunningPortal, *, passes_by: bool = False) -> None:
        self.host = urlsplit(portal.url).netloc
        self.connection = http.client.HTTPConnection(self.host, timeout=30)
        # With a cookie, whatever it says, a page is made anew (portal.page_cache).
        self.headers = HEADERS | ({"Cookie": "passes=by"} if passes_by else {})

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Status and body."""
        headers = dict(self.headers)
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        self.connection.request(method, path, urlencode(form) if form else None, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def text_of(self, path: str) -> str:
        """A page as text, not compressed."""
        self.connection.request("GET", path)
        return self.connection.getresponse().read().decode()


def cost_of(ask: Callable[[], int], expected: int, times: int, workers: list[int]) -> Cost:
    """Ask so many times in rounds. Stops with an error at an answer that is not the expected one."""
    cpu, waits = [], []
    for _round in range(ROUNDS):
        before = cpu_seconds(workers)
        for _time in range(times // ROUNDS):
            start = time.perf_counter()
            status = ask()
            waits.append(time.perf_counter() - start)
            if status != expected:
                raise SystemExit(f"Answered {status}, not {expected}: nothing that could be measured.")
        cpu.append((cpu_seconds(workers) - before) / (times // ROUNDS))
    return Cost(cpu=statistics.median(cpu) * 1000, wait=statistics.median(waits) * 1000)


def cost_of_page(client: Client, path: str, times: int, workers: list[int]) -> Cost:
    """GET, warmed up by a few."""
    for _warming in range(4):
        client.ask("GET", path)
    return cost_of(lambda: client.ask("GET", path)[0], 200, times, workers)


def cost_of_signing(client: Client, times: int, workers: list[int]) -> Cost:
    """POST of the petition's form, each time by another person: signature, consent and mail in one transaction."""
    page = client.text_of(LANDING)
    address, token = ACTION.search(page), TOKEN.search(page)
    if address is None or token is None:
        raise SystemExit("The landing page has no form.")
    numbers = count()

    def sign() -> int:
        form = {
            "name": "Sample Person",
            "email": f"person{next(numbers)}@example.org",
            "postcode": "LE2 1AA",
            "signing": "on",
            "token": token.group(1),
        }
        return client.ask("POST", address.group(1), form)[0]

    return cost_of(sign, 303, times, workers)


def style_sheet_of(client: Client) -> str:
    """The address of the site's style sheet: the static file that all is compared with."""
    found = STYLE_SHEET.search(client.text_of("/"))
    if found is None:
        raise SystemExit("The home page has no style sheet.")
    return found.group(1)
