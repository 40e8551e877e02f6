"""Which fonts a page in Arabic script asks for, and that it is mirrored."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import RunningPortal

pytestmark = [pytest.mark.browser, pytest.mark.looks]
FONT = re.compile(r"broadsheet-(\w+)\.[^/]*woff2$")


def fonts_of(browser: Browser, portal: RunningPortal, path: str) -> tuple[set[str], int]:
    """The fonts that a first visit fetches, and the weight of all of it as it goes over the line."""
    context = browser.new_context(base_url=portal.url, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    weights: list[int] = []
    session.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    fetched: set[str] = set()
    page.on("request", lambda request: fetched.update(FONT.findall(request.url)))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    context.close()
    return fetched, sum(weights)


@pytest.mark.parametrize("path", ["/", "/about/"])
def test_a_page_in_latin_script_does_not_fetch_the_face_of_the_other(
    browser: Browser, portal: RunningPortal, path: str
) -> None:
    assert "naskh" not in fonts_of(browser, portal, path)[0]


def test_the_urdu_page_with_its_fonts_is_at_most_100_kilobytes(browser: Browser, portal: RunningPortal) -> None:
    fonts, weight = fonts_of(browser, portal, "/ur/")
    assert fonts == {"naskh", "display", "ui", "text"}
    assert weight <= 100_000


def test_the_urdu_page_is_mirrored(browser: Browser, portal: RunningPortal) -> None:
    context = browser.new_context(base_url=portal.url, viewport={"width": 1440, "height": 900})
    page = context.new_page()

    def left_of(selector: str) -> float:
        box = page.locator(selector).first.bounding_box()
        assert box is not None
        return box["x"]

    page.goto("/")
    assert left_of("h1") < left_of(".hero .plate")
    assert left_of(".mast .wm") < left_of(".mast .languages")
    page.goto("/ur/")
    assert left_of("h1") > left_of(".hero .plate")
    assert left_of(".mast .wm") > left_of(".mast .languages")
    # Stars are inked from the right: the drawing is turned over.
    assert page.locator(".count").first.evaluate("star => getComputedStyle(star).scale") == "-1 1"
    # No word of it stands in a face without its letters.
    page.wait_for_function("document.fonts.check('400 19px \"Broadsheet Naskh\"', 'ا')")
    context.close()
