"""One made-up person with a browser: loads the page with its files, asks for the count, signs, confirms."""

import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from supporters.rehearsal.bounds import Place

PATIENCE = 30  # seconds for one answer
# What browsers send; without it a signature would be held.
HEADERS = {
    "Accept": "text/html,*/*",
    "Accept-Encoding": "identity",
    "Accept-Language": "en-GB",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
}
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class Sample:
    """One request: what for, how long it took (seconds), and whether the answer was the one that should come."""

    step: str
    seconds: float
    is_right: bool


@dataclass(frozen=True)
class Answer:
    """Status (0 for a broken connection), body, and where a redirect leads."""

    status: int
    body: str
    location: str = ""


class FormPage(HTMLParser):
    """What a browser finds on the page: files to load, the form's address and hidden fields, where the count is."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.files: list[str] = []
        self.form_path = ""
        self.hidden: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is needed."""
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and given.get("rel") == "stylesheet":
            self.files.append(given.get("href", ""))
        if tag == "script" and given.get("src"):
            self.files.append(given["src"])
        if tag == "form" and "/act/" in given.get("action", ""):
            self.form_path = given["action"]
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given.get("name", "")] = given.get("value", "")


class Visitor:
    """Keeps one connection open, as a browser does. Every request is noted by `note`."""

    def __init__(self, place: Place, note: Callable[[Sample], None], *, is_https: bool = False) -> None:
        self.note = note
        self.connection = http.client.HTTPConnection(place.ip, place.port, timeout=PATIENCE)
        # Where the portal stands behind a proxy that speaks TLS, it would send us there.
        self.headers = {**HEADERS, "Host": place.host} | ({"X-Forwarded-Proto": "https"} if is_https else {})

    def close(self) -> None:
        """Hang up."""
        self.connection.close()

    def ask(self, step: str, path: str, form: dict[str, str] | None = None, expected: int = HTTPStatus.OK) -> Answer:
        """One request, timed until its last byte."""
        start = time.perf_counter()
        try:
            self.connection.request(
                "POST" if form is not None else "GET",
                path,
                urlencode(form) if form is not None else None,
                self.headers | (FORM if form is not None else {}),
            )
            response = self.connection.getresponse()
            body = response.read().decode("utf-8", "replace")
            answer = Answer(response.status, body, response.headers.get("Location", ""))
        except (OSError, http.client.HTTPException):
            self.connection.close()
            answer = Answer(0, "")
        self.note(Sample(step, time.perf_counter() - start, answer.status == expected))
        return answer

    def look_at(self, path: str, counter_path: str) -> FormPage:
        """Load the page, its files and the count."""
        page = FormPage(self.ask("page", path).body)
        for file in page.files:
            self.ask("file", file)
        self.ask("count", counter_path)
        return page

    def sign(self, page: FormPage, answers: dict[str, str]) -> bool:
        """Send the form and follow to the thanks; whether it was taken."""
        sent = self.ask("sign", page.form_path, {**page.hidden, **answers, "website": ""}, HTTPStatus.SEE_OTHER)
        if sent.status != HTTPStatus.SEE_OTHER:
            return False
        self.ask("thanks", urlsplit(sent.location).path)
        return True

    def confirm(self, path: str) -> bool:
        """Follow the link of the mail and press the button; whether it was confirmed."""
        self.ask("link in the mail", path)
        return self.ask("confirm", path, {"answer": "confirm"}).status == HTTPStatus.OK
