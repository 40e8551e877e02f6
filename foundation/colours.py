"""Colours written as `#rrggbb`: their contrast (WCAG 2.2), and mixing and moving them in the space that eyes see in.

That space is OKLab (CSS Color 4, section 9.2): equal steps look equal. `Lch` is the same space as lightness 0 to 1,
chroma (0 is grey, about 0.3 the strongest that screens show) and hue in degrees.
"""

import math
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
WHITE, BLACK = "#ffffff", "#000000"
# WCAG 2.2: AA for text (1.4.3), for large text and for parts and pictures that mean something (1.4.3, 1.4.11), and
# AAA for text that people read at length (1.4.6).
TEXT, PART, READING = 4.5, 3.0, 7.0

Triple = tuple[float, float, float]


class Lch(NamedTuple):
    """A colour by lightness, chroma and hue (OKLCH)."""

    lightness: float
    chroma: float
    hue: float


@lru_cache(maxsize=4096)
def linear(colour: str) -> Triple:
    """Red, green and blue as amounts of light, 0 to 1, of a colour such as `#b8102b`."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return _unbent(red), _unbent(green), _unbent(blue)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21, of two colours such as `#f6eee4`."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lowest_contrast(colour: str, grounds: Iterable[str]) -> float:
    """The contrast of a colour on the one of the grounds where it is weakest."""
    return min(contrast(colour, ground) for ground in grounds)


def mixed(one: str, share: float, other: str) -> str:
    """`share` (0 to 1) of a colour, the rest the other, as CSS's color-mix in oklab mixes them."""
    pairs = zip(oklab_of_light(linear(one)), oklab_of_light(linear(other)), strict=True)
    lightness, a, b = (x * share + y * (1 - share) for x, y in pairs)
    return from_lch(Lch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a))))


def to_lch(colour: str) -> Lch:
    """A colour by lightness, chroma and hue."""
    lightness, a, b = oklab_of_light(linear(colour))
    return Lch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


@lru_cache(maxsize=4096)
def from_lch(wanted: Lch) -> str:
    """The colour that a screen can show: of the same lightness and hue, with as much of the chroma as there is."""
    lightness = min(max(wanted.lightness, 0.0), 1.0)
    light = light_of_oklab(lightness, wanted.chroma, wanted.hue)
    if not _shown(light):
        low, high = 0.0, wanted.chroma
        while high - low > 0.0005:
            middle = (low + high) / 2
            low, high = (middle, high) if _shown(light_of_oklab(lightness, middle, wanted.hue)) else (low, middle)
        light = light_of_oklab(lightness, low, wanted.hue)
    return "#" + "".join(f"{round(255 * _bent(min(max(channel, 0.0), 1.0))):02x}" for channel in light)


def oklab_of_light(light: Triple) -> Triple:
    """OKLab of linear red, green and blue."""
    red, green, blue = light
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def light_of_oklab(lightness: float, chroma: float, hue: float) -> Triple:
    """Linear red, green and blue; outside 0 to 1 where no screen shows the colour."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _shown(light: Triple) -> bool:
    """Whether a screen can show it, give or take what rounding takes away."""
    return all(-0.0005 <= channel <= 1.0005 for channel in light)


def _unbent(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _bent(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else float(1.055 * channel ** (1 / 2.4) - 0.055)
