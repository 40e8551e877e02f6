"""A running portal for the whole session, started as `make run` starts it; and the system's Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.states import error_pages, pages_of_signing
from tests.running import CHROMIUM, CHROMIUM_OPTIONS, PASSWORD, RunningPortal, running_portal

expect.set_options(timeout=20_000)  # milliseconds: other tests run on the same machine
# Other tests keep the machine busy: nothing is switched off for it.
ALWAYS_ON = """
from supporters.models import ServiceSwitches
switches = ServiceSwitches.load()
switches.is_automatic = False
switches.save()
"""
START_WITHIN = 600  # seconds: here it only has to come; how soon is measured elsewhere, alone


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """The running portal."""
    with running_portal(tmp_path_factory.mktemp("portal"), ready_within=START_WITHIN) as running:
        running.run_code(ALWAYS_ON)
        yield running


@pytest.fixture(scope="session")
def signing_pages(portal: RunningPortal) -> dict[str, str]:
    """The pages that posting a form and following a mail's link lead to, by name."""
    return pages_of_signing(portal)


@pytest.fixture
def state_pages(signing_pages: dict[str, str], home_page: object) -> dict[str, str]:
    """Every page that no address alone shows, by name."""
    return signing_pages | error_pages()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, quiet: it must not look for hosts outside."""
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": CHROMIUM_OPTIONS,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], portal: RunningPortal) -> dict[str, Any]:
    """Every page is opened at the running portal."""
    return {**browser_context_args, "base_url": portal.url, "locale": "en-GB"}


@pytest.fixture(scope="module")
def visitor(browser: Browser, portal: RunningPortal) -> Iterator[BrowserContext]:
    """A browser window that a module's tests share, for those that only look. Nothing moves in it."""
    context = browser.new_context(base_url=portal.url, locale="en-GB", reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def page_without_scripts(browser: Browser, portal: RunningPortal) -> Iterator[Page]:
    """A page in a browser with JavaScript off, at the width of a small phone."""
    context: BrowserContext = browser.new_context(
        base_url=portal.url, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    yield context.new_page()
    context.close()


def sign_in(page: Page, username: str) -> None:
    """Sign in to the admin as one of the demo log-ins."""
    page.goto("/admin/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit], main form input[type=submit]")
    page.wait_for_url("**/admin/")
