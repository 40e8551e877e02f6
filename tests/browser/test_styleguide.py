"""The style guide and the block previews in a browser: what a program can find wrong, and what keys and scrolling do."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, FloatRect, Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import RunningPortal, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.looks]

FRAMES = 'a[href^="/admin/block-preview/"]'


@pytest.fixture(scope="module")
def staff(browser: Browser, portal: RunningPortal) -> Iterator[BrowserContext]:
    """A browser of somebody who may enter the admin."""
    context = browser.new_context(base_url=portal.url, reduced_motion="reduce", locale="en-GB")
    sign_in(context.new_page(), "editor")
    yield context
    context.close()


@pytest.fixture
def page(staff: BrowserContext) -> Iterator[Page]:
    """A page of theirs, in place of pytest-playwright's."""
    made = staff.new_page()
    yield made
    made.close()


def links(page: Page, selector: str) -> list[str]:
    """Where the guide's links lead, each once."""
    page.goto("/styleguide/")
    found: list[Any] = page.locator(selector).evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    return list(dict.fromkeys(found))


def faults(page: Page, paths: list[str]) -> list[str]:
    """What axe finds at each address, and sideways scrolling on a phone.

    An entry shows its states below each other: what is one of a kind on a page stands there more than once.
    """
    found = []
    for path in paths:
        page.goto(path)
        found += [f"{path} {fault}" for fault in violations(page, landmark_unique=False)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path} scrolls sideways on a phone")
    return found


def test_axe_finds_nothing_in_any_entry_of_the_style_guide(page: Page) -> None:
    paths = links(page, ".entry > .sheet a[href^='/styleguide/']:not([href*='?'])")
    assert len(paths) > 50
    assert faults(page, paths) == []


def test_axe_finds_nothing_in_any_block_preview(page: Page) -> None:
    paths = links(page, FRAMES)
    assert len(paths) > 20
    assert faults(page, paths) == []


def test_arrow_keys_walk_the_tabs_and_one_panel_is_seen(page: Page) -> None:
    page.goto("/styleguide/block-tabs/?state=six")
    tabs, panels = page.get_by_role("tab"), page.locator("[role=tabpanel]:not([hidden])")
    expect(tabs).to_have_count(6)
    tabs.nth(0).focus()
    page.keyboard.press("ArrowRight")
    expect(tabs.nth(1)).to_be_focused()
    expect(tabs.nth(1)).to_have_attribute("aria-selected", "true")
    expect(panels).to_have_count(1)
    page.keyboard.press("End")
    expect(tabs.nth(5)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tabs.nth(0)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(tabs.nth(5)).to_be_focused()


def test_without_scripts_tabs_are_sections_and_a_footnote_still_opens(
    staff: BrowserContext, browser: Browser, portal: RunningPortal
) -> None:
    context = browser.new_context(base_url=portal.url, java_script_enabled=False, storage_state=staff.storage_state())
    page = context.new_page()
    page.goto("/styleguide/block-tabs/?state=six")
    expect(page.locator(".tabs > section > h3")).to_have_count(6)
    expect(page.locator(".tabs > section").last).to_be_visible()
    page.goto("/styleguide/footnotes/")
    note = page.locator("[popover]").first
    expect(note).to_be_hidden()
    page.get_by_role("button", name="Note 1").click()
    expect(note).to_be_visible()
    context.close()


def test_the_contents_list_marks_the_section_that_is_read(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 700})
    page.goto("/styleguide/contents/?state=long")
    current = page.locator(".toc [aria-current]")
    for heading in (
        "How the sample was taken",
        "What a longer heading of this sample says",
        "How the sample was taken",
    ):
        page.get_by_role("heading", name=heading).evaluate("heading => heading.scrollIntoView()")
        expect(current).to_have_text(heading)


def test_the_head_of_a_table_stays_in_sight(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 600})
    page.goto("/styleguide/block-table/?state=fourteen")
    frame = page.get_by_role("region", name="A sample table of 14 columns")
    frame.focus()
    page.keyboard.press("End")
    frame.evaluate("frame => frame.scrollTo(400, 300)")
    outer = box(frame)
    assert box(page.get_by_role("columnheader", name="2010"))["y"] >= outer["y"]
    assert box(page.get_by_role("rowheader").last)["x"] == pytest.approx(outer["x"], abs=1)


def box(locator: Locator) -> FloatRect:
    """Where an element is in the window."""
    found = locator.bounding_box()
    assert found
    return found


def test_a_stacked_table_is_still_a_table_to_those_who_cannot_see_it(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 600})
    page.goto("/styleguide/block-table/?state=five")
    assert page.locator("table thead").evaluate("head => head.getBoundingClientRect().height") <= 1
    expect(page.get_by_role("rowheader", name="Sample row 1", exact=True)).to_be_visible()
    expect(page.get_by_role("columnheader", name="2007")).to_have_count(1)
