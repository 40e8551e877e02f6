"""Islamic star patterns drawn from a seed, as compact SVG without colours of its own.

The same seed gives the same drawing for ever and everywhere. Draw when a page is published and keep
the text; colours come from custom properties on the classes `pn` (ink line), `pg` (ground line), `pf`
(toned face), `pc`, `pm` (ground faces), `ph` and `pw` (a rosette's hatched faces and compass
work, which small ones do without), `pt` (initials), `co`, `ck` and `cm` (outlined, inked and
milestone star).
"""

from foundation.patterns.plates import draw_band, draw_plate, plate_polylines
from foundation.patterns.rosettes import draw_rosette
from foundation.patterns.stars import draw_stars

__all__ = [
    "draw_band",
    "draw_plate",
    "draw_rosette",
    "draw_stars",
    "plate_polylines",
]
