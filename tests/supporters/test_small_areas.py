"""What is shown by area gives no small area away, whatever one adds up or takes off."""

from collections.abc import Mapping

from hypothesis import assume, example, given
from hypothesis import strategies as st

from supporters.counting.areas import AREA_NAMES
from supporters.counting.small_areas import SMALLEST_SHOWN, without_small_areas

# Few areas and small numbers meet the edges more often than large ones; "" is a signature without an area.
numbers = st.dictionaries(
    st.sampled_from(["", "B", "BD", "E", "LE", "M", "ZE"]), st.one_of(st.integers(0, 12), st.integers(0, 90))
)


@given(numbers)
def test_no_small_area_is_shown(areas: dict[str, int]) -> None:
    result = without_small_areas(areas)
    assert all(number >= SMALLEST_SHOWN for number in result.shown.values())
    assert all(areas[area] == number for area, number in result.shown.items())
    assert "" not in result.shown


@given(numbers)
@example({"LE": 50, "B": 3})
@example({"LE": 50, "M": 12, "B": 9})
@example({"": 30, "LE": 50})
def test_what_the_shown_areas_fall_short_of_the_total_is_many_of_several_areas(areas: dict[str, int]) -> None:
    result = without_small_areas(areas)
    short = sum(areas.values()) - sum(result.shown.values())
    hidden = [area for area, number in areas.items() if number and area not in result.shown]
    if result.shown and hidden:
        assert short >= SMALLEST_SHOWN
        assert len(hidden) >= 2
        assert result.others == short
    assert result.others in (0, short)


@given(numbers, st.sampled_from(["AB", "YO", "W"]))
@example({"LE": 50, "B": 1}, "W")
def test_another_number_in_a_small_area_would_look_the_same(areas: dict[str, int], elsewhere: str) -> None:
    """The strongest reading of the rule: from all that is shown, nobody can tell how many a small area has."""
    small = [area for area, number in areas.items() if 0 < number < SMALLEST_SHOWN and area]
    assume(small)
    for area in small:
        other_world = moved(areas, area, elsewhere)
        assert without_small_areas(other_world) == without_small_areas(areas)


def moved(areas: Mapping[str, int], area: str, elsewhere: str) -> dict[str, int]:
    """The same signatures, one of them from an area that had none."""
    return {**areas, area: areas[area] - 1, elsewhere: 1}


def test_areas_are_shown_largest_first_and_a_tie_by_their_letters() -> None:
    result = without_small_areas({"LE": 20, "M": 30, "B": 20, "BD": 9, "E": 4})
    assert list(result.shown.items()) == [("M", 30), ("B", 20), ("LE", 20)]
    assert result.others == 13


def test_where_every_area_is_large_nothing_is_left_out() -> None:
    everywhere = dict.fromkeys(AREA_NAMES, SMALLEST_SHOWN)
    assert without_small_areas(everywhere).shown == everywhere
    assert without_small_areas(everywhere).others == 0


def test_where_little_is_counted_no_area_is_told() -> None:
    assert without_small_areas({"LE": 9, "B": 3}).shown == {}
    assert without_small_areas({"LE": 9}).others == 0
    assert without_small_areas({}).others == 0
