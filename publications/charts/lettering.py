"""How wide words are in the site's own face, so that a drawing leaves room for them and breaks them where it must."""

from functools import lru_cache

from django.contrib.staticfiles import finders
from PIL import ImageFont

FACE = "portal/fonts/broadsheet-ui.woff2"
MEASURED_AT = 100  # pixels; other sizes are in proportion, for the face is not hinted
ROOM = 1.04  # letters outside the cut come from another face, which may be a little wider


@lru_cache(maxsize=1)
def face() -> ImageFont.FreeTypeFont:
    """The face. Raises FileNotFoundError if it is not among the static files."""
    path = finders.find(FACE)
    if path is None:
        raise FileNotFoundError(FACE)
    loaded = ImageFont.truetype(path, MEASURED_AT)
    loaded.set_variation_by_axes([400])
    return loaded


@lru_cache(maxsize=4096)
def width(words: str, size: float) -> float:
    """How wide words are, in pixels, at a size in pixels."""
    return face().getlength(words) * size / MEASURED_AT * ROOM


def widest(texts: list[str], size: float) -> float:
    """The width of the widest; 0 for none."""
    return max((width(text, size) for text in texts), default=0.0)


def wrapped(words: str, size: float, room: float) -> list[str]:
    """The words in lines no wider than `room`. A word that is wider by itself is broken."""
    lines: list[str] = []
    for given in words.split():
        word = given
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= room:
            lines[-1] = longer
            continue
        while width(word, size) > room and len(word) > 1:
            cut = next((end for end in range(len(word) - 1, 1, -1) if width(word[:end], size) <= room), 1)
            lines.append(word[:cut])
            word = word[cut:]
        lines.append(word)
    return lines
