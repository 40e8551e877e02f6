"""Contrast of two colours, by the formula of WCAG 2.2 (1.4.3, relative luminance)."""

import re

HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
MINIMUM_TEXT_CONTRAST = 4.5  # WCAG 2.2 AA, 1.4.3


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), of a colour such as `#b8102b`."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21, of two colours such as `#f6eee4`."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
