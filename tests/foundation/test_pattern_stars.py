"""The pattern counts: fields of stars that say a share, each with its number in words."""

import math

import pytest

from foundation.patterns import draw_stars
from tests.foundation.test_patterns import SVG, ids, parsed


def inked_stars(chart: str) -> set[tuple[int, int]]:
    """Column and row of every inked star, told from the markup as a browser would."""
    tree = parsed(chart)
    row = tree.findall(f"{SVG}defs/{SVG}path")[1].get("d").count("z")
    places = set()
    for use in tree.find(f"{SVG}g[@class='ck']"):
        x, y = (int(use.get(axis, "0")) // 20 for axis in "xy")
        places |= {(x + i, y) for i in range(row if use.get("href").endswith("r") else 1)}
    return places


@pytest.mark.parametrize("inked", [0, 1, 29, 50, 99, 100])
@pytest.mark.parametrize("columns", [10, 20])
def test_a_chart_inks_as_many_stars_as_it_says_in_reading_order(inked, columns):
    chart = draw_stars(inked, columns=columns, rows=100 // columns, label="count")
    assert inked_stars(chart) == {(n % columns, n // columns) for n in range(inked)}


@pytest.mark.parametrize(("inked", "whole"), [(0.05, 0), (28.7, 28), (0.29 * 100, 29), (99.99, 99)])
def test_a_chart_never_shows_more_than_there_is(inked, whole):
    assert len(inked_stars(draw_stars(inked, label="count"))) == whole


def test_the_strip_is_twenty_by_five():
    assert parsed(draw_stars(29, columns=20, rows=5, label="count")).get("viewBox") == "-.5 -.5 401 101"
    assert len(inked_stars(draw_stars(29, columns=20, rows=5, label="count"))) == 29


def test_the_milestone_is_outlined_where_it_lies():
    mark = parsed(draw_stars(64, columns=20, rows=5, label="count", milestone=75)).find(f"{SVG}g[@class='cm']/{SVG}use")
    assert (mark.get("x"), mark.get("y")) == ("280", "60")


@pytest.mark.parametrize("inked", [-1, 101, math.nan, math.inf])
def test_a_count_out_of_range_is_refused(inked):
    with pytest.raises(ValueError, match="Of 100 stars 0 to 100 can be inked"):
        draw_stars(inked, label="count")


@pytest.mark.parametrize(
    "wrong",
    [
        {"milestone": 0},
        {"milestone": 101},
        {"columns": 0},
        {"columns": -10, "rows": -10},
        {"label": " "},
        {"label": "\x00"},
    ],
)
def test_a_chart_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match=r"star|label"):
        draw_stars(0, **{"label": "count", **wrong})


def test_the_same_chart_twice_on_a_page_can_have_its_own_ids():
    assert not set(ids(draw_stars(1, label="x", uid="a"))) & set(ids(draw_stars(1, label="x", uid="b")))
