"""What a page costs a visitor: bytes over the wire and requests. A kB is 1,000 bytes, compressed, heads included."""

import pytest
from playwright.sync_api import Browser

from tests.bench.weight import weigh
from tests.browser.addresses import MORE_PAGES, PAGES, REPORT
from tests.browser.conftest import RunningPortal

pytestmark = [pytest.mark.browser, pytest.mark.looks]
FONTS = 4  # that the site has for its own language
WITH_FONTS, BESIDE_ALL_FONTS, BESIDE_FEWER_FONTS = 100_000, 37_000, 45_000
SECOND_PAGE, SCRIPTS = 20_000, 12_000


def test_a_report_and_a_second_page_are_light(browser: Browser, portal: RunningPortal) -> None:
    report, library = weigh(browser, portal.url, [REPORT, "/publications/"])
    assert report.requests <= 9, report.loads
    assert report.without("Image") <= WITH_FONTS, report.loads
    allowed = BESIDE_ALL_FONTS if report.count("Font") >= FONTS else BESIDE_FEWER_FONTS
    assert report.without("Image", "Font") <= allowed, report.loads
    assert library.requests <= 3, library.loads
    assert library.without("Image") <= SECOND_PAGE, library.loads


def test_no_page_asks_for_much_script(browser: Browser, portal: RunningPortal) -> None:
    paths = [*PAGES, *MORE_PAGES]
    weights = weigh(browser, portal.url, paths, is_fresh=True)
    scripts = {path: weight.of("Script") for path, weight in zip(paths, weights, strict=True)}
    assert max(scripts.values()) > 0, "No page has any script: they are not counted."
    assert {path: size for path, size in scripts.items() if size > SCRIPTS} == {}
