"""Every public address, as a visitor's browser meets it."""

import json
from http.client import HTTPResponse
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.addresses import FILES, PAGES, REPORT, UNCACHED
from tests.browser.conftest import RunningPortal

AXE = Axe()
# Everything that WCAG 2.2 AA asks for and a program can find, and axe's own advice.
AXE_OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def get(portal: RunningPortal, path: str, **headers: str) -> HTTPResponse:
    """GET without a cookie jar."""
    return urlopen(Request(portal.url + path, headers=headers), timeout=30)


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_a_visitor_without_cookies_gets_a_cacheable_answer_and_no_cookie(portal: RunningPortal, path: str) -> None:
    answer = get(portal, path)
    assert answer.status == 200
    assert answer.headers["Set-Cookie"] is None
    assert "cookie" not in (answer.headers["Vary"] or "").lower()
    assert "max-age=" in answer.headers["Cache-Control"]
    assert answer.headers["ETag"] or answer.headers["Last-Modified"]


@pytest.mark.parametrize("path", [*PAGES, f"{REPORT}latest.pdf", "/feeds/all.atom"])
def test_a_second_visit_costs_no_body(portal: RunningPortal, path: str) -> None:
    tag = get(portal, path).headers["ETag"]
    with pytest.raises(HTTPError) as answer:
        get(portal, path, **{"If-None-Match": tag})
    assert answer.value.code == 304


@pytest.mark.parametrize("path", UNCACHED)
def test_health_is_never_cached(portal: RunningPortal, path: str) -> None:
    answer = get(portal, path)
    assert json.load(answer)
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_console_error_no_other_host_and_no_sideways_scroll(
    page: Page, portal: RunningPortal, path: str
) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "request",
        lambda request: problems.append(request.url) if not request.url.startswith((portal.url, "data:")) else None,
    )
    for width in (360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(path)
        page.wait_for_load_state("networkidle")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            problems.append(f"scrolls sideways at {width} pixels")
    assert problems == []
    assert page.locator("h1").count() == 1


@pytest.mark.browser
@pytest.mark.looks
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 360)])
def test_axe_finds_nothing_on_any_page_type(browser: Browser, portal: RunningPortal, scheme: str, width: int) -> None:
    context = browser.new_context(
        base_url=portal.url, color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    found: list[str] = []
    for path in [*PAGES, "/accounts/login/", "/no-such-page/"]:
        page.goto(path)
        for violation in AXE.run(page, options=AXE_OPTIONS).response["violations"]:
            places = [node["target"] for node in violation["nodes"]][:3]
            found.append(f"{path}: {violation['id']} {violation['help']} at {places}")
    context.close()
    assert found == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/no-such-page/", 404),
        ("/publications/?page=abc", 404),
        ("/publications/?page=99", 404),
        ("/publications/?topic=no-such-topic", 200),
        ("/publications/?year=abc", 200),
        ("/search/?q=%00", 400),
        ("/search/?q=" + "x" * 100_000, 400),
        ("/search/?q=%22%3E*()%3A", 200),
        ("/search/?page=abc", 404),
        ("/documents/999/nothing.pdf", 404),
        ("/media/documents/nothing.pdf", 404),
        ("/c/forged-token/", 404),
        (f"{REPORT}v1/../../../etc/passwd", 404),
        (f"{REPORT}v9/nothing.pdf", 404),
    ],
)
def test_bad_input_gets_a_page_of_ours_with_the_right_status(portal: RunningPortal, path: str, status: int) -> None:
    try:
        answer = get(portal, path)
        found, body = answer.status, answer.read()
    except HTTPError as error:
        found, body = error.code, error.read()
    assert found == status
    assert b"<h1" in body
    assert b"Traceback" not in body


def test_the_admin_is_reached_only_through_our_sign_in(page: Page) -> None:
    for path in ("/admin/", "/admin/login/", "/_util/login/", "/django-admin/"):
        page.goto(path)
        assert page.locator("input[name=password]").count() == (0 if path == "/django-admin/" else 1)
        if path != "/django-admin/":
            assert "/accounts/login/" in page.url
