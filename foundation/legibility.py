"""Which colour stands on which, how much contrast it needs there, and what is wrong with a palette that cannot pass."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from foundation.colours import BLACK, PART, READING, TEXT, contrast, luminance, to_lch
from foundation.palette import NO_EDGE, Brand, Colours, moved
from foundation.series import SERIES

PAGE, GROUNDS = ("paper", "stock"), ("paper", "stock", "wash")

# What stands on what, and the ratio that WCAG 2.2 asks for. Every pair holds on a light and on a dark screen.
PAIRS: dict[tuple[str, tuple[str, ...]], float] = {
    ("ink", ("paper",)): READING,
    ("ink", ("stock", "wash")): TEXT,
    ("ink_2", GROUNDS): TEXT,
    ("accent", GROUNDS): TEXT,  # links, labels, and the focus ring
    ("error", GROUNDS): TEXT,
    ("on_flag", ("flag", "flag_engraving", "btn")): TEXT,
    ("flag_btn_text", ("on_flag",)): TEXT,
    ("on_foot", ("foot", "foot_rule")): TEXT,
    ("rule_2", PAGE): PART,
    ("tone", PAGE): PART,
    ("btn_edge", PAGE): PART,
    ("flag_rule", ("flag",)): PART,
    ("foot_line", ("foot",)): PART,
    ("foot_tone", ("foot",)): PART,
    **{(name, PAGE): PART for name in SERIES},
}


@dataclass(frozen=True)
class Reached:
    """One colour on one ground: the ratio that it reaches and the one that it needs."""

    front: str
    back: str
    ratio: float
    needed: float

    @property
    def passes(self) -> bool:
        """Whether it is enough."""
        return self.ratio >= self.needed


@dataclass(frozen=True)
class Fault:
    """Why a palette cannot pass, and which of the three colours to change."""

    field: str
    reason: str


def ratios(colours: Colours) -> Iterator[Reached]:
    """Every pair on one screen. The band stands out from the page by its ground or, where it has one, its edge."""
    for (front, backs), needed in PAIRS.items():
        for back in backs:
            yield Reached(front, back, contrast(colours[front], colours[back]), needed)
    band = "flag" if colours["flag_edge"] == NO_EDGE else "flag_edge"
    yield Reached(band, "paper", contrast(colours[band], colours["paper"]), PART)


def fault(brand: Brand) -> Fault | None:
    """What is wrong with the palette; None for a good one.

    Paper and ink are used as they are, so theirs is the one contrast that nothing can mend. An accent is never at
    fault: where it would be too weak it is made darker or lighter, or the text on it is dark.
    """
    if luminance(brand.paper) < luminance(brand.ink):
        return Fault(
            "paper",
            _("The paper is darker than the ink. Swap the two: the dark version of the site is made from them."),
        )
    reached, most = contrast(brand.ink, brand.paper), contrast(BLACK, brand.paper)
    words = {"ratio": shown(reached), "needed": shown(READING), "most": shown(most)}
    if reached >= READING:
        return None
    if most < READING:
        return Fault(
            "paper",
            _(
                "This paper is too dark. Ink on it reaches a contrast of %(ratio)s to 1 and even black only %(most)s "
                "to 1; text that people read at length needs %(needed)s to 1. Choose a lighter paper."
            )
            % words,
        )
    words["better"] = moved(to_lch(brand.ink), -1, [brand.paper], READING)
    return Fault(
        "ink",
        _(
            "Ink on paper reaches a contrast of %(ratio)s to 1; text that people read at length needs %(needed)s to 1. "
            "Choose a darker ink, such as %(better)s, or a lighter paper."
        )
        % words,
    )


def shown(ratio: float) -> str:
    """A ratio with one decimal, cut off rather than rounded: 6.98 is not 7."""
    return f"{int(ratio * 10) / 10:.1f}".removesuffix(".0")
