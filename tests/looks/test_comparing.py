"""The comparison of pictures lets pass what nobody sees, and stops what somebody would."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from tests.browser.addresses import REPORT
from tests.looks.comparing import Difference, compare, keep, reduced, shown
from tests.looks.modes import PHONE, shoot
from tests.looks.stage import Stage, open_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_on_stage")]

# What might go wrong with a style sheet, and that nothing else on the page moves with it.
FAULTS = {
    "a block three pixels lower": ".prose > p.first { transform: translateY(3px); }",
    "a block to the side": ".title .stand { transform: translateX(6px); }",
    "a button gone": ".title .btn { visibility: hidden; }",
    "a rule gone": ".ruled { border-color: transparent; }",
    "another ground": ".foot { background: color-mix(in srgb, var(--foot), white 8%); }",
    "another accent": ".btn, .stars .ck { --btn: #a4102b; fill: #a4102b; }",
    "other letters": ".title h1 { font-family: serif !important; }",
    "heavier letters": ".prose { font-weight: 600; }",
    "stars without ink": ".ck { fill: none; }",
    "a longer page": ".sec { padding-block-end: 6rem; } .long { padding-block-end: 9rem; }",
}


@pytest.fixture(scope="module")
def seen(stage: Stage, demo_on_stage: None) -> dict[str, Image.Image]:
    """The report on a phone, as it is and with each fault."""
    pictures = {}
    with stage.visitor(bypass_csp=True) as context:
        page = open_page(context, REPORT)
        PHONE.set_on(page)
        pictures["as it is"] = shoot(page, PHONE)
        for fault, rule in FAULTS.items():
            style = page.add_style_tag(content=rule)
            pictures[fault] = shoot(page, PHONE)
            style.evaluate("style => style.remove()")
        pictures["again"] = shoot(page, PHONE)
    return pictures


def difference_from(kept: Image.Image, shot: Image.Image, folder: Path) -> Difference:
    """As the test of the pages finds it: one picture read from its file, one just drawn."""
    keep(kept, folder / "kept.webp")
    return compare(Image.open(folder / "kept.webp").convert("RGB"), reduced(shot))


def test_the_same_page_drawn_twice_does_not_differ(seen: dict[str, Image.Image], tmp_path: Path) -> None:
    assert difference_from(seen["as it is"], seen["again"], tmp_path) == Difference(moved=0, coloured=0)


@pytest.mark.parametrize("fault", FAULTS)
def test_what_somebody_would_notice_is_found(seen: dict[str, Image.Image], fault: str, tmp_path: Path) -> None:
    difference = difference_from(seen["as it is"], seen[fault], tmp_path)
    assert difference.is_seen, str(difference)


@pytest.mark.parametrize("smoothing", ["softer", "bolder", "thinner", "noisy", "beside"])
def test_letters_smoothed_by_another_build_are_let_pass(
    seen: dict[str, Image.Image], smoothing: str, tmp_path: Path
) -> None:
    shot = seen["as it is"]
    other = {
        "softer": lambda: shot.filter(ImageFilter.GaussianBlur(0.5)),
        # A little of the darkest or lightest neighbour at the edge of each stroke
        "bolder": lambda: Image.blend(shot, shot.filter(ImageFilter.MinFilter(3)), 0.06),
        "thinner": lambda: Image.blend(shot, shot.filter(ImageFilter.MaxFilter(3)), 0.06),
        "noisy": lambda: _through_jpeg(shot),
        # All that is drawn stands a fifth of a pixel further, as letters do where they are placed more finely
        "beside": lambda: Image.blend(shot, ImageChops.offset(shot, 1, 0), 0.2),
    }[smoothing]()
    assert ImageChops.difference(shot, other).getbbox()
    difference = difference_from(shot, other, tmp_path)
    assert not difference.is_seen, str(difference)


def test_what_differs_is_marked(seen: dict[str, Image.Image]) -> None:
    marked = shown(reduced(seen["as it is"]), reduced(seen["a button gone"]))
    assert marked.getcolors(1_000_000)
    assert (255, 0, 160) in [colour for _count, colour in marked.getcolors(1_000_000) or []]


def _through_jpeg(shot: Image.Image) -> Image.Image:
    """A picture with small errors everywhere."""
    lossy = BytesIO()
    shot.save(lossy, "JPEG", quality=85)
    return Image.open(lossy).convert("RGB")
