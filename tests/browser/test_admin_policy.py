"""The admin works under its own content security policy and asks no other host for anything."""

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, Response

from tests.browser.conftest import RunningPortal, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.looks]
ADDRESSES = [
    "/admin/",
    "/admin/pages/",
    "/admin/images/",
    "/admin/images/add/",
    "/admin/documents/",
    "/admin/account/",
    "/admin/users/",
    "/admin/reports/site-history/",
    "/admin/workflows/list/",
    "/admin/supporters_signatures/",
    "/admin/supporters_held/",
    "/admin/supporters_outbox/",
]


def test_the_admin_has_no_console_error_and_asks_nobody_else(page: Page, portal: RunningPortal) -> None:
    faults: list[str] = []

    def note_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"{page.url}: {message.text}")

    def note_request(request: Request) -> None:
        if not request.url.startswith((portal.url, "data:", "blob:")):
            faults.append(f"{page.url} asks {request.url}")

    def note_response(response: Response) -> None:
        if response.status >= 400:
            faults.append(f"{page.url} got {response.status} from {response.url}")

    page.on("console", note_console)
    page.on("request", note_request)
    page.on("response", note_response)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    sign_in(page, "admin")
    for address in ADDRESSES:
        page.goto(address)
        page.wait_for_load_state("networkidle")
    items = page.request.get("/api/v2/pages/?limit=20").json()["items"]
    one_of_each_type = {item["meta"]["type"]: item["id"] for item in items}
    for number in one_of_each_type.values():
        page.goto(f"/admin/pages/{number}/edit/")
        page.wait_for_load_state("networkidle")
    page.get_by_role("tab", name="Promote").click()
    page.locator("button:visible", has_text="Choose an image").first.click()
    page.get_by_role("dialog").wait_for()
    assert faults == []
