"""What the keyboard reaches on a page, stop by stop, and whether a visitor could see where the focus is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, ViewportSize

PHONE, WIDE = ViewportSize(width=360, height=740), ViewportSize(width=1440, height=900)
RING = 3  # pixels of the focus ring: base.css
MOST_STOPS = 200  # a page with more has a trap, or is a page that nobody walks through
SAME_LINE = 48  # pixels by which the parts of one line differ

# Everything that Tab should reach. Rings: of the element, or of what it is drawn in.
REACHABLE = """() => {
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex="0"]';
  const seen = (element) => !element.closest('[inert]') && !element.disabled && element.tabIndex >= 0
    && element.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
  window.toReach = new Set([...document.querySelectorAll(wanted)].filter(seen));
}"""
STOP = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  window.toReach?.delete(element);
  const style = getComputedStyle(element);
  const boxes = [...element.getClientRects()];
  const box = element.getBoundingClientRect();
  const isHit = ({left, top, width, height}) => {
    const x = Math.min(Math.max(left + width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(top + height / 2, 0), innerHeight - 1);
    const hit = document.elementFromPoint(x, y);
    return Boolean(hit) && (element.contains(hit) || [...(element.labels || [])].some((label) => label.contains(hit)));
  };
  return {
    name: `${element.localName} ${(element.innerText || element.value || element.id || element.name || '').trim()}`,
    ring: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    top: box.top + scrollY,
    start: document.dir === 'rtl' ? innerWidth - box.right : box.left,
    is_in_view: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
    is_uncovered: boxes.some(isHit),
  };
}"""


@dataclass(frozen=True)
class Stop:
    """An element that has the focus. `top` and `start` are where it stands on the page, in pixels; `start` is the distance from
    the edge where lines begin."""

    name: str
    ring: float
    top: float
    start: float
    is_in_view: bool
    is_uncovered: bool

    @property
    def fault(self) -> str:
        """Why a visitor could not see that the focus is here; empty when they can (WCAG 2.4.7, 2.4.11)."""
        if self.ring < RING:
            return f"{self.name}: its ring has {self.ring} px"
        if not self.is_in_view:
            return f"{self.name}: out of the window"
        return "" if self.is_uncovered else f"{self.name}: covered"

    def is_before(self, other: "Stop") -> bool:
        """Whether the eye comes here before it comes to another: above it, on its line, or in a column before its."""
        return other.top >= self.top - SAME_LINE or other.start >= self.start + SAME_LINE


def stop_at(page: Page) -> Stop | None:
    """The element that has the focus. None for the page itself."""
    found: dict[str, Any] | None = page.evaluate(STOP)
    return Stop(**found) if found else None


def walk(page: Page, key: str = "Tab") -> Iterator[Stop]:
    """Every stop from the head of the page to its end. Fails where the end does not come."""
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        stop = stop_at(page)
        if stop is None:
            return
        yield stop
    raise AssertionError(f"The keyboard does not get out of {page.url} in {MOST_STOPS} steps.")


def tab_to(page: Page, selector: str) -> Stop:
    """Press Tab until the focus is on an element that the selector fits. Fails at the end of the page."""
    for stop in walk(page):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert not stop.fault, stop.fault
            return stop
    raise AssertionError(f"The keyboard does not reach {selector} on {page.url}.")
