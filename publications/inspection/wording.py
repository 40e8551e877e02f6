"""The text of a page of a PDF as plain words, so that it is found as people type it."""

import re
import unicodedata

LONGEST_PAGE = 200_000  # characters
# U+FFFE and U+0002 are what PDFium writes for a hyphen at the end of a line.
HYPHEN_AT_LINE_END = re.compile(r"(?<=\w)[-\u2010\u00ad\ufffe\x02][^\S\n]*\n[^\S\n]*(?=[^\W\d_])")
SPACES = re.compile(r"[^\S\n]+")
EMPTY_LINES = re.compile(r"\s*\n\s*\n\s*")


def tidy(text: str) -> str:
    """Ligatures and wide letters as plain ones, words whole that a line end had broken, nothing that cannot be seen.

    At most `LONGEST_PAGE` characters.
    """
    text = text[:LONGEST_PAGE].replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = HYPHEN_AT_LINE_END.sub(joined, text)
    text = unicodedata.normalize("NFKC", text)
    text = "".join(sign for sign in text if is_visible(sign))
    return EMPTY_LINES.sub("\n\n", SPACES.sub(" ", text)).strip()[:LONGEST_PAGE]


def joined(hyphen: re.Match[str]) -> str:
    """Nothing before a small letter, where a hyphen only broke a word; a hyphen before a capital: Anglo-Irish."""
    following = hyphen.string[hyphen.end()]
    return "-" if following.isupper() else ""


def is_visible(sign: str) -> bool:
    """Whether a character belongs to the text: no controls, soft hyphens, surrogates, private or unassigned signs.

    The joiners of Urdu and of emoji belong to it.
    """
    return sign in "\n\t\u200c\u200d" or unicodedata.category(sign)[0] != "C"
