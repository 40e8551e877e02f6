"""The star patterns: exact, woven, small, safe, and the same for ever."""

import gzip
import math
import re
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.patterns import (
    draw_band,
    draw_plate,
    draw_rosette,
    draw_stars,
    plate_polylines,
)
from foundation.patterns.designs import DESIGNS
from foundation.patterns.layout import band_layout, plate_layout
from foundation.patterns.tilings import TILINGS

ROOT = Path(__file__).parents[2]
HERO, CARD, SOCIAL = (500, 620), (160, 120), (1200, 630)
BUDGET = 3 * 1024

seeds = st.text(max_size=40)
SVG = "{http://www.w3.org/2000/svg}"


def parsed(drawing: str) -> ElementTree.Element:
    """The drawing as a tree; fails where it is not well-formed. Inline SVG needs no namespace, XML does."""
    whole = drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ElementTree.fromstring(whole)  # noqa: S314 (our own drawing)


def ids(drawing: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', drawing)


def gzipped(drawing: str) -> int:
    return len(gzip.compress(drawing.encode()))


def every_drawing(seed: str) -> list[str]:
    return [
        draw_plate(seed, *HERO, construction=0.34),
        draw_plate(seed, *CARD),
        draw_plate(seed, *SOCIAL),
        draw_band(seed),
        draw_rosette(seed, "AB"),
        draw_rosette(seed, "AB", lead=True),
        draw_stars(29, label=f"count {seed}"),
        draw_stars(29, columns=20, rows=5, label=f"count {seed}"),
    ]


# The same for ever, and small


@given(seeds)
@settings(max_examples=15, deadline=None)
def test_a_seed_always_gives_the_same_drawing(seed):
    assert every_drawing(seed) == every_drawing(seed)


def test_a_seed_gives_the_same_drawing_in_another_process():
    program = (
        "from foundation.patterns import *; import sys, hashlib;"
        "d = ''.join(draw_plate(s, 500, 620, construction=.34) + draw_plate(s, 1200, 630) + draw_band(s)"
        " + draw_rosette(s, 'AB') + draw_stars(29, label=s) for s in ('home', 'b', 'c', 'd', 'e', 'f', 'g'));"
        "sys.stdout.write(hashlib.sha256(d.encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env={"PYTHONHASHSEED": salt}, capture_output=True, check=True
        ).stdout
        for salt in ("1", "2")
    }
    assert len(runs) == 1


def test_every_design_is_some_pages_hero_or_card():
    found = {plate_layout(f"page-{n}", *size, 0.0)[0] for n in range(400) for size in (HERO, CARD)}
    assert found == set(DESIGNS)
    assert {design.fold for design in DESIGNS} == {8, 10, 12, 16}
    assert len(TILINGS) * 2 <= len(DESIGNS)


def test_there_are_at_least_six_tilings_and_each_is_some_pages_hero():
    assert len(TILINGS) >= 6
    assert {plate_layout(f"page-{n}", *HERO, 0.34)[0].tiling for n in range(100)} == set(TILINGS)


def test_a_page_keeps_its_tiling_in_every_format_or_else_half_the_points_of_its_stars():
    for n in range(50):
        hero, *others = [plate_layout(f"page-{n}", *size, 0.0)[0] for size in (HERO, CARD, SOCIAL)]
        for other in (*others, band_layout(f"page-{n}", 1440, 88)[0]):
            assert other.tiling == hero.tiling or (hero.fold, other.fold) == (16, 8)


def test_no_star_has_six_points_where_it_would_be_taken_for_another_sign():
    assert all(design.fold > 6 for design in DESIGNS)


@pytest.mark.parametrize("size", [HERO, CARD, SOCIAL, (900, 900)])
def test_plates_of_every_design_weigh_at_most_three_kilobytes(size):
    seen = {}
    for n in range(400):
        seen.setdefault(plate_layout(f"page-{n}", *size, 0.0)[0], f"page-{n}")
    assert len(seen) >= 7
    for seed in seen.values():
        assert gzipped(draw_plate(seed, *size, construction=0.34)) <= BUDGET
        assert gzipped(draw_plate(seed, *size)) <= BUDGET


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_every_drawing_weighs_at_most_three_kilobytes(seed):
    assert max(gzipped(drawing) for drawing in every_drawing(seed)) <= BUDGET


def test_a_drawing_takes_under_sixty_milliseconds():
    drawings = len(every_drawing("warm"))
    rounds = []
    for _round in range(3):
        start = time.process_time()
        for n in range(10):
            every_drawing(f"page-{n}")
        rounds.append((time.process_time() - start) / (10 * drawings))
    assert min(rounds) < 0.06  # the best of three: what others do on the machine slows even the work itself


def test_thumbnails_have_fewer_and_heavier_lines():
    for n in range(30):
        _, card = plate_layout(f"page-{n}", *CARD, 0.0)
        _, hero = plate_layout(f"page-{n}", *HERO, 0.0)
        assert card.rail > hero.rail
        assert card.rail * 88 / CARD[0] > 0.9  # pixels on a phone
        assert card.strap / min(CARD) > 3 * hero.strap / min(HERO)


# Markup


@given(seeds)
@settings(max_examples=15, deadline=None)
def test_drawings_are_well_formed_and_every_reference_leads_somewhere(seed):
    for drawing in every_drawing(seed):
        parsed(drawing)
        own = ids(drawing)
        assert len(own) == len(set(own))
        assert set(re.findall(r'(?:href="|url\()#(\w+)', drawing)) <= set(own)


@given(seeds, seeds)
@settings(max_examples=25, deadline=None)
def test_drawings_of_two_seeds_share_no_id(one, other):
    drawings = every_drawing(one)
    if one != other:
        drawings += every_drawing(other)
    everything = [found for drawing in drawings for found in ids(drawing)]
    assert len(everything) == len(set(everything))


def test_a_plate_and_its_neighbour_of_another_size_share_no_id():
    assert not set(ids(draw_plate("home", 160, 120))) & set(ids(draw_plate("home", 161, 120)))


def test_colours_come_from_the_style_sheet_alone():
    for element in (element for drawing in every_drawing("home") for element in parsed(drawing).iter()):
        assert "style" not in element.attrib
        assert "stroke" not in element.attrib
        assert element.get("fill", "url(").startswith("url(")


@pytest.mark.parametrize("words", ["<script>", 'say "no"', "Fish & chips", "حزب", "a\x00b", "\ud800"])
def test_labels_and_initials_of_any_letters_are_safe(words):
    plain = words.replace("\x00", "").replace("\ud800", "")
    chart = parsed(draw_stars(1, label=f"count {words}"))
    assert chart.get("aria-label") == f"count {plain}"
    plate = parsed(draw_plate(words, *CARD, label=f"plate {words}"))
    assert plate.get("aria-label") == f"plate {plain}"
    letters = parsed(draw_rosette(words, words)).findtext(f"{SVG}text", default="")
    assert letters == plain


def test_an_ornament_is_hidden_and_a_labelled_plate_is_an_image():
    for ornament in (draw_plate("a", 300, 300), draw_band("a"), draw_rosette("a", "AB"), draw_plate("a", 9 * 9, 99)):
        assert parsed(ornament).get("aria-hidden") == "true"
    plate = parsed(draw_plate("a", 300, 300, label="A pattern"))
    assert (plate.get("role"), plate.get("aria-hidden")) == ("img", None)


@pytest.mark.parametrize("initials", ["AK", "ا\u200cم"])
def test_two_initials_are_set_full_size_and_more_are_set_smaller(initials):
    assert parsed(draw_rosette("a", initials)).find(f"{SVG}text").get("transform") is None
    assert parsed(draw_rosette("a", "ABCD")).find(f"{SVG}text").get("transform") == "scale(.55)"


def test_small_rosettes_can_be_drawn_with_solid_faces_and_without_their_compass_work():
    css = (ROOT / "portal/static/portal/css/media.css").read_text(encoding="utf-8")
    for lead in (False, True):
        tree = parsed(draw_rosette("a", "AB", lead=lead))
        for name in ("ph", "pw", "pc", "pt"):
            assert any(name in element.get("class", "").split() for element in tree.iter())
            assert f".{name}" in css[css.index("@container plate") :]


def test_a_rosette_without_initials_is_a_star_without_text():
    assert parsed(draw_rosette("a", "")).find(f"{SVG}text") is None


def test_a_lead_rosette_is_marked_for_the_inked_centre():
    assert "chair" in parsed(draw_rosette("a", "AB", lead=True)).get("class").split()
    assert "chair" not in parsed(draw_rosette("a", "AB")).get("class").split()


def test_construction_gives_way_to_interlace_at_its_share_of_the_width():
    drawing = draw_plate("home", 500, 620, construction=0.34)
    assert 'd="M170 0V620"' in drawing
    assert "<circle" in drawing
    assert "<circle" not in draw_plate("home", 500, 620)


# Wrong values


@pytest.mark.parametrize("size", [(0, 100), (100, -1), (100, 15), (5000, 100)])
def test_a_frame_too_small_or_too_large_is_refused(size):
    for draw in (draw_plate, draw_band, plate_polylines):
        with pytest.raises(ValueError, match="side of a drawing"):
            draw("home", *size)


@pytest.mark.parametrize("share", [-0.1, 1.1, math.nan])
def test_a_construction_beyond_the_plate_is_refused(share):
    with pytest.raises(ValueError, match="share from 0 to 1"):
        draw_plate("home", 500, 620, construction=share)


@given(st.integers(16, 700), st.integers(16, 700), st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_every_allowed_frame_is_drawn(width, height, construction):
    for drawing in (draw_plate("home", width, height, construction=construction), draw_band("home", width, height)):
        widths = [float(found) for found in re.findall(r'stroke-width="([^"]+)"', drawing)]
        assert all(found > 0 for found in widths)
        parsed(drawing)
