"""The shapes in which a page's pattern is drawn, with their sizes. Drawn once and stored (foundation.tasks)."""

from functools import lru_cache

from foundation.patterns import draw_band, draw_plate

HERO, CARD = (500, 620), (160, 120)  # pixels; the style sheet scales them
CONSTRUCTION = 0.34  # the part of a hero that shows how the pattern is constructed


@lru_cache(maxsize=64)
def draw(shape: str, seed: str) -> str:
    """The SVG of a `hero`, `card` or `band`; or of a `sketch`, a hero of which nothing is finished, for error pages.

    Kept by the process, for what has no stored art: error pages and log-in share one seed, previews are redrawn
    at each keystroke. Raises KeyError for another shape.
    """
    return {
        "hero": lambda: draw_plate(seed, *HERO, construction=CONSTRUCTION),
        "sketch": lambda: draw_plate(seed, *HERO, construction=1),
        "card": lambda: draw_plate(seed, *CARD),
        "band": lambda: draw_band(seed),
    }[shape]()
