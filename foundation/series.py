"""The colours of a chart's series: told apart on a light and on a dark screen, by colour-blind people too."""

import math
from collections.abc import Iterator
from functools import lru_cache

from foundation.colours import PART, Lch, Triple, from_lch, linear, lowest_contrast, oklab_of_light, to_lch

SERIES = tuple(f"chart_{number}" for number in range(1, 7))
# Lightness on a light and on a dark screen, and chroma, from which a colour starts
LEVELS = ((0.24, 0.92, 0.06), (0.36, 0.84, 0.09), (0.48, 0.74, 0.12), (0.6, 0.64, 0.13))
APART = 0.1  # between ink and accent, or the ink is no colour of a series
DULLER = 0.7  # a difference between two colours counts so much to eyes that see all colours: they ask for more
TURN = 20  # degrees of hue from one candidate to the next
# What people without red or without green receptors see, as matrices of linear light (Machado, Oliveira and
# Fernandes 2009, severity 1): the two commonest kinds of colour blindness.
NO_RED = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
NO_GREEN = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))

Pair = tuple[str, str]


def chart_colours(light: dict[str, str], dark: dict[str, str]) -> tuple[list[str], list[str]]:
    """Six colours for each screen. The first is the accent, the second the ink where it is unlike the accent; of all
    others that reach 3 to 1 on the page, each is the one that is least like those before it."""
    accent, ink = (light["tone"], dark["tone"]), (light["ink"], dark["ink"])
    chosen: list[Pair] = [accent, ink] if difference(accent, ink) >= APART else [accent]
    offered = list(candidates(light, dark))
    nearest = [min(difference(pair, other) for other in chosen) for pair in offered]
    while len(chosen) < len(SERIES):
        best = max(range(len(offered)), key=nearest.__getitem__)
        chosen.append(offered[best])
        nearest = [min(far, difference(pair, offered[best])) for far, pair in zip(nearest, offered, strict=True)]
    return [pair[0] for pair in chosen], [pair[1] for pair in chosen]


def candidates(light: dict[str, str], dark: dict[str, str]) -> Iterator[Pair]:
    """Colours all round the wheel, each as it would stand on the light and on the dark page."""
    start = to_lch(light["tone"]).hue
    for by_day, by_night, chroma in LEVELS:
        for turn in range(0, 360, TURN):
            hue = (start + turn) % 360
            yield (
                legible(Lch(by_day, chroma, hue), -1, (light["paper"], light["stock"])),
                legible(Lch(by_night, chroma, hue), 1, (dark["paper"], dark["stock"])),
            )


def legible(start: Lch, way: int, grounds: tuple[str, ...]) -> str:
    """The colour, made darker (-1) or lighter (1) until it stands out from the grounds."""
    lightness = start.lightness
    colour = from_lch(start)
    while lowest_contrast(colour, grounds) < PART and 0 < lightness < 1:
        lightness += way * 0.01
        colour = from_lch(start._replace(lightness=lightness))
    return colour


def difference(one: Pair, other: Pair) -> float:
    """How unlike two series are, on the screen and to the eyes that tell them apart worst: 1 is black and white."""
    return min(
        math.dist(seen_one, seen_other) * share
        for shown_one, shown_other in zip(one, other, strict=True)
        for seen_one, seen_other, share in zip(seen(shown_one), seen(shown_other), (DULLER, 1, 1), strict=True)
    )


@lru_cache(maxsize=4096)
def seen(colour: str) -> tuple[Triple, Triple, Triple]:
    """What all three kinds of eyes make of a colour, in OKLab."""
    light = linear(colour)
    without_red, without_green = (
        oklab_of_light(tuple(sum(a * b for a, b in zip(row, light, strict=True)) for row in matrix))  # type: ignore[arg-type]
        for matrix in (NO_RED, NO_GREEN)
    )
    return oklab_of_light(light), without_red, without_green
