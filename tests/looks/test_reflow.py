"""Nothing is lost or cut off on a small screen, zoomed in, with large text or with text set wide."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page

from tests.looks.geometry import faults_of
from tests.looks.modes import LARGE_TEXT, PHONE, WIDE, ZOOMED, Mode
from tests.looks.stage import Stage, open_page
from tests.pictures import SHOWN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_on_stage")]

SIZES = [
    WIDE,
    PHONE,
    LARGE_TEXT,
    ZOOMED,
    Mode("small phone", 320, 640),
    Mode("tablet", 768, 1024),
    Mode("between", 1000, 800),
    replace(PHONE, name="large-text-phone", text=200),
]
# WCAG 1.4.12: what a reader's own style sheet may ask for.
TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }
"""
# Text alone enlarged, as Firefox does: the page keeps its width, and no media query hears of it.
TEXT_ALONE = ":root { font-size: 200% !important; }"


# "e-mail" may break at its hyphen there, in lines of 60 letters and in small print: no more than that.
WITH_E_MAIL = ("count", "embed")


@pytest.fixture(params=SHOWN, scope="module")
def opened(request: pytest.FixtureRequest, stage: Stage, demo_on_stage: None) -> Iterator[Page]:
    """Each page type in turn, for somebody who asked for less motion."""
    with stage.visitor(bypass_csp=True, reduced_motion="reduce") as context:
        yield open_page(context, SHOWN[request.param])


def test_nothing_is_lost_at_any_size(opened: Page, request: pytest.FixtureRequest) -> None:
    faults = []
    for mode in SIZES:
        mode.set_on(opened)
        faults += [f"{mode.name}: {fault}" for fault in faults_of(opened)]
    if request.node.callspec.params["opened"] in WITH_E_MAIL:
        faults = [fault for fault in faults if "“e-mail” is broken" not in fault]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("style", [TEXT_SPACING, TEXT_ALONE], ids=["text-spacing", "text-alone"])
def test_nothing_is_lost_with_a_readers_own_text(opened: Page, style: str) -> None:
    added = opened.add_style_tag(content=style)
    faults = []
    for mode in (WIDE, PHONE, ZOOMED):
        mode.set_on(opened)
        faults += [f"{mode.name}: {fault}" for fault in faults_of(opened, judges_words=False)]
    added.evaluate("style => style.remove()")
    assert not faults, "\n".join(faults)


def test_nothing_moves_for_who_asked_for_less_motion(opened: Page) -> None:
    """Nothing runs, no scrolling glides."""
    assert opened.evaluate("document.getAnimations().length") == 0
    assert opened.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = opened.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) => {
          const { animationName, transitionDuration } = getComputedStyle(element);
          return animationName !== "none" || parseFloat(transitionDuration) > 0.01;
        }).map((element) => element.className)"""
    )
    assert moving == []
