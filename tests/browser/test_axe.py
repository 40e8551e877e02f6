"""axe finds nothing on any page: light and dark, on a phone and on a wide screen, in every state."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.addresses import MORE_PAGES, PAGES
from tests.browser.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.looks]
# Drawn by the portal for nobody who asks politely, so named here: the states of tests/browser/states.py.
STATES = [
    *("form-with-errors", "waiting", "confirmed", "disowned", "damaged-link"),
    *("record-closed", "record", "record-with-errors", "erase-everything"),
    *(f"error-{status}" for status in (400, 403, 404, 405, 410, 413, 429, 500, 503)),
]


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
