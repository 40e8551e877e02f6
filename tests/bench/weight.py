"""How many bytes and requests a page costs a visitor: counted by Chromium, as they came over the wire."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.running import CHROMIUM, CHROMIUM_OPTIONS, RunningPortal


@dataclass(frozen=True)
class Weight:
    """Of one view: requests that reached the server, bytes with and without fonts."""

    requests: int
    total: int
    without_fonts: int


class Scale:
    """Adds up what a browser session loads. What comes from the browser's cache weighs nothing."""

    def __init__(self, session: CDPSession) -> None:
        self.fonts: set[str] = set()
        self.cached: set[str] = set()
        self.loaded: dict[str, int] = {}
        session.on("Network.responseReceived", self.note_kind)
        session.on("Network.requestServedFromCache", lambda event: self.cached.add(event["requestId"]))
        session.on("Network.loadingFinished", self.note_size)
        session.send("Network.enable")

    def note_kind(self, event: dict[str, Any]) -> None:
        """Remember which are fonts, and which the disk cache answered."""
        if event["type"] == "Font":
            self.fonts.add(event["requestId"])
        if event["response"].get("fromDiskCache"):
            self.cached.add(event["requestId"])

    def note_size(self, event: dict[str, Any]) -> None:
        """Head and body, compressed."""
        self.loaded[event["requestId"]] = int(event["encodedDataLength"])

    def read(self) -> Weight:
        """What has come since the last reading."""
        sizes = {key: size for key, size in self.loaded.items() if key not in self.cached}
        self.loaded = {}
        return Weight(
            requests=len(sizes),
            total=sum(sizes.values()),
            without_fonts=sum(size for key, size in sizes.items() if key not in self.fonts),
        )


def weigh(portal: RunningPortal, paths: list[str]) -> list[Weight]:
    """Open the pages one after the other in one fresh browser, on a wide screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        context = browser.new_context(base_url=portal.url, viewport={"width": 1440, "height": 900})
        page: Page = context.new_page()
        scale = Scale(context.new_cdp_session(page))
        weights = []
        for path in paths:
            page.goto(path, wait_until="networkidle")
            weights.append(scale.read())
        browser.close()
    return weights
