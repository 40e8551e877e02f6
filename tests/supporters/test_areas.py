"""Postcodes and the areas that they belong to."""

import pytest

from supporters.counting.areas import AREA_NAMES, area_of
from supporters.forms import clean_postcode
from supporters.models import Signature


@pytest.mark.parametrize(
    ("postcode", "area"),
    [
        ("LE2 1AA", "LE"),
        ("le21aa", "LE"),
        (" B1 1AA", "B"),
        ("E1W 1AA", "E"),
        ("EC1A 1BB", "EC"),
        ("BT1 1AA", "BT"),
        ("GIR 0AA", ""),
        ("BF1 1AA", ""),
        ("ZZ1 1AA", ""),
        ("", ""),
        ("1", ""),
        ("=LE2 1AA", ""),
    ],
)
def test_a_postcode_belongs_to_the_area_of_its_letters(postcode: str, area: str) -> None:
    assert area_of(postcode) == area


def test_all_areas_have_a_name_of_their_own_and_fit_the_column() -> None:
    assert len(AREA_NAMES) == len(set(AREA_NAMES.values())) == 124
    assert {len(area) for area in AREA_NAMES} <= set(range(1, Signature._meta.get_field("area").max_length + 1))
    assert all(area_of(clean_postcode(f"{area}1 1AA")) == area for area in AREA_NAMES)
