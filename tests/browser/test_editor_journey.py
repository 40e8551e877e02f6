"""What an editor and a publisher do: write, preview, submit, approve. In a real browser, with Wagtail's own admin."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.browser.addresses import CAMPAIGN
from tests.browser.conftest import RunningPortal, sign_in

pytestmark = pytest.mark.browser
TITLE = "Open every council to everyone"


@pytest.fixture
def editor(browser: Browser, portal: RunningPortal) -> Page:
    """Somebody who writes and may not publish, signed in."""
    page = browser.new_context(base_url=portal.url, viewport={"width": 1440, "height": 1000}).new_page()
    sign_in(page, "editor")
    return page


@pytest.fixture
def publisher(browser: Browser, portal: RunningPortal) -> Page:
    """Somebody who approves, signed in."""
    page = browser.new_context(base_url=portal.url, viewport={"width": 1440, "height": 1000}).new_page()
    sign_in(page, "publisher")
    return page


def page_number(page: Page, path: str) -> str:
    """The number that the admin gives to the page at a public address."""
    slug = path.strip("/").split("/")[-1]
    found = page.request.get(f"/api/v2/pages/?slug={slug}&fields=_,id").json()
    return str(found["items"][0]["id"])


def insert_block(page: Page, label: str) -> None:
    """Add a block at the end of the body by its name, as the block picker shows it."""
    body = page.locator("[data-contentpath=body]")
    body.locator("button[title='Insert a block']").last.click()
    page.get_by_role("option", name=label, exact=True).click()


def write_in(page: Page, path: str, words: str) -> None:
    """Type into the newest block's field of this name."""
    page.locator(f"[data-contentpath=body] [data-contentpath={path}]").last.locator(
        "input:not([type=hidden]), textarea, [contenteditable=true][role=textbox]"
    ).last.fill(words)


def save_draft(page: Page) -> str:
    """Wait until Wagtail has saved what was typed, and return the page's number.

    It saves by itself three seconds after the last key; a click in the same moment may be early.
    """
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"), timeout=30_000)
    page.wait_for_timeout(4_000)
    return re.findall(r"/pages/(\d+)/", page.url)[0]


def test_an_editor_writes_a_landing_page_and_a_publisher_lets_it_out(
    editor: Page, publisher: Page, page: Page, portal: RunningPortal
) -> None:
    parent = page_number(editor, CAMPAIGN)
    editor.goto(f"/admin/pages/add/campaigns/landingpage/{parent}/")
    editor.fill("textarea[name=title], input[name=title]", TITLE)
    editor.fill("textarea[name=summary]", "Meetings that people can reach, hear and read about.")
    editor.fill("textarea[name=demand]", "We ask every council to publish its meetings in plain words.")
    editor.fill("input[name=target]", "the leaders of the councils")
    editor.fill("input[name=goal]", "500")
    editor.fill("input[name=closes_at]", f"{timezone.localdate() + timedelta(days=365)} 17:00")
    editor.fill("input[name=deletion_date]", f"{timezone.localdate() + timedelta(days=545)}")

    insert_block(editor, "Heading")
    write_in(editor, "text", "Why it matters")
    insert_block(editor, "Text")
    editor.locator("[data-contentpath=body] [contenteditable=true][role=textbox]").last.fill("Because it is ours.")
    insert_block(editor, "Quotation")
    write_in(editor, "quotation", "I could not find the agenda.")
    write_in(editor, "speaker", "A sample resident")
    insert_block(editor, "Key figure")
    write_in(editor, "number", "3")
    write_in(editor, "sentence", "sample councils do it already.")
    insert_block(editor, "Notice")
    write_in(editor, "heading", "A date to keep")
    editor.locator("[data-contentpath=body] [contenteditable=true][role=textbox]").last.fill("The vote is in March.")
    number = save_draft(editor)

    editor.locator("[data-side-panel-toggle=preview]").click()
    preview = editor.frame_locator("iframe[id=w-preview-iframe], [data-side-panel=preview] iframe").first
    expect(preview.get_by_role("heading", level=1)).to_have_text(TITLE, timeout=20_000)

    expect(editor.locator("button[name=action-publish]")).to_have_count(0)
    editor.locator("[data-w-dropdown-target=toggle]").last.click()
    editor.get_by_role("button", name=re.compile("Submit to")).click()
    expect(editor.locator(".messages .success, .messages li.success")).to_be_visible()

    assert portal_status(page, f"{CAMPAIGN}open-every-council-to-everyone/") == 404

    publisher.goto(f"/admin/pages/{number}/edit/")
    publisher.locator("[data-w-dropdown-target=toggle]").last.click()
    publisher.get_by_role("button", name=re.compile("^Approve and")).first.click()
    publisher.wait_for_load_state()

    page.goto(f"{CAMPAIGN}open-every-council-to-everyone/")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    for words in (
        "Why it matters",
        "Because it is ours.",
        "I could not find the agenda.",
        "sample councils",
        "A date to keep",
    ):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.locator("form[action^='/act/']")).to_be_visible()


def portal_status(page: Page, path: str) -> int:
    """What a visitor gets."""
    return page.request.get(path).status
