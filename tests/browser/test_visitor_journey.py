"""What a visitor does: read, download, search, sign."""

import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import LANDING, REPORT
from tests.browser.conftest import RunningPortal

pytestmark = pytest.mark.browser


def fill_in(page: Page, name: str, address: str) -> None:
    """The form of a petition, as somebody fills it in."""
    page.fill("input[name=name]", name)
    page.fill("input[name=email]", address)
    page.fill("input[name=postcode]", "LE2 0QB")
    page.locator("form[action^='/act/'] input[type=checkbox][required]").check()


def test_somebody_reads_the_report_and_downloads_it(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Read the report").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Islamophobia and the Muslim Experience")
    expect(page.locator("#finding-2")).to_contain_text("of respondents had directly experienced Islamophobia")
    link = page.locator("a[href$='.pdf']").first
    with urlopen(page.url.split("/publications/")[0] + str(link.get_attribute("href"))) as answer:
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.read(5) == b"%PDF-"


def test_somebody_finds_a_person_by_search(page: Page) -> None:
    page.goto("/search/")
    page.fill("main input[name=q]", "milani")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text(re.compile("milani", re.IGNORECASE))
    page.get_by_role("link", name="Ali Milani").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ali Milani")


def test_somebody_signs_without_javascript_and_confirms(page_without_scripts: Page, portal: RunningPortal) -> None:
    page = page_without_scripts
    page.goto(LANDING)
    fill_in(page, "Sample Signer", "signer@example.org")
    page.locator("form[action^='/act/'] button").click()
    page.wait_for_url(f"{portal.url}{LANDING}thanks/")
    page.goto(portal.confirmation_path("signer@example.org"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("button", name=re.compile("Confirm")).click()
    expect(page.locator("main")).to_contain_text("is confirmed")
    assert "Promoted by" in portal.mails_to("signer@example.org")[-1]


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto(LANDING)
    page.fill("input[name=name]", "Sample Signer")
    page.fill("input[name=email]", "signer@example.org")
    page.fill("input[name=postcode]", "nowhere")
    page.locator("form[action^='/act/'] input[type=checkbox][required]").check()
    page.locator("form[action^='/act/'] button").click()
    expect(page.locator("input[name=name]")).to_have_value("Sample Signer")
    expect(page.locator("input[name=postcode]")).to_have_value("nowhere")
    expect(page.locator("input[name=postcode]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-errors]")).to_be_in_viewport()


def test_the_counter_of_an_open_page_follows_a_confirmed_signature(page: Page, portal: RunningPortal) -> None:
    page.goto(LANDING)
    fill_in(page, "Another Signer", "another@example.org")
    page.locator("form[action^='/act/'] button").click()
    page.wait_for_url(f"**{LANDING}thanks/")
    page.goto(portal.confirmation_path("another@example.org"))
    page.get_by_role("button", name=re.compile("Confirm")).click()
    expect(page.locator("main")).to_contain_text("is confirmed")
    page.goto(REPORT)
    counter = page.request
    page.goto(LANDING)
    address = page.locator("[data-counter]").first.get_attribute("data-counter")
    assert address
    for _attempt in range(240):  # two minutes
        if counter.get(address).json()["confirmed"] >= 1:
            break
        page.wait_for_timeout(500)
    assert counter.get(address).json()["confirmed"] >= 1
