"""The keyboard alone: it reaches everything, its place is always seen, and it works every component."""

import itertools
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.addresses import LANDING, REPORT
from tests.browser.conftest import RunningPortal, sign_in
from tests.browser.focus import PHONE, REACHABLE, WIDE, stop_at, tab_to, walk

pytestmark = [pytest.mark.browser, pytest.mark.looks]


@pytest.fixture
def seat(visitor: BrowserContext) -> Iterator[Page]:
    """A page of the shared window, wide, closed at the end."""
    page = visitor.new_page()
    page.set_viewport_size(WIDE)
    yield page
    page.close()


def assert_seen(page: Page) -> None:
    """Whatever has the focus now is seen to have it."""
    stop = stop_at(page)
    assert stop, "Nothing has the focus."
    assert not stop.fault, stop.fault


@pytest.mark.parametrize("path", [REPORT, LANDING])
def test_on_a_wide_screen_too(seat: Page, path: str) -> None:
    seat.goto(path)
    seat.evaluate(REACHABLE)
    assert [stop.fault for stop in walk(seat) if stop.fault] == []
    assert seat.evaluate("[...toReach].map(element => element.outerHTML.slice(0, 120))") == []


def test_the_keyboard_walks_back_the_same_way(seat: Page) -> None:
    seat.goto("/people/")
    there = [stop.name for stop in walk(seat)]
    back = [stop.name for stop in itertools.islice(walk(seat, "Shift+Tab"), len(there))]
    assert back == there[::-1]


def test_the_first_stop_skips_to_the_content(seat: Page) -> None:
    seat.goto(REPORT)
    seat.keyboard.press("Tab")
    assert_seen(seat)
    expect(seat.get_by_role("link", name="Skip to content")).to_be_focused()
    seat.keyboard.press("Enter")
    seat.keyboard.press("Tab")
    assert seat.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_menu_of_a_phone_opens_and_escape_gives_the_focus_back(seat: Page) -> None:
    seat.set_viewport_size(PHONE)
    seat.goto("/about/")
    tab_to(seat, "button.open")
    seat.keyboard.press("Enter")
    expect(seat.get_by_role("navigation", name="Main")).to_be_visible()
    for name in ("Close", "About", "Publications"):
        assert_seen(seat)
        expect(seat.get_by_text(name, exact=True).locator("visible=true").first).to_be_focused()
        seat.keyboard.press("Tab")
    seat.keyboard.press("Escape")
    expect(seat.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(seat.locator("button.open")).to_be_focused()


def test_nothing_behind_the_open_menu_takes_the_focus(seat: Page) -> None:
    seat.set_viewport_size(PHONE)
    seat.goto("/about/")
    tab_to(seat, "button.open")
    seat.keyboard.press("Enter")
    for _step in range(12):  # past the last link
        assert seat.evaluate(
            "document.activeElement === document.body || document.activeElement.closest('#menu') !== null"
        )
        seat.keyboard.press("Tab")


def test_suggestions_are_walked_chosen_and_closed(seat: Page) -> None:
    seat.goto("/search/")
    tab_to(seat, "#q")
    field, offers = seat.get_by_role("combobox"), seat.get_by_role("option")
    with seat.expect_response(re.compile("q=islam")):  # the offers of the first letters may come before
        seat.keyboard.type("islam")
    expect(offers).not_to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(seat.get_by_role("status").filter(has_text="suggestion")).to_have_text(re.compile(r"^\d+ suggestions?$"))
    seat.keyboard.press("ArrowDown")
    chosen = offers.first.inner_text()
    expect(offers.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", str(offers.first.get_attribute("id")))
    seat.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("islam")
    seat.keyboard.press("ArrowDown")
    seat.keyboard.press("Enter")
    expect(seat.locator("#q")).to_have_value(chosen)
    expect(seat.locator(".found")).to_contain_text(chosen)


def test_the_contents_list_leads_to_the_section_that_follows(seat: Page) -> None:
    seat.goto(REPORT)
    tab_to(seat, ".toc li:nth-child(3) a")
    heading = seat.locator(str(seat.locator(".toc li:nth-child(3) a").get_attribute("href")))
    seat.keyboard.press("Enter")
    expect(heading).to_be_in_viewport()
    seat.keyboard.press("Tab")
    assert_seen(seat)
    follows = "element => element.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING"
    assert heading.evaluate(follows)


def test_words_that_open_open_and_close(seat: Page) -> None:
    seat.goto(REPORT)
    tab_to(seat, "details > summary")
    details = seat.locator("details").first
    for state in ("", None):
        seat.keyboard.press("Enter")
        assert details.get_attribute("open") == state
    assert_seen(seat)


@pytest.fixture(scope="module")
def guide(browser: Browser, portal: RunningPortal) -> Iterator[Page]:
    """A page of somebody who may open the style guide, on a phone: blocks that the demo site does not use."""
    context = browser.new_context(base_url=portal.url, locale="en-GB", reduced_motion="reduce", viewport=PHONE)
    page = context.new_page()
    sign_in(page, "editor")
    yield page
    context.close()


def test_an_accordion_opens_and_closes(guide: Page) -> None:
    guide.goto("/styleguide/block-accordion/?state=preview")
    tab_to(guide, "main .accordion summary")
    details = guide.locator("main .accordion details").first
    was_open = details.get_attribute("open") is not None
    guide.keyboard.press("Space")
    assert (details.get_attribute("open") is not None) is not was_open
    assert_seen(guide)


def test_tabs_are_walked_with_the_arrows(guide: Page) -> None:
    guide.goto("/styleguide/block-tabs/?state=six")
    tab_to(guide, "[role=tab]")
    for key, name in (("ArrowRight", "Two"), ("End", "A sixth with a longer name"), ("ArrowRight", "One")):
        guide.keyboard.press(key)
        tab = guide.get_by_role("tab", name=name, exact=True)
        expect(tab).to_be_focused()
        expect(tab).to_have_attribute("aria-selected", "true")
        assert_seen(guide)
    guide.keyboard.press("Tab")
    expect(guide.get_by_role("tabpanel", name="One")).to_be_focused()
    assert_seen(guide)


def test_a_wide_table_scrolls_in_its_frame(guide: Page) -> None:
    guide.goto("/styleguide/block-table/?state=fourteen")
    tab_to(guide, "main [role=region]")
    guide.keyboard.press("ArrowRight")
    assert guide.evaluate(
        """() => new Promise((done) => {
          const look = () => document.activeElement.scrollLeft > 0 ? done(true) : requestAnimationFrame(look);
          look();
        })"""
    )


def test_filters_and_the_pages_of_a_list_are_links_to_walk(seat: Page) -> None:
    seat.goto("/search/?q=the")
    tab_to(seat, ".facets a")
    seat.keyboard.press("Enter")
    expect(seat.locator(".facets [aria-current]")).to_have_count(1)
    seat.wait_for_load_state()
    seat.goto("/search/?q=the")
    tab_to(seat, ".pages a[rel=next]")
    seat.keyboard.press("Enter")
    expect(seat).to_have_url(re.compile(r"page=2"))
    seat.wait_for_load_state()
    tab_to(seat, ".foot a")
    assert_seen(seat)


def test_somebody_signs_with_the_keyboard_alone(seat: Page, portal: RunningPortal) -> None:
    seat.goto(LANDING)
    tab_to(seat, "input[name=name]")
    seat.keyboard.type("Keyboard Signer")
    tab_to(seat, "input[name=email]")
    seat.keyboard.type("keyboard@example")
    tab_to(seat, "input[name=postcode]")
    seat.keyboard.type("LE2 0QB")
    tab_to(seat, "input[name=signing]")
    seat.keyboard.press("Space")
    seat.keyboard.press("Enter")
    summary = seat.locator("[data-errors]")
    expect(summary).to_be_focused()
    expect(seat).to_have_title(re.compile("^Error: "))
    seat.keyboard.press("Tab")
    seat.keyboard.press("Enter")
    expect(seat.locator("input[name=email]")).to_be_focused()
    expect(seat.locator("label[for=sign-email]")).to_be_in_viewport()
    assert_seen(seat)
    seat.keyboard.press("End")
    seat.keyboard.type(".org")
    expect(seat.locator("input[name=email]")).not_to_have_attribute("aria-invalid", "true")
    tab_to(seat, "form#sign button[type=submit]")
    seat.keyboard.press("Space")
    expect(seat).to_have_url(f"{portal.url}{LANDING}thanks/")
    assert portal.confirmation_path("keyboard@example.org")
