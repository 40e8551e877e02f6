"""Takes the pictures in docs/pictures from a portal that it starts: `make pictures`.

Every page type of the demo site in light and dark, on a wide screen and on a phone, and the head of the home page for
the README. `--full FOLDER` keeps the untouched PNGs beside, for who judges the design.
"""

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.addresses import CAMPAIGN, CORRECTED, EVENT, LANDING, REPORT
from tests.running import CHROMIUM, CHROMIUM_OPTIONS, ROOT, running_portal

PICTURES = ROOT / "docs" / "pictures"
PAGES = {
    "home": "/",
    "content": "/about/",
    "history": "/about/history/",
    "library": "/publications/",
    "report": REPORT,
    "campaigns": "/campaigns/",
    "campaign": CAMPAIGN,
    "landing": LANDING,
    "thanks": f"{LANDING}thanks/",
    "people": "/people/",
    "profile": "/people/afzal-khan/",
    "events": "/events/",
    "event": EVENT,
    "search": "/search/?q=islamophobia",
    "urdu": "/ur/",
    "not-found": "/nowhere/",
    "log-in": "/accounts/login/",
}
# Made of the parts of those above: shown, and not kept to be compared with (tests/looks).
SHOWN = PAGES | {
    "series": "/publications/series/sample-training-survey/",
    "chapter": f"{REPORT}trust/",
    "findings": f"{REPORT}findings/",
    "data": f"{REPORT}data/",
    "cite": f"{REPORT}cite/",
    "corrected": CORRECTED,
    "count": f"{LANDING}count/",
    "embed": f"{LANDING}embed/",
    "my-record": "/my/",
}
WIDE, PHONE = 1440, 360
SCHEMES = ("light", "dark")
SHOWN_WIDTH = 720  # of a wide picture in the documentation
# What follows below repeats; the whole of every page would be over 3 MB of the repository.
SHOWN_HEIGHT = {WIDE: 3600, PHONE: 2400}
README_HEIGHT = 1100
QUALITY = 45  # of WebP: letters of 8 px stay legible
COLOURS = 128  # of the README's PNG: two inks, their shades on paper, and no photograph


@dataclass(frozen=True)
class View:
    """One page as one visitor sees it."""

    page: str
    width: int
    scheme: str

    @property
    def name(self) -> str:
        """File name without its ending."""
        return f"{self.page}-{self.width}-{self.scheme}"


def take(browser: Browser, url: str, view: View) -> Image.Image:
    """The whole page, from top to bottom."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": view.width, "height": 900},
        color_scheme=view.scheme,  # type: ignore[arg-type]  # a literal by SCHEMES
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = context.new_page()
    page.goto(SHOWN[view.page])
    page.evaluate("document.fonts.ready")
    shot = page.screenshot(full_page=True)
    context.close()
    return Image.open(BytesIO(shot)).convert("RGB")


def keep(shot: Image.Image, view: View) -> None:
    """Write the small picture of the documentation."""
    shown = shot.crop((0, 0, shot.width, min(shot.height, SHOWN_HEIGHT.get(view.width, shot.height))))
    if shown.width > SHOWN_WIDTH:
        shown = shown.resize((SHOWN_WIDTH, round(shown.height * SHOWN_WIDTH / shown.width)), Image.Resampling.LANCZOS)
    shown.save(PICTURES / f"{view.name}.webp", quality=QUALITY, method=6)


def keep_for_readme(shot: Image.Image) -> None:
    """Write the head of the home page, as a PNG of few colours."""
    head = shot.crop((0, 0, shot.width, min(shot.height, README_HEIGHT)))
    head.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / "home.png", optimize=True)


@contextlib.contextmanager
def portal_at(url: str) -> Iterator[str]:
    """The address of the portal that runs at `url`, or of a new one where none is given."""
    if url:
        yield url
        return
    with tempfile.TemporaryDirectory() as folder, running_portal(Path(folder), program="tests.fixed_date") as running:
        yield running.url


def read_options() -> argparse.Namespace:
    """What is asked for; all of it may be left out."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--url", default="", help="a portal that runs already")
    options.add_argument("--full", type=Path, help="keep whole PNGs in this folder instead, and nothing in docs")
    options.add_argument("--pages", nargs="+", choices=list(SHOWN), default=list(SHOWN))
    options.add_argument("--widths", nargs="+", type=int, default=[WIDE, PHONE])
    options.add_argument("--schemes", nargs="+", choices=SCHEMES, default=list(SCHEMES))
    return options.parse_args()


def main() -> int:
    """Take every picture that is asked for."""
    options = read_options()
    views = [View(*which) for which in _each(options)]
    (options.full or PICTURES).mkdir(parents=True, exist_ok=True)
    with portal_at(options.url) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        for view in views:
            shot = take(browser, url, view)
            if options.full:
                shot.save(options.full / f"{view.name}.png")
                continue
            keep(shot, view)
            if view == View("home", WIDE, "light"):
                keep_for_readme(shot)
        browser.close()
    sys.stdout.write(f"{len(views)} pictures in {options.full or PICTURES}.\n")
    return 0


def _each(options: argparse.Namespace) -> Iterator[tuple[str, int, str]]:
    """Every page at every width in both schemes."""
    for page in options.pages:
        for width in options.widths:
            for scheme in options.schemes:
                yield page, width, scheme


if __name__ == "__main__":
    sys.exit(main())
