"""The Brand tab in a browser: pickers, digits and preview follow each other before anything is saved."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import RunningPortal, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.looks]
SETTINGS = "/admin/settings/foundation/organisationsettings/"


def test_the_preview_follows_the_colours_as_they_are_chosen(page: Page, portal: RunningPortal) -> None:
    sign_in(page, "admin")
    page.goto(SETTINGS)
    page.get_by_role("tab", name="Brand").click()
    frame = page.frame_locator("[data-brand-preview]")
    digits = page.locator("[name=accent]")
    picker = page.locator(".colour-picker:has(+ [name=accent])")
    expect(picker).to_have_value("#b8102b")
    expect(frame.locator(".screen-light > .acts .btn").first).to_have_css("background-color", "rgb(184, 16, 43)")
    digits.fill("0a5d3b")
    expect(picker).to_have_value("#0a5d3b")
    expect(frame.locator(".screen-light > .acts .btn").first).to_have_css("background-color", "rgb(10, 93, 59)")
    picker.fill("#ffd400")
    expect(digits).to_have_value("#ffd400")
    expect(frame.locator(".screen-dark .flag").first).to_have_css("background-color", "rgb(255, 212, 0)")
    page.locator("[name=ink]").fill("#8a8a8a")
    expect(frame.get_by_role("alert")).to_contain_text("Ink on paper reaches a contrast of 3 to 1")
