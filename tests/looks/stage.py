"""The demo site played to a browser by this process: no server, so a test may change the pages it looks at.

Every request of the browser is answered by Django's test client, all others are refused.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route

from portal.stylesheets import ENTRY, bundle

HOST = "http://localhost"
CACHED = ("/static/",)
SHEET = settings.STATIC_URL + ENTRY
# What does not depend on the page: hashes of the request, lengths of a body that is sent unpacked.
NOT_PASSED_ON = {"content-length", "content-encoding"}

Answer = dict[str, Any]


@dataclass
class Stage:
    """Answers a browser from the test database, and opens pages in it as one kind of visitor would have them."""

    browser: Browser
    cache: dict[str, Answer] = field(default_factory=dict)

    @contextmanager
    def visitor(self, **settings_of_browser: Any) -> Iterator[BrowserContext]:
        """A browser window of somebody who has set `settings_of_browser` (those of Playwright's `new_context`)."""
        context = self.browser.new_context(base_url=HOST, locale="en-GB", **settings_of_browser)
        ours = {alias: connections[alias] for alias in connections}

        def answer(route: Route) -> None:
            # Playwright calls back in a context of its own, where Django would open another connection: one that
            # cannot see what a test has not committed.
            for alias, connection in ours.items():
                connections[alias] = connection
            self.answer(route)

        context.route("**/*", answer)
        try:
            yield context
        finally:
            context.close()

    def answer(self, route: Route) -> None:
        """What the portal says to one request. Nothing leaves this machine."""
        parts = urlsplit(route.request.url)
        if f"{parts.scheme}://{parts.netloc}" != HOST:
            route.abort()
            return
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        if address not in self.cache:
            answer = ask(address)
            if not address.startswith(CACHED):
                route.fulfill(**answer)
                return
            self.cache[address] = answer
        route.fulfill(**self.cache[address])


def ask(address: str) -> Answer:
    """The portal's answer, in the words of Playwright's `fulfill`."""
    if address == SHEET:
        return {"status": 200, "content_type": "text/css; charset=utf-8", "body": style_sheet()}
    if address.startswith(settings.STATIC_URL):
        return {"path": finders.find(address.removeprefix(settings.STATIC_URL))}
    response = Client().get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {name: value for name, value in response.headers.items() if name.lower() not in NOT_PASSED_ON}
    return {"status": response.status_code, "headers": headers, "body": body}


def style_sheet() -> str:
    """The public style sheet in one piece, as it is collected: a dozen requests less for each page."""
    sources = {}
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            if path.startswith("portal/css/") and isinstance(storage, FileSystemStorage):
                sources[path] = (storage, path)
    return bundle(ENTRY, sources)


def open_page(context: BrowserContext, address: str) -> Page:
    """A page with its fonts and pictures there, also those that load late."""
    page = context.new_page()
    page.goto(address)
    page.evaluate(
        """async () => {
          for (const image of document.images) image.loading = "eager";
          await Promise.all([...document.images].map((image) => image.decode().catch(() => null)));
          await document.fonts.ready;
        }"""
    )
    return page
