"""Every colour derived from a brand is legible, on a light and on a dark screen; a palette that cannot be is refused."""

from itertools import combinations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from foundation.colours import contrast, from_lch, luminance, mixed, to_lch
from foundation.legibility import Reached, fault, ratios
from foundation.palette import Brand, Palette, derive
from foundation.series import SERIES, difference

hex_digits = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
greys = st.integers(0, 255).map(lambda level: f"#{level:02x}{level:02x}{level:02x}")
colours = hex_digits | greys
# Half of all random palettes would be refused: papers are light and inks dark.
papers = st.integers(0x90, 0xFF).map(lambda level: f"#{level:02x}{level:02x}{level:02x}") | hex_digits
inks = st.integers(0, 0x40).map(lambda level: f"#{level:02x}{level:02x}{level:02x}") | hex_digits
brands = st.builds(Brand, paper=papers, ink=inks, accent=colours)
accepted = brands.filter(lambda brand: fault(brand) is None)

DEMO = Brand()
YELLOW, VIOLET, GREEN = (
    Brand("#ffffff", "#1a1a1a", "#ffd400"),
    Brand("#f1f0f4", "#1d1730", "#6b2fb3"),
    Brand("#ffffff", "#0f2a20", "#0b5d3b"),
)


def weak(palette: Palette) -> list[tuple[str, Reached]]:
    """The pairs that do not reach what they need."""
    return [
        (screen, reached)
        for screen, of in (("light", palette.light), ("dark", palette.dark))
        for reached in ratios(of)
        if not reached.passes
    ]


@given(accepted)
@example(DEMO)
@example(YELLOW)
@example(Brand("#ffffff", "#000000", "#ffffff"))
@example(Brand("#ffffff", "#000000", "#000000"))
@example(Brand("#999999", "#000000", "#7f7f7f"))
@example(Brand("#ffffff", "#595959", "#777777"))
@example(Brand("#ffff00", "#0000c0", "#00ff00"))
@settings(max_examples=150, deadline=None)
def test_every_colour_of_an_accepted_palette_is_legible_by_day_and_by_night(brand: Brand) -> None:
    assert weak(derive(brand)) == []


@given(brands)
@example(Brand("#000000", "#ffffff", "#b8102b"))
@example(Brand("#777777", "#000000", "#b8102b"))
@example(Brand("#ffffff", "#767676", "#b8102b"))
@settings(max_examples=150, deadline=None)
def test_a_refused_palette_could_not_pass_and_the_reason_says_what_to_do(brand: Brand) -> None:
    found = fault(brand)
    assume(found is not None)
    assert found is not None
    reached = contrast(brand.paper, brand.ink)
    if luminance(brand.paper) < luminance(brand.ink):
        assert (found.field, "Swap the two" in found.reason) == ("paper", True)
        return
    assert reached < 7
    assert f"{int(reached * 10) / 10:.1f}".removesuffix(".0") + " to 1" in found.reason
    if found.field == "paper":  # not even black would do
        assert contrast(brand.paper, "#000000") < 7
    else:
        better = found.reason.split("such as ")[1][:7]
        assert fault(Brand(brand.paper, better, brand.accent)) is None


@given(accepted)
@example(DEMO)
@example(Brand("#999999", "#000000", "#5f5f5f"))
@example(Brand("#01af24", "#000000", "#eaeaea"))
@settings(max_examples=60, deadline=None)
def test_series_of_a_chart_are_told_apart_by_colour_blind_people_too(brand: Brand) -> None:
    """0.02 is the least difference that eyes notice side by side (OKLab)."""
    palette = derive(brand)
    series = [(palette.light[name], palette.dark[name]) for name in SERIES]
    assert min(difference(one, other) for one, other in combinations(series[:4], 2)) >= 0.05
    assert min(difference(one, other) for one, other in combinations(series, 2)) >= 0.04


@pytest.mark.parametrize("brand", [DEMO, GREEN, VIOLET])
def test_an_accent_that_passes_is_used_as_it_was_chosen(brand: Brand) -> None:
    light = derive(brand).light
    assert {light[name] for name in ("accent", "tone", "flag", "btn", "chart_1")} == {brand.accent}


def test_a_bright_yellow_is_kept_as_a_ground_and_the_ink_stands_in_where_it_is_text() -> None:
    """A yellow that is dark enough for text is an olive."""
    palette = derive(YELLOW)
    light = palette.light
    assert (light["flag"], light["on_flag"], light["pl_tone"]) == ("#ffd400", "#1a1a1a", "#ffd400")
    assert (light["accent"], light["tone"]) == ("#1a1a1a", "#1a1a1a")
    assert palette.dark["tone"] == "#ffd400"
    # The band and the buttons are seen on white by their edges.
    assert contrast(light["flag_edge"], "#ffffff") >= 3
    assert contrast(light["btn_edge"], "#ffffff") >= 3


def test_any_other_weak_accent_is_made_darker_where_it_is_text_and_keeps_its_hue() -> None:
    light = derive(Brand("#ffffff", "#161b2b", "#00b4e6")).light
    assert contrast(light["accent"], "#ffffff") >= 4.5
    assert to_lch(light["accent"]).hue == pytest.approx(to_lch("#00b4e6").hue, abs=3)


@pytest.mark.parametrize("paper", ["#ffffff", "#fdfdfb", "#f6eee4", "#f1f0f4"])
def test_cards_are_seen_on_every_paper(paper: str) -> None:
    stock = derive(Brand(paper, "#161b2b", "#b8102b")).light["stock"]
    assert abs(to_lch(stock).lightness - to_lch(paper).lightness) >= 0.012


def test_an_accent_that_nearly_carries_light_text_is_made_a_little_darker_for_it() -> None:
    light = derive(Brand("#ffffff", "#161b2b", "#d9442b")).light
    assert luminance(light["on_flag"]) > 0.9
    assert luminance(light["flag"]) < luminance("#d9442b")
    assert abs(to_lch(light["flag"]).lightness - to_lch("#d9442b").lightness) < 0.06


def test_the_red_band_stands_out_from_the_dark_page() -> None:
    dark = derive(DEMO).dark
    assert contrast(dark["flag"], dark["paper"]) >= 3


@pytest.mark.parametrize("ink", ["#0000c8", "#004d3a", "#5a005a", "#4a4a4a"])
def test_a_dark_page_is_dark_whatever_the_ink(ink: str) -> None:
    assert luminance(derive(Brand("#ffffff", ink, "#b8102b")).dark["paper"]) < 0.025


@pytest.mark.parametrize(("brand", "is_own"), [(DEMO, True), (GREEN, False), (VIOLET, False), (YELLOW, False)])
def test_errors_are_red_whatever_the_accent(brand: Brand, is_own: bool) -> None:
    for colours in (derive(brand).light, derive(brand).dark):
        assert abs(to_lch(colours["error"]).hue - 25) < 20
        assert (colours["error"] == colours["accent"]) is is_own


@given(colours)
def test_a_colour_survives_the_way_through_oklch(colour: str) -> None:
    back = from_lch(to_lch(colour))
    assert all(abs(int(colour[at : at + 2], 16) - int(back[at : at + 2], 16)) <= 1 for at in (1, 3, 5))


def test_mixing_is_that_of_the_css_specification() -> None:
    """The values that Chromium computes for color-mix(in oklab, …)."""
    assert mixed("#161b2b", 0.24, "#f6eee4") == "#bab6b4"
    assert mixed("#b8102b", 1, "#ffffff") == "#b8102b"
    assert mixed("#b8102b", 0, "#ffffff") == "#ffffff"
