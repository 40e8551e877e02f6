"""Every colour of the site, light and dark, from the three that an organisation chooses: paper, ink and accent.

A derived colour starts where the design wants it and moves, in lightness or towards the ink, until it reaches the
contrast it needs on every ground it stands on. So contrast holds by construction: see docs/decisions/0018. The
names are those of the custom properties in the style sheets, with _ for -.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from foundation.colours import (
    BLACK,
    PART,
    READING,
    TEXT,
    WHITE,
    Lch,
    contrast,
    from_lch,
    lowest_contrast,
    mixed,
    to_lch,
)
from foundation.series import SERIES, chart_colours

Colours = dict[str, str]

STEP = 0.005  # of lightness, from one try to the next
# Light text on the accent is kept if the accent need not move further than this for it than it would for dark text.
KEEP_LIGHT_TEXT = 0.06
# A dark page is dark, however light or strong the ink: text read at length stands on it.
NIGHT_LIGHTNESS, NIGHT_CHROMA = 0.28, 0.05
RED = Lch(0.5, 0.19, 25)  # of an error, where the accent is no red
NEAR_RED = 35  # degrees of hue
NO_EDGE = "transparent"
# Yellows that are made so much darker turn to mud: the ink stands in for them, and yellow stays where it is a ground.
MUDDY_HUES, MUDDY = range(75, 126), 0.12
SEEN_APART = 0.012  # of lightness, between the paper and the stock


@dataclass(frozen=True)
class Brand:
    """What an organisation chooses: three colours such as `#f6eee4`."""

    paper: str = "#f6eee4"
    ink: str = "#161b2b"
    accent: str = "#b8102b"


@dataclass(frozen=True)
class Palette:
    """All colours by name, for a light and for a dark screen."""

    light: Colours
    dark: Colours


@lru_cache(maxsize=256)
def derive(brand: Brand) -> Palette:
    """The palette of a brand that has no `fault`; of another brand whatever comes nearest."""
    light, dark = light_colours(brand), dark_colours(brand)
    for colours, series in zip((light, dark), chart_colours(light, dark), strict=True):
        colours.update(zip(SERIES, series, strict=True))
    return Palette(light, dark)


def light_colours(brand: Brand) -> Colours:
    """On a light screen paper and ink are what was chosen."""
    colours = {"paper": brand.paper, "ink": brand.ink, "stock": stock_on(brand)}
    colours["wash"] = first(between(brand.accent, brand.paper, 0.11), on([brand.ink], READING))
    colours |= page_colours(brand, colours, rule=0.24)
    colours["accent"] = darkened(brand, grounds(colours), TEXT)
    colours["tone"] = darkened(brand, pages(colours), PART)
    colours["error"] = error_colour(brand, colours, -1)
    colours |= flag_colours(brand, colours, to_lch(brand.accent), apart=1)
    colours |= foot_colours(brand, brand.ink)
    # Patterns have outlines of ink: their stars may stay as yellow as the band.
    colours["pl_tone"] = colours["flag"] if colours["tone"] == brand.ink else colours["tone"]
    return colours


def stock_on(brand: Brand) -> str:
    """The ground of cards and plates: lighter than the paper, or a little darker where that is white already."""
    stock = mixed(brand.paper, 0.42, WHITE)
    if to_lch(stock).lightness - to_lch(brand.paper).lightness >= SEEN_APART:
        return stock
    return mixed(brand.paper, 0.965, brand.ink)


def darkened(brand: Brand, backs: list[str], ratio: float) -> str:
    """The accent, dark enough for the grounds; the ink where a yellow would no longer look like one."""
    own = to_lch(brand.accent)
    colour = moved(own, -1, backs, ratio)
    strayed = own.lightness - to_lch(colour).lightness
    return brand.ink if strayed > MUDDY and round(own.hue) in MUDDY_HUES else colour


def dark_colours(brand: Brand) -> Colours:
    """On a dark screen the ink is the ground and the paper the text."""
    night = at_night(brand.ink)
    colours = {"paper": mixed(night, 0.88, BLACK), "stock": mixed(night, 0.94, brand.paper)}
    colours["ink"] = moved(to_lch(mixed(brand.paper, 0.94, night)), 1, pages(colours), READING + 1)
    colours["wash"] = first(between(brand.accent, colours["paper"], 0.26), on([colours["ink"]], READING))
    colours |= page_colours(brand, colours, rule=0.26)
    own = to_lch(brand.accent)
    colours["accent"] = moved(Lch(max(0.74, own.lightness), own.chroma * 0.68, own.hue), 1, grounds(colours), TEXT)
    colours["tone"] = moved(own._replace(lightness=max(0.62, own.lightness)), 1, pages(colours), PART)
    colours["error"] = error_colour(brand, colours, 1)
    colours |= flag_colours(brand, colours, own, apart=PART)
    colours |= foot_colours(brand, mixed(night, 0.62, BLACK))
    colours["pl_tone"] = colours["tone"]
    return colours


def page_colours(brand: Brand, colours: Colours, rule: float) -> Colours:
    """Secondary text and lines, between the ink and the paper of the page."""
    ink, paper = colours["ink"], colours["paper"]
    return {
        "brand_paper": brand.paper,
        "brand_ink": brand.ink,
        "brand_accent": brand.accent,
        "ink_2": first(between(ink, paper, 0.74, 1), on(grounds(colours), TEXT)),
        "rule": mixed(ink, rule, paper),
        "rule_2": first(between(ink, paper, 0.58, 1), on(pages(colours), PART)),
    }


def flag_colours(brand: Brand, colours: Colours, accent: Lch, apart: float) -> Colours:
    """The accent as a ground, at least `apart` from the page, and all that stands on it; and the buttons."""
    page = colours["paper"]
    light, dark = mixed(brand.paper, 0.55, WHITE), brand.ink
    flag, text = banner(accent, (light, dark), lambda ground: contrast(ground, page) >= apart)
    line = first(between(text, flag, 0.46, 1), on([flag], PART))
    engraved = 0.8 if text == light else 0.9  # dark lines behind dark text are fainter
    button = brand.accent if contrast(text, brand.accent) >= TEXT else flag
    is_apart = contrast(flag, page) >= TEXT
    return {
        "flag": flag,
        "on_flag": text,
        "flag_rule": line,
        "flag_engraving": first((mixed(flag, engraved, end) for end in (BLACK, WHITE)), on([text], TEXT), flag),
        "flag_btn_text": first([brand.ink, brand.paper], on([text], TEXT), flag),
        "flag_edge": NO_EDGE if is_apart else first([line, colours["tone"]], on([page], PART), colours["ink"]),
        "btn": button,
        "btn_edge": button if lowest_contrast(button, pages(colours)) >= PART else colours["tone"],
    }


def banner(accent: Lch, texts: tuple[str, str], is_good: Callable[[str], bool]) -> tuple[str, str]:
    """The ground nearest to the accent that is good and carries the light or the dark text, and that text."""
    found: list[tuple[float, str, str]] = []
    for text, handicap in zip(texts, (0.0, KEEP_LIGHT_TEXT), strict=True):
        for ground in around(accent):
            if is_good(ground) and contrast(text, ground) >= TEXT:
                found.append((abs(to_lch(ground).lightness - accent.lightness) + handicap, ground, text))
                break
    _distance, ground, text = min(found)
    return ground, text


def foot_colours(brand: Brand, foot: str) -> Colours:
    """The dark ground of the foot and of the ink section, and what stands on it."""
    text = first(between(brand.paper, brand.ink, 0.92, 1), on([foot], READING), WHITE)
    return {
        "foot": foot,
        "on_foot": text,
        "foot_rule": first(between(text, foot, 0.30), on([text], TEXT)),
        "foot_line": first(between(text, foot, 0.60, 1), on([foot], PART)),
        "foot_tone": moved(to_lch(mixed(brand.accent, 0.72, WHITE)), 1, [foot], PART),
    }


def error_colour(brand: Brand, colours: Colours, way: int) -> str:
    """The accent where it is a red, else a red: an error in green or blue does not look like one."""
    own = to_lch(brand.accent)
    turned = abs((own.hue - RED.hue + 180) % 360 - 180)
    if own.chroma > 0.08 and turned < NEAR_RED:
        return colours["accent"]
    start = RED if way < 0 else RED._replace(lightness=0.74, chroma=0.13)
    return moved(start, way, grounds(colours), TEXT)


def at_night(ink: str) -> str:
    """The ink as a ground, no lighter or stronger than the eye can take in the dark."""
    lightness, chroma, hue = to_lch(ink)
    if lightness <= NIGHT_LIGHTNESS and chroma <= NIGHT_CHROMA:
        return ink
    return from_lch(Lch(min(lightness, NIGHT_LIGHTNESS), min(chroma, NIGHT_CHROMA), hue))


def pages(colours: Colours) -> list[str]:
    """The two plain grounds of a page."""
    return [colours["paper"], colours["stock"]]


def grounds(colours: Colours) -> list[str]:
    """All grounds of a page on which text stands."""
    return [*pages(colours), colours["wash"]]


def on(backs: list[str], ratio: float) -> Callable[[str], bool]:
    """Whether a colour has the contrast on each of the grounds."""
    return lambda colour: lowest_contrast(colour, backs) >= ratio


def first(colours: Iterator[str] | list[str], is_good: Callable[[str], bool], otherwise: str = "") -> str:
    """The first good colour; the last resort, or the last one tried, where none is."""
    tried = otherwise
    for tried in colours:
        if is_good(tried):
            return tried
    return otherwise or tried


def between(one: str, other: str, share: float, end: float = 0) -> Iterator[str]:
    """Mixtures of two colours, from `share` of the first to `end` of it."""
    for step in range(41):
        yield mixed(one, share + (end - share) * step / 40, other)


def moved(start: Lch, way: int, backs: list[str], ratio: float) -> str:
    """The colour made darker (way -1) or lighter (1) until it has the contrast on each of the grounds."""
    steps = int((start.lightness if way < 0 else 1 - start.lightness) / STEP) + 1
    tries = (from_lch(start._replace(lightness=start.lightness + way * step * STEP)) for step in range(steps))
    return first(tries, on(backs, ratio), BLACK if way < 0 else WHITE)


def around(start: Lch) -> Iterator[str]:
    """The colour and its neighbours in lightness, the nearest first."""
    for step in range(int(1 / STEP)):
        for lightness in {start.lightness - step * STEP, start.lightness + step * STEP}:
            if 0 <= lightness <= 1:
                yield from_lch(start._replace(lightness=lightness))
