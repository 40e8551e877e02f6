"""Which areas are shown in public: none that is small, and none from which a small one could be reckoned.

A signature here shows a political opinion. Where three people of an area signed, its number says much about each of
its few; where ten did, little about any. The total of an action is public, so whatever is left out is also what the
shown areas fall short of the total. Statistics offices call the answer secondary suppression: what is left out is so
much and of so many areas that nothing follows for one of them, and where it is not, the smallest shown areas go too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from supporters.counting.areas import AREA_NAMES

SMALLEST_SHOWN = 10
FEWEST_HIDDEN = 2


@dataclass(frozen=True)
class ShownAreas:
    """The areas that may be shown, the largest first, and the sum of the others: 0, or neither small nor of one area."""

    shown: dict[str, int]
    others: int


def without_small_areas(areas: Mapping[str, int]) -> ShownAreas:
    """What may be shown of confirmed signatures by area. Signatures without an area count among the others."""
    present = {area: number for area, number in areas.items() if number}
    large = [area for area, number in present.items() if number >= SMALLEST_SHOWN and area in AREA_NAMES]
    shown = sorted(large, key=lambda area: (-present[area], area))
    hidden = [number for area, number in present.items() if area not in large]
    while hidden and not may_be_summed(hidden) and shown:
        hidden.append(present[shown.pop()])
    return ShownAreas({area: present[area] for area in shown}, sum(hidden) if may_be_summed(hidden) else 0)


def may_be_summed(hidden: list[int]) -> bool:
    """Whether the sum of hidden areas gives none of them away."""
    return len(hidden) >= FEWEST_HIDDEN and sum(hidden) >= SMALLEST_SHOWN
