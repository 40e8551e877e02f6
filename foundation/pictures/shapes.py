"""Where pictures stand on a page: how large, cut to what, in which files. The one table to change with the layout.

`sizes` follows the style sheets (edge of the page, margin column, gutter: tokens.css); the comments give the width in
CSS pixels on screens of 360, 768 and 1440. The widest file is for screens with two pixels to one, where it pays.
"""

from collections.abc import Mapping
from dataclasses import dataclass

#: Formats with several widths each; beside them one file that every browser reads.
FORMATS = ("avif", "webp")


@dataclass(frozen=True)
class Shape:
    """One place for a picture.

    `boxes` are width and height in pixels of the files, from small to large: cut to that shape, or (`cut` False) no
    larger than that. `plain` is the box of the one file for every browser and for the PDF. `shown` is the box in CSS
    pixels that the layout gives on a large screen. `cut_again` says that the style sheet cuts some of it off on some
    screens. `first` marks the picture a page opens with: loaded at once, before anything else.
    """

    boxes: tuple[tuple[int, int], ...]
    plain: tuple[int, int]
    shown: tuple[int, int]
    sizes: str
    cut: bool = True
    cut_again: bool = False
    first: bool = False

    def spec(self, box: tuple[int, int], file_format: str = "") -> str:
        """What Wagtail calls a filter specification."""
        size = f"{'fill' if self.cut else 'max'}-{box[0]}x{box[1]}"
        return f"{size}|format-{file_format}" if file_format else size

    @property
    def plain_spec(self) -> str:
        """The specification of the file for every browser."""
        return self.spec(self.plain)

    @property
    def specs(self) -> list[str]:
        """The specifications of all files."""
        return [self.plain_spec, *(self.spec(box, kind) for kind in FORMATS for box in self.boxes)]


SHAPES: Mapping[str, Shape] = {
    # 324, 691, 456 (and 34rem high; wider beyond 1440). Square, for it stands upright on wide screens and lies on
    # narrow ones; the style sheet cuts the rest about the focal point.
    "hero": Shape(
        boxes=((480, 480), (768, 768), (1200, 1200)),
        plain=(768, 768),
        shown=(456, 544),
        sizes="(min-width: 101rem) calc(50vw - 16.5rem), (min-width: 62rem) 34rem, 90vw",
        cut_again=True,
        first=True,
    ),
    # Beside the title: 324, 256, 409
    "lead": Shape(
        boxes=((416, 520), (832, 1040)),
        plain=(832, 1040),
        shown=(416, 520),
        sizes="(min-width: 62rem) min(26rem, 28vw), (min-width: 46rem) 16rem, 90vw",
        cut=False,
        first=True,
    ),
    # The head of a profile: 240, 256, 320
    "portrait": Shape(
        boxes=((200, 248), (400, 496), (680, 843)),
        plain=(400, 496),
        shown=(320, 397),
        sizes="(min-width: 62rem) 20rem, (min-width: 46rem) 16rem, 15rem",
        first=True,
    ),
    # One of many people: 154, 154, 160 to 251. The same files as on the profile
    "person": Shape(
        boxes=((200, 248), (400, 496), (680, 843)),
        plain=(400, 496),
        shown=(160, 198),
        sizes="(min-width: 62rem) 16rem, (min-width: 48rem) 20vw, 44vw",
    ),
    # The first of many people, set large: 324, 338, 340
    "leader": Shape(
        boxes=((200, 248), (400, 496), (680, 843)),
        plain=(400, 496),
        shown=(340, 422),
        sizes="(min-width: 48rem) min(44vw, 24rem), 90vw",
        cut_again=True,
    ),
    # On a card: 88, 160, 160; the first of a list 288
    "card": Shape(
        boxes=((160, 120), (320, 240), (576, 432)),
        plain=(320, 240),
        shown=(160, 120),
        sizes="(min-width: 48rem) 10rem, 5.5rem",
    ),
    "large_card": Shape(
        boxes=((160, 120), (320, 240), (576, 432)),
        plain=(320, 240),
        shown=(288, 216),
        sizes="(min-width: 62rem) 18rem, (min-width: 48rem) 10rem, 5.5rem",
    ),
    # In a text: 324, 576, 576; an upright one 400 and 600 high
    "text": Shape(
        boxes=((384, 400), (768, 800), (1152, 1200)),
        plain=(1152, 1200),
        shown=(576, 600),
        sizes="(min-width: 40rem) 36rem, 90vw",
        cut=False,
    ),
    # As wide as text and margin: 324, 691, 1077
    "wide": Shape(
        boxes=((480, 360), (960, 720), (1440, 1080), (1920, 1440)),
        plain=(1440, 1080),
        shown=(1072, 804),
        sizes="(min-width: 90rem) 67rem, (min-width: 62rem) calc(90vw - 13rem), 90vw",
        cut=False,
    ),
    # Beside the text: 324, 691, 458
    "margin": Shape(
        boxes=((320, 350), (640, 700), (960, 1050)),
        plain=(640, 700),
        shown=(458, 500),
        sizes="(min-width: 68rem) calc(min(90vw, 81rem) - 52rem), 90vw",
        cut=False,
    ),
    # One of several: 324, 331, 330
    "gallery": Shape(
        boxes=((336, 252), (672, 504), (1008, 756)),
        plain=(672, 504),
        shown=(336, 252),
        sizes="(min-width: 40rem) 21rem, 90vw",
    ),
    # Before a film: 324, 576, 576
    "poster": Shape(
        boxes=((400, 225), (768, 432), (1152, 648)),
        plain=(768, 432),
        shown=(576, 324),
        sizes="(min-width: 40rem) 36rem, 90vw",
    ),
}

#: What other sites show beside a link to a page; they read JPEG, and all of them 1200 by 630.
SHARED = "fill-1200x630|format-jpeg"
