"""A publisher imports a Word document and changes its footnotes in Wagtail's editor. In a real browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import RunningPortal, sign_in
from tests.publications.word_documents import heading, note, paragraph, word_document

pytestmark = pytest.mark.browser
DOCUMENT = word_document(
    paragraph("A report from Word", style="Title"),
    paragraph("A claim", note(1), " in the text"),
    heading("First"),
    heading("Second"),
    footnotes={1: "The first source"},
)


@pytest.fixture
def publisher(browser: Browser, portal: RunningPortal) -> Page:
    """Somebody who may add reports, signed in."""
    page = browser.new_context(base_url=portal.url, viewport={"width": 1440, "height": 1000}).new_page()
    sign_in(page, "publisher")
    return page


def test_a_document_is_imported_and_its_footnotes_are_added_changed_and_removed(publisher: Page) -> None:
    found = publisher.request.get("/api/v2/pages/?slug=publications&fields=_,id").json()["items"]
    publisher.goto(f"/admin/reports/word-import/{found[0]['id']}/")
    document = {"name": "report.docx", "mimeType": "application/octet-stream", "buffer": DOCUMENT}
    publisher.set_input_files("input[type=file]", [document])
    publisher.get_by_role("button", name="Make a draft of it").click()
    publisher.get_by_role("link", name="Edit “A report from Word”").click(timeout=60_000)
    text = publisher.locator("[data-contentpath=body] [role=textbox]").first
    marks = publisher.locator("[data-contentpath=body] .footnote-mark")
    expect(marks).to_have_count(1)

    text.click()
    publisher.keyboard.press("End")
    publisher.keyboard.type("/foot")
    publisher.get_by_role("option", name="Footnote").wait_for()
    publisher.keyboard.press("Enter")
    publisher.get_by_label("Footnote", exact=True).fill("A second source")
    publisher.get_by_role("button", name="Save", exact=True).click()
    expect(marks).to_have_count(2)

    marks.first.click()
    words = publisher.get_by_label("Footnote", exact=True)
    expect(words).to_have_value("The first source")
    words.fill("A better source")
    publisher.get_by_role("button", name="Save", exact=True).click()
    expect(marks.first).to_have_attribute("title", "A better source")

    marks.last.click()
    publisher.get_by_role("button", name="Remove the footnote").click()
    expect(marks).to_have_count(1)
    expect(text).to_have_text("A claim† in the text")
    kept = publisher.locator("[data-contentpath=body] input[type=hidden][name$='-value']").first
    expect(kept).to_have_value(re.compile(r'"note":"A better source"'))  # the editor writes it a moment later
    expect(kept).not_to_have_value(re.compile("first source|second source"))
