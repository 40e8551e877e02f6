"""Tokens, drawings, buttons: what every component is made of."""

from functools import cache
from typing import Any

from foundation.drawing import CONSTRUCTION, HERO
from foundation.patterns import draw_plate
from foundation.patterns.designs import DESIGNS, Design
from foundation.patterns.layout import plate_layout
from people.models import PersonPage
from portal.styleguide import tokens
from portal.styleguide.entries import PAGE, Entry, Group, State, component, specimen
from portal.styleguide.samples import page

MOST_SEEDS = 2000  # far more than it takes for every design to come up
PLATES = {True: (*HERO, CONSTRUCTION), False: (160, 120, 0.0)}  # of a rich design and of any other


@cache
def seed_of(design: Design) -> str:
    """The first seed whose plate is of that design."""
    width, height, construction = PLATES[design.rich]
    seeds = (f"sample-{number}" for number in range(MOST_SEEDS))
    return next(seed for seed in seeds if plate_layout(seed, width, height, construction)[0] == design)


@cache
def plates() -> list[dict[str, str]]:
    """Each design of the catalogue, drawn."""
    drawn = []
    for design in DESIGNS:
        width, height, construction = PLATES[design.rich]
        svg = draw_plate(seed_of(design), width, height, construction=construction)
        drawn.append({"name": design.name, "tiling": design.tiling.replace("-", " "), "svg": svg})
    return drawn


def rosettes() -> dict[str, Any]:
    """Rosettes from the size of a small portrait to that of a lead, and names in several scripts."""
    names = ("Åsa", "Mary Wu", "عائشہ صدیقی", "Bo", "4711")
    return {
        "page": page(PersonPage, "Ann Sample"),
        "widths": (64, 100, 160, 208),
        "people": [page(PersonPage, name, slug=f"sample-{place}") for place, name in enumerate(names)],
    }


def star_fields() -> dict[str, Any]:
    """Shares of one hundred, with and without the next milestone."""
    return {
        "fields": [
            {"inked": 0, "milestone": 1},
            {"inked": 29, "milestone": None},
            {"inked": 64, "milestone": 75},
            {"inked": 100, "milestone": None},
        ]
    }


def foundations() -> Group:
    """The group of the guide."""
    return Group(
        "foundations",
        "Foundations",
        (
            Entry(
                "colours",
                "Colours",
                "Take a colour by its name, never by its value: each name is right on its ground, light and dark.",
                (
                    State("paper", "On paper", specimen("colours", lambda: {"families": tokens.colour_families()})),
                    State("grounds", "The same names on other grounds", specimen("grounds")),
                ),
            ),
            Entry(
                "type",
                "Type",
                "Eight sizes, three faces. A size is chosen by its name; headings, labels and text have theirs already.",
                (
                    State("scale", "Scale", specimen("type_scale", lambda: {"names": tokens.beginning("t-")})),
                    State("faces", "Faces and figures", specimen("faces")),
                    State("headings", "Headings and running text", specimen("running_text")),
                ),
            ),
            Entry(
                "space",
                "Space",
                "Distances between things. The last one parts the sections of a page.",
                (State("scale", "Scale", specimen("space", lambda: {"names": tokens.beginning("s-")})),),
            ),
            Entry(
                "patterns",
                "Patterns",
                "Every page draws one of these from its address; a photograph takes its place.",
                (State("designs", "Every design", specimen("patterns", lambda: {"plates": plates()})),),
            ),
            Entry(
                "star-fields",
                "Star fields",
                "A share of one hundred, always with the number in words beside it.",
                (
                    State("states", "0, 29, 64 with the next milestone outlined, 100", specimen("stars", star_fields)),
                    State("component", "As a strip below a number", component("star_field", lambda: {"inked": 29})),
                ),
                components=("star_field",),
            ),
            Entry(
                "rosettes",
                "Rosettes",
                "Stand in for a portrait, from 64 pixels to a lead, with the initials in any script.",
                (State("sizes", "Sizes and scripts", specimen("rosettes", rosettes)),),
            ),
            Entry(
                "star",
                "Star",
                "Beside one message on a page: inked when something is done, outlined when it is not.",
                (
                    State("inked", "Inked", specimen("star", lambda: {"inked": True})),
                    State("open", "Outlined", specimen("star")),
                ),
                components=("star",),
            ),
            Entry(
                "buttons",
                "Buttons",
                "The first of a row is the main one. A button says what happens, in two or three words.",
                (
                    State("kinds", "Main, outlined, quiet, at work", specimen("buttons")),
                    State("grounds", "On other grounds", specimen("buttons_on_grounds")),
                    State("focus", "In focus", specimen("focus")),
                ),
            ),
            Entry(
                "band",
                "The loud band",
                "One a page, and everything else quiet around it.",
                (State("flag", "Flag", specimen("flag")),),
                setting=PAGE,
            ),
        ),
    )
