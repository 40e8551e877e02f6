"""What forms and small scripts say while they are used. Without scripts: test_visitor_journey.py."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.addresses import LANDING

pytestmark = [pytest.mark.browser, pytest.mark.looks]


@pytest.fixture
def form(visitor: BrowserContext) -> Iterator[Page]:
    """The petition and its form."""
    page = visitor.new_page()
    page.goto(LANDING)
    yield page
    page.close()


def fill_in(page: Page, address: str = "somebody@example.org") -> None:
    """Everything that the form needs."""
    page.fill("input[name=name]", "Sample Signer")
    page.fill("input[name=email]", address)
    page.fill("input[name=postcode]", "LE2 0QB")
    page.check("input[name=signing]")


def error_of(page: Page, name: str) -> str:
    """What is said beside a field, as a screen reader finds it."""
    field = page.locator(f"input[name={name}]")
    ids = (field.get_attribute("aria-describedby") or "").split()
    return " ".join(page.locator(f"#{part}.error").inner_text() for part in ids if part.endswith("_error"))


def test_words_come_when_a_field_is_left_and_go_when_it_is_right(form: Page) -> None:
    postcode = form.locator("input[name=postcode]")
    postcode.press_sequentially("nowhere")
    assert error_of(form, "postcode") == ""  # not while it is typed
    form.locator("input[name=name]").focus()
    expect(postcode).to_have_attribute("aria-invalid", "true")
    words = "Please check the postcode: it should look like LE2 1AA."
    assert error_of(form, "postcode") == words
    expect(form.locator("form#sign > [role=status]")).to_have_text(words)
    postcode.fill("LE2 1AA")
    expect(postcode).not_to_have_attribute("aria-invalid", "true")
    assert error_of(form, "postcode") == ""


@pytest.mark.parametrize(
    ("name", "value"), [("name", ""), ("name", "12345"), ("email", ""), ("email", "a@b"), ("postcode", "12345")]
)
def test_the_words_are_those_of_the_server(form: Page, name: str, value: str) -> None:
    fill_in(form)
    form.fill(f"input[name={name}]", value)
    form.click("form#sign button[type=submit]")
    expect(form.locator("[data-errors]")).to_be_focused()
    said = error_of(form, name)
    summary = form.locator("[data-errors] li").all_inner_texts()
    with form.expect_navigation():
        form.locator("form#sign").evaluate("form => form.submit()")  # past the script
    assert error_of(form, name) == said
    assert form.locator("[data-errors] li").all_inner_texts() == summary
    assert form.title().startswith("Error: ")


def test_only_the_server_sees_some_errors_and_its_words_stay_until_the_answer_changes(form: Page) -> None:
    fill_in(form)
    form.fill("input[name=name]", "<b>Sample</b>")
    with form.expect_navigation():
        form.click("form#sign button[type=submit]")
    expect(form.locator("[data-errors]")).to_be_focused()
    expect(form.locator("input[name=email]")).to_have_value("somebody@example.org")
    form.locator("input[name=name]").focus()
    form.locator("input[name=email]").focus()
    form.wait_for_timeout(50)
    assert "brackets" in error_of(form, "name")
    form.fill("input[name=name]", "Sample")
    assert error_of(form, "name") == ""


def test_a_form_is_sent_once_and_says_that_it_is_on_its_way(form: Page) -> None:
    form.evaluate(
        """() => {
          window.sent = 0;
          addEventListener('submit', (event) => {
            window.sent += event.defaultPrevented ? 0 : 1;
            event.preventDefault();  // an answer that does not come
          });
        }"""
    )
    fill_in(form)
    button = form.locator("form#sign button[type=submit]")
    for _impatience in range(3):
        button.dispatch_event("click")  # click() waits as long as it is aria-disabled
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_contain_text("Signing…")
    expect(form.locator("form#sign > [role=status]")).to_have_text("Signing…")
    assert form.evaluate("window.sent") == 1
    form.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    expect(button).not_to_contain_text("Signing…")
    button.click()
    assert form.evaluate("window.sent") == 2


def test_a_slip_in_an_address_is_asked_about_and_never_put_right_unasked(form: Page) -> None:
    email = form.locator("input[name=email]")
    question = form.get_by_role("button", name=re.compile("Did you mean"))
    for typed in ("a@gmail.com", "a@mail.com", "a@example.org", "a@university.ac.uk"):
        email.fill(typed)
        form.locator("input[name=postcode]").focus()
        expect(question).to_have_count(0)
    email.fill("a.khan@gmial.com")
    form.locator("input[name=postcode]").focus()
    expect(question).to_have_text("Did you mean a.khan@gmail.com?")
    expect(email).to_have_value("a.khan@gmial.com")
    question.click()
    expect(email).to_have_value("a.khan@gmail.com")
    expect(question).to_have_count(0)


def test_a_link_is_copied_and_a_toast_says_so(form: Page, visitor: BrowserContext) -> None:
    visitor.grant_permissions(["clipboard-read", "clipboard-write"])
    form.get_by_role("button", name="Copy link").press("Enter")
    toast = form.get_by_role("status").filter(has_text="The link is copied")
    expect(toast).to_be_visible()
    covered = form.evaluate(
        """() => {
          const [a, b] = [document.activeElement, document.querySelector('.toast')].map(e => e.getBoundingClientRect());
          return a.bottom > b.top && b.bottom > a.top && a.right > b.left && b.right > a.left;
        }"""
    )
    assert not covered
    assert form.evaluate("navigator.clipboard.readText()") == form.url
    expect(toast).to_have_count(0)  # gone by itself


@pytest.mark.parametrize("can_share", [True, False])
def test_the_share_sheet_is_offered_only_where_there_is_one(visitor: BrowserContext, can_share: bool) -> None:
    page = visitor.new_page()
    share = "data => { window.shared = data; return Promise.resolve(); }" if can_share else "undefined"
    page.add_init_script(f"Object.defineProperty(navigator, 'share', {{value: {share}}})")
    page.goto(f"{LANDING}thanks/")
    button = page.get_by_role("button", name="Share…")
    expect(button).to_have_count(1 if can_share else 0)
    if can_share:
        button.click()
        assert page.evaluate("window.shared.url").endswith(LANDING)
    page.close()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_counter_counts_up_gently_or_at_once(visitor: BrowserContext, motion: str) -> None:
    page = visitor.new_page()
    page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]  # one of Playwright's words
    page.add_init_script(
        """addEventListener('DOMContentLoaded', () => {
          window.shown = [];
          const number = document.querySelector('[data-counter-number]');
          new MutationObserver(() => window.shown.push([number.innerText, number.querySelector('.vh')?.textContent]))
            .observe(number, {childList: true, subtree: true, characterData: true});
        })"""
    )
    answer = json.dumps({"confirmed": 1068, "paper": 216, "total": 1284, "goal": 2000})
    page.route("**/counters/*.json", lambda route: route.fulfill(body=answer, content_type="application/json"))
    page.goto(LANDING)
    number = page.locator("[data-counter-number]")
    expect(number).to_have_text("1,284")
    expect(number.locator("span")).to_have_count(0)
    shown = page.evaluate("window.shown")
    read = {words for _seen, words in shown if words is not None}
    assert read == (set() if motion == "reduce" else {"1,284"})  # never a tick on the way
    assert (len(shown) > 3) is (motion != "reduce")
    expect(page.locator("[data-counter-words]")).to_have_text(re.compile("^people have signed"))
    expect(page.locator("[data-counter] svg")).to_have_attribute("aria-label", "1,284 of 2,000 signatures")
    page.close()
