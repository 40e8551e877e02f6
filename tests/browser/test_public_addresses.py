"""Every public address, as a visitor's browser meets it."""

import json
import time
from http.client import HTTPResponse
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.addresses import FILES, PAGES, REPORT, UNCACHED
from tests.browser.conftest import RunningPortal


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
    status, is_of_one_hour = second_visit(portal, path)
    if not is_of_one_hour:  # a page with a form is another one then
        status, _is_of_one_hour = second_visit(portal, path)
    assert status == 304


def second_visit(portal: RunningPortal, path: str) -> tuple[int, bool]:
    """The status that somebody gets who has the page, and whether both visits fell into one hour."""
    hour = time.time() // 3600
    tag = get(portal, path).headers["ETag"]
    try:
        status = get(portal, path, **{"If-None-Match": tag}).status
    except HTTPError as error:
        status = error.code
    return status, time.time() // 3600 == hour


@pytest.mark.parametrize("path", UNCACHED)
def test_health_is_never_cached(portal: RunningPortal, path: str) -> None:
    answer = get(portal, path)
    assert json.load(answer)
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.browser
@pytest.mark.looks
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_console_error_no_other_host_and_no_sideways_scroll(
    visitor: BrowserContext, portal: RunningPortal, path: str
) -> None:
    problems: list[str] = []
    page = visitor.new_page()
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "request",
        lambda request: problems.append(request.url) if not request.url.startswith((portal.url, "data:")) else None,
    )
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(path)
    for width in (360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            problems.append(f"scrolls sideways at {width} pixels")
    headings = page.locator("h1").count()
    page.close()
    assert problems == []
    assert headings == 1


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
