"""axe finds nothing on any page: light and dark, on a phone and on a wide screen, in every state."""

import json
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page

from tests.browser.addresses import MORE_PAGES, PAGES

pytestmark = [pytest.mark.browser, pytest.mark.looks]
# Everything that WCAG 2.2 AA asks for and a program can find, and axe's own advice.
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
LOOK = f"""async () => {{
  const {{ violations }} = await axe.run(document, {json.dumps(OPTIONS)});
  return violations.map(({{ id, help, nodes }}) => [id, help, nodes.slice(0, 3).map(node => node.target.join(" "))]);
}}"""
WIDTHS, SCHEMES = (360, 1440), ("light", "dark")
# Drawn by the portal for nobody who asks politely, so named here: the states of tests/browser/states.py.
STATES = [
    *("form-with-errors", "waiting", "confirmed", "disowned", "damaged-link"),
    *("record-closed", "record", "record-with-errors", "erase-everything"),
    *(f"error-{status}" for status in (400, 403, 404, 405, 410, 413, 429, 500, 503)),
]


def violations(page: Page) -> list[str]:
    """What axe says of an open page, at every width and in both schemes."""
    found = []
    page.evaluate(AXE_SCRIPT)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for name, help_text, places in page.evaluate(LOOK):
                found.append(f"{width} {scheme}: {name}: {help_text} at {places}")
    return found


@pytest.mark.parametrize("path", [*PAGES, *MORE_PAGES])
def test_axe_finds_nothing_at_any_address(visitor: BrowserContext, path: str) -> None:
    page = visitor.new_page()
    page.goto(path)
    found = violations(page)
    page.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state(visitor: BrowserContext, state_pages: dict[str, str], state: str) -> None:
    page = visitor.new_page()
    page.route("**/state/", lambda route: route.fulfill(body=state_pages[state], content_type="text/html"))
    page.goto("/state/")
    found = violations(page)
    page.close()
    assert not found, "\n".join(found)


def test_every_state_is_looked_at(state_pages: dict[str, Any]) -> None:
    assert set(STATES) == set(state_pages)
