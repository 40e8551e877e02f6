"""On every page type: the keyboard reaches everything and is seen, targets are large enough, nothing moves unasked."""

import itertools
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.addresses import TYPES
from tests.browser.focus import PHONE, REACHABLE, WIDE, walk

pytestmark = [pytest.mark.browser, pytest.mark.looks]
# Targets that are too small, each in a few words. Exempt: a link within a sentence; a target so far from all others
# that a circle of 24 pixels around its middle meets none of them, nor the circle of another small one.
SMALL = """() => {
  const SIZE = 24;
  const seen = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter((element) => element.checkVisibility({visibilityProperty: true}) && !element.closest('.website, .vh, .skip'));
  const isInSentence = (element) => {
    const block = element.closest('p, li, dd, td, figcaption, blockquote, div');
    const own = element.textContent.trim().length;
    return getComputedStyle(element).display === 'inline' && block && block.textContent.trim().length > own + 3;
  };
  const boxes = new Map(seen.map((element) => [element, element.getBoundingClientRect()]));
  const isSmall = (box) => Math.min(box.width, box.height) < SIZE - 0.01;
  const middle = (box) => [box.left + box.width / 2, box.top + box.height / 2];
  const distance = ([x, y], box) =>
    Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  const isCrowded = (element) => [...boxes].some(([other, box]) => {
    if (other === element || other.contains(element) || element.contains(other)) return false;
    const [x, y] = middle(boxes.get(element));
    const [a, b] = middle(box);
    return distance([x, y], box) < SIZE / 2 || (isSmall(box) && Math.hypot(x - a, y - b) < SIZE);
  });
  return seen
    .filter((element) => isSmall(boxes.get(element)) && !isInSentence(element) && isCrowded(element))
    .map((element) => {
      const {width, height} = boxes.get(element);
      return `${element.outerHTML.slice(0, 100)}: ${width.toFixed(0)} by ${height.toFixed(0)}`;
    });
}"""


MOVING = """() => [...document.querySelectorAll('*')].flatMap((element) => {
  const {transitionDuration, animationName, scrollBehavior} = getComputedStyle(element);
  const isStill = /^(0s(, )?)+$/.test(transitionDuration) && animationName === 'none' && scrollBehavior === 'auto';
  return isStill ? [] : [element.outerHTML.slice(0, 80)];
})"""


@pytest.fixture(scope="module", params=TYPES)
def opened(visitor: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on a phone, opened once for all tests of the module. The window prefers that nothing moves."""
    page = visitor.new_page()
    page.set_viewport_size(PHONE)
    page.goto(request.param)
    yield page
    page.close()


def test_the_keyboard_reaches_everything_in_order_and_is_always_seen(opened: Page) -> None:
    opened.evaluate(REACHABLE)
    stops = list(walk(opened))
    assert [stop.fault for stop in stops if stop.fault] == []
    assert opened.evaluate("[...toReach].map(element => element.outerHTML.slice(0, 120))") == []
    back = [f"{one.name} → {other.name}" for one, other in itertools.pairwise(stops) if not one.is_before(other)]
    assert back == []


def test_nothing_moves_for_those_who_prefer_that(opened: Page) -> None:
    assert opened.evaluate(MOVING) == []


def test_whatever_is_to_be_pressed_is_large_enough(opened: Page) -> None:
    """24 by 24 pixels, or as much room around it (WCAG 2.5.8)."""
    for size in (PHONE, WIDE):
        opened.set_viewport_size(size)
        assert opened.evaluate(SMALL) == [], f"at {size['width']} px"


def test_crowded_small_targets_are_found(page: Page) -> None:
    page.set_content(
        "<style>button{all:unset;width:20px;height:20px;margin:1px}</style><button>a</button><button>b</button>"
    )
    assert len(page.evaluate(SMALL)) == 2
