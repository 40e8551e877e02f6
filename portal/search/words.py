"""What somebody typed, as words that no search engine can misread."""

import re
import unicodedata

LONGEST_QUERY = 200  # characters; the field allows no more
MOST_WORDS = 12
WORD = re.compile(r"[^\W_]+")


def tidy(typed: str) -> str:
    """The words as they are shown again: one line, no control characters, not too long."""
    visible = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in typed[: 4 * LONGEST_QUERY])
    return " ".join(unicodedata.normalize("NFC", visible).split())[:LONGEST_QUERY]


def words_of(typed: str) -> list[str]:
    """Letters and digits only: quotes, operators and emoji are dropped, so that nothing reaches an engine's grammar."""
    return WORD.findall(unicodedata.normalize("NFKC", tidy(typed)).lower())[:MOST_WORDS]
