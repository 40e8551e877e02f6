"""Which pages are looked at, and as whom: the matrix of kept pictures."""

from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page
from pypdfium2 import PdfDocument

from tests.pictures import PAGES

KEPT = Path(__file__).parent / "kept"
USUAL_TEXT = 16  # pixels, the browser's own
SHEET_SCALE = 4 / 3  # of a printed point: 96 pixels to the inch, as on the screen


@dataclass(frozen=True, eq=False)
class Mode:
    """How somebody has set the browser."""

    name: str
    width: int
    height: int = 900
    media: dict[str, Any] = field(default_factory=dict)
    text: int = 100  # per cent of the browser's usual size

    def set_on(self, page: Page) -> None:
        """Set an open page to it."""
        page.set_viewport_size({"width": self.width, "height": self.height})
        usual = {"media": "screen", "color_scheme": "light", "forced_colors": "none", "contrast": "no-preference"}
        page.emulate_media(**{**usual, "reduced_motion": "reduce", **self.media})
        # Not detached: the size would go with the session.
        session = page.context.new_cdp_session(page)
        size = USUAL_TEXT * self.text // 100
        session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size * 13 // 16}})
        # Twice: what a change of the text size changes is drawn in the second.
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


DARK = {"color_scheme": "dark"}
WIDE = Mode("wide-light", 1440)
PHONE = Mode("phone-light", 390)
PRINT = Mode("print", 1280, media={"media": "print"})
FORCED = Mode("forced-light", 1440, media={"forced_colors": "active"})
# 1280 by 1024 pixels at 400 % are 320 by 256: WCAG 1.4.10.
ZOOMED = Mode("zoomed", 320, 256)
LARGE_TEXT = Mode("large-text", 1280, text=200)

_SOME = ("home", "report", "landing")
# Lists and stories share their parts with others that are looked at in the dark.
_ELSEWHERE = ("history", "campaigns", "people", "events")
MATRIX: dict[Mode, tuple[str, ...]] = {
    WIDE: tuple(PAGES),
    PHONE: tuple(PAGES),
    replace(WIDE, name="wide-dark", media=DARK): tuple(name for name in PAGES if name not in _ELSEWHERE),
    replace(PHONE, name="phone-dark", media=DARK): (*_SOME, "library", "event", "log-in"),
    PRINT: (*_SOME, "campaign", "profile", "event"),
    FORCED: (*_SOME, "campaign", "search"),
    replace(FORCED, name="forced-dark", media={**FORCED.media, **DARK}): ("report", "landing", "log-in"),
    replace(PHONE, name="forced-phone", media={**FORCED.media, **DARK}): ("report", "landing"),
    replace(WIDE, name="contrast", media={"contrast": "more"}): ("home",),
    LARGE_TEXT: ("report", "landing", "library", "event"),
    replace(PHONE, name="large-text-phone", text=200): (*_SOME, "library", "profile"),
    ZOOMED: (*_SOME, "library", "profile", "search", "not-found"),
}


def modes_of(name: str) -> list[Mode]:
    """Every mode in which a page is looked at."""
    return [mode for mode, pages in MATRIX.items() if name in pages]


def kept_at(name: str, mode: Mode) -> Path:
    """Where the kept picture of a page in a mode lies."""
    return KEPT / f"{name}-{mode.name}.webp"


def shoot(page: Page, mode: Mode) -> Image.Image:
    """The whole page, from top to bottom; on paper its sheets, one below the other."""
    if mode is PRINT:
        sheets = [sheet.render(scale=SHEET_SCALE).to_pil() for sheet in printed(page)]
        whole = Image.new("RGB", (sheets[0].width, sum(sheet.height for sheet in sheets)))
        for place, sheet in enumerate(sheets):
            whole.paste(sheet, (0, place * sheet.height))
        return whole
    if mode.text == 100:
        shot = page.screenshot(full_page=True, animations="disabled", caret="hide")
    else:
        # Chromium forgets the text size where it draws more than the window: the window is as long as the page.
        height = page.evaluate("document.scrollingElement.scrollHeight")
        page.set_viewport_size({"width": mode.width, "height": height})
        shot = page.screenshot(animations="disabled", caret="hide")
    return Image.open(BytesIO(shot)).convert("RGB")


def printed(page: Page) -> PdfDocument:
    """The page as the browser prints it, in the format that its style sheet names."""
    return PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
