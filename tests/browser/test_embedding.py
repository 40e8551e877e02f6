"""A petition on somebody else's page, in a browser: it signs there, and asks nobody but us."""

import http.server
import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from tests.browser.addresses import LANDING
from tests.running import RunningPortal

pytestmark = [pytest.mark.browser, pytest.mark.looks]


@pytest.fixture
def other_site(portal: RunningPortal) -> Iterator[str]:
    """Another site, for a browser too: it stands at 127.0.0.1, the portal at localhost. Its second frame is not ours
    to give."""
    frames = "".join(
        f'<iframe src="{portal.url}{LANDING}{path}" width="390" height="1500"></iframe>' for path in ("embed/", "")
    )
    body = f'<!doctype html><html lang="en"><title>Another site</title>{frames}'.encode()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Nothing to say."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def fill_in_frame(frame: FrameLocator, name: str, address: str) -> None:
    """The form in the frame."""
    frame.locator("input[name=name]").fill(name)
    frame.locator("input[name=email]").fill(address)
    frame.locator("input[name=postcode]").fill("LE2 0QB")
    frame.locator("input[name=signing]").check()


def test_somebody_signs_in_a_frame_of_another_site(
    visitor: BrowserContext, portal: RunningPortal, other_site: str
) -> None:
    page = visitor.new_page()
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(other_site)
    frame, refused = page.frame_locator("iframe").first, page.frame_locator("iframe").last
    fill_in_frame(frame, "<b>Framed</b>", "framed@example.org")  # what only the server sees
    button = frame.locator("form#sign button[type=submit]")
    button.click()
    expect(frame.locator("[data-errors]")).to_contain_text("brackets")
    expect(frame.locator("input[name=email]")).to_have_value("framed@example.org")
    frame.locator("input[name=name]").fill("Framed Signer")
    button.click()
    expect(frame.get_by_role("heading", level=1)).to_have_text("Check your inbox")
    expect(frame.locator(".imprint")).to_contain_text("Promoted by")
    assert page.url == other_site
    expect(refused.locator("form")).to_have_count(0)  # the page itself is in no frame
    assert visitor.cookies() == []
    assert hosts == {portal.url.split("/")[2], other_site.split("/")[2]}
    assert portal.confirmation_path("framed@example.org")
    page.close()


def test_the_line_to_embed_it_is_there_to_copy(visitor: BrowserContext, portal: RunningPortal) -> None:
    visitor.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visitor.new_page()
    page.goto(LANDING)
    page.get_by_text("Embed this petition on another site").click()
    page.locator("details.quote", has_text="Embed this petition").get_by_role("button", name="Copy").click()
    line = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(rf'<iframe src="{portal.url}{LANDING}embed/" title="[^"]+" .*></iframe>', line)
    page.close()


def press_until(page: Page, selector: str) -> None:
    """Tab, until the focus is on an element. Fails where it does not come."""
    for _stop in range(80):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"The keyboard does not reach {selector}.")


def test_somebody_signs_without_scripts_by_keyboard_on_the_smallest_phone(
    page_without_scripts: Page, portal: RunningPortal
) -> None:
    page = page_without_scripts
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(LANDING)
    for name, value in (("name", "Smallest Phone"), ("email", "smallest@gmial.com"), ("postcode", "nowhere")):
        press_until(page, f"input[name={name}]")
        page.keyboard.type(value)
    press_until(page, "input[name=signing]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("[data-errors]")).to_be_in_viewport()
    expect(page.locator("[data-suggestion]")).to_contain_text("smallest@gmail.com")
    expect(page.locator("input[name=email]")).to_have_value("smallest@gmial.com")
    widest = page.locator("html").evaluate("element => element.scrollWidth")
    assert widest <= 320
    press_until(page, "[data-errors] a")  # leads to the field
    page.keyboard.press("Enter")
    expect(page.locator("input[name=postcode]")).to_be_in_viewport()
    press_until(page, "input[name=postcode]")
    page.keyboard.press("Control+A")
    page.keyboard.type("LE2 0QB")
    press_until(page, "form#sign button[type=submit]")
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your inbox")
    assert page.url == f"{portal.url}{LANDING}thanks/"
    page.goto(portal.confirmation_path("smallest@gmial.com"))
    press_until(page, "button[value=confirm]")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("is confirmed")
