"""How many bytes and requests a page costs a visitor: counted by Chromium, as they came over the wire."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession

WIDE = {"width": 1440, "height": 900}


@dataclass(frozen=True)
class Load:
    """One answer that a browser loaded: what for, and its bytes, head and body, compressed."""

    kind: str  # Document, Stylesheet, Font, Script, Image, Fetch …: Chromium's words
    size: int


@dataclass(frozen=True)
class Weight:
    """Of one view: every answer that came from the server."""

    loads: tuple[Load, ...]

    @property
    def requests(self) -> int:
        """How many reached the server."""
        return len(self.loads)

    def of(self, kind: str) -> int:
        """Bytes of one kind."""
        return sum(load.size for load in self.loads if load.kind == kind)

    def without(self, *kinds: str) -> int:
        """Bytes of all other kinds."""
        return sum(load.size for load in self.loads if load.kind not in kinds)

    def count(self, kind: str) -> int:
        """How many of one kind."""
        return sum(load.kind == kind for load in self.loads)


class Scale:
    """Adds up what a browser session loads. What comes from the browser's cache weighs nothing."""

    def __init__(self, session: CDPSession) -> None:
        self.kinds: dict[str, str] = {}
        self.cached: set[str] = set()
        self.loaded: dict[str, int] = {}
        session.on("Network.responseReceived", self.note_kind)
        session.on("Network.requestServedFromCache", lambda event: self.cached.add(event["requestId"]))
        session.on("Network.loadingFinished", self.note_size)
        session.send("Network.enable")

    def note_kind(self, event: dict[str, Any]) -> None:
        """Remember what it is for, and whether the disk cache answered."""
        self.kinds[event["requestId"]] = event["type"]
        if event["response"].get("fromDiskCache"):
            self.cached.add(event["requestId"])

    def note_size(self, event: dict[str, Any]) -> None:
        """Head and body, compressed."""
        self.loaded[event["requestId"]] = int(event["encodedDataLength"])

    def read(self) -> Weight:
        """What has come since the last reading."""
        loads = [Load(self.kinds.get(key, ""), size) for key, size in self.loaded.items() if key not in self.cached]
        self.loaded = {}
        return Weight(tuple(loads))


def weigh(browser: Browser, url: str, paths: list[str], *, is_fresh: bool = False) -> list[Weight]:
    """Open the pages one after the other in one new window, on a wide screen; with `is_fresh` each as if the first."""
    context = browser.new_context(base_url=url, viewport=WIDE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    scale = Scale(session)
    session.send("Network.setCacheDisabled", {"cacheDisabled": is_fresh})
    weights = []
    for path in paths:
        page.goto(path, wait_until="load" if is_fresh else "networkidle")
        weights.append(scale.read())
    context.close()
    return weights
