"""Somebody without scripts, on a small phone: sign, confirm, look, correct, take back, withdraw, erase."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import RunningPortal
from tests.browser.states import RECORD, sign

pytestmark = pytest.mark.browser
ADDRESS = "record@example.org"


def test_a_record_is_read_corrected_downloaded_and_erased_without_scripts(
    page_without_scripts: Page, portal: RunningPortal, tmp_path: Path
) -> None:
    page = page_without_scripts
    page.set_viewport_size({"width": 320, "height": 640})
    sign(portal, ADDRESS, campaign_mail="on")
    page.goto(portal.confirmation_path(ADDRESS))
    page.get_by_role("button", name="Confirm my signature").click()
    page.get_by_role("link", name="See what we hold about you").click()

    page.get_by_label("E-mail").fill(ADDRESS)
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your inbox")

    page.goto(portal.path_in_mail(ADDRESS, RECORD))
    page.get_by_role("button", name="Show my record").click()
    expect(page.get_by_text("Sample Person")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.get_by_label("Full name").fill("Corrected Person")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Your name and postcode are corrected.")
    page.get_by_role("button", name="Take this back").click()
    expect(page.get_by_text("Taken back", exact=True)).to_be_visible()

    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download my record").click()
    waiting.value.save_as(tmp_path / "record.json")
    file = json.loads((tmp_path / "record.json").read_text(encoding="utf-8"))
    assert file["signatures"][0]["details"]["name"] == "Corrected Person"

    # With the keyboard alone
    page.get_by_role("button", name="Erase everything…").press("Enter")
    expect(page.get_by_text("Nothing has been erased yet")).to_be_visible()
    page.get_by_role("button", name="Erase everything").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Everything is erased")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no record any more")
    assert not page.context.cookies()
