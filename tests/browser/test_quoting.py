"""Quoting a paragraph in a real browser: one control, the words that are selected, a link whose words are gone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import REPORT

pytestmark = [pytest.mark.browser, pytest.mark.looks]
PARAGRAPH = ".text p[id]"
SELECT = """paragraph => {
  const words = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode();
  getSelection().setBaseAndExtent(words, 0, words, 11);
}"""


def test_the_control_comes_to_a_paragraph_and_gives_its_words_or_those_selected(page: Page) -> None:
    page.goto(REPORT)
    second = page.locator(PARAGRAPH).nth(1)
    control, words = page.locator(".pilcrow > button"), page.locator(".pilcrow code")
    expect(control).to_be_hidden()
    second.hover()
    control.click()
    place = second.get_attribute("id")
    expect(words).to_contain_text(f"“{second.inner_text()}” Labour Muslim Network, ")
    expect(words).to_contain_text(f"/v1/#{place}")
    page.keyboard.press("Escape")
    page.locator(PARAGRAPH).first.evaluate(SELECT)
    control.click()
    expect(words).to_contain_text("“Each figure” Labour Muslim Network, ")
    page.keyboard.press("Escape")
    page.locator(PARAGRAPH).nth(2).hover()
    expect(control).to_have_count(1)


def test_a_link_whose_paragraph_is_gone_leads_to_its_block_and_says_so(page: Page) -> None:
    page.goto(REPORT)
    place = page.locator(PARAGRAPH).first.get_attribute("id") or ""
    page.goto("about:blank")
    page.goto(f"{REPORT}#{place.rpartition('-')[0]}-gone")
    note = page.get_by_text("The passage that this link led to has been changed since.")
    expect(note).to_be_in_viewport()
    expect(page.locator(".pilcrow > button")).to_be_visible()


def test_findings_can_be_quoted_without_scripts(page_without_scripts: Page) -> None:
    page_without_scripts.goto(REPORT)
    page_without_scripts.get_by_text("Quote this finding").first.click()
    expect(page_without_scripts.locator(".find code").first).to_contain_text("finding 1, version 1.")
    expect(page_without_scripts.locator(".find [data-copy]").first).to_be_hidden()
