"""The letters in the rosette of a person who has no portrait."""

import re
import unicodedata

# Neither a title before a name nor letters after it are part of the name.
TITLE = re.compile(
    r"(baroness|cllr|councillor|dame|dr|hon|imam|lady|lord|miss|mr|mrs|ms|mx|prof|professor|rev|rt|sheikh|sir)\.?", re.I
)
AFTER_NAME = re.compile(r"\(?(bem|cbe|dbe|frs|jp|kc|mbe|mp|ms|msp|obe|phd|qc)[,.)]*", re.I)
# The article joined to an Arabic family name by a hyphen: al-Hassan is filed under H.
ARTICLE = re.compile(r"^(a[lnrstdz]|ash|el|es|u[rld])[-‐‑](?=.)", re.I)
# Arabic letters join: without this a reader would see one word of two letters (Unicode Standard 23.2).
ZERO_WIDTH_NON_JOINER = "\u200c"


def initials_of(name: str) -> str:
    """The first letters of the first and the last part of a name; one letter for a single name, "" for none.

    Particles between the two (bin, van, de) fall out by themselves.
    """
    words = [word for word in unicodedata.normalize("NFC", name).split() if _first_letter(word)]
    while len(words) > 1 and TITLE.fullmatch(words[0]):
        del words[0]
    while len(words) > 1 and AFTER_NAME.fullmatch(words[-1]):
        del words[-1]
    if not words:
        return ""
    letters = [_first_letter(word) for word in ([words[0]] if len(words) == 1 else [words[0], words[-1]])]
    is_arabic = any("ARABIC" in unicodedata.name(letter, "") for letter in letters)
    return (ZERO_WIDTH_NON_JOINER if is_arabic else "").join(letters)


def _first_letter(word: str) -> str:
    """The first letter of a word as a capital, past a joined article; "" where there is none."""
    return next((letter.upper()[0] for letter in ARTICLE.sub("", word, count=1) if letter.isalpha()), "")
