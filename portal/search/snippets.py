"""The lines of a page around the words that were found, with the words marked."""

import re
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

LENGTH = 220  # characters


def snippet(text: str, words: Sequence[str]) -> SafeString:
    """The first place where a word stands, with a little before it. Escaped piece by piece; safe to print."""
    text = " ".join(text.split())
    if not text:
        return SafeString("")
    pattern = re.compile("|".join(rf"\b{re.escape(word)}\w*" for word in words) or r"(?!)", re.IGNORECASE)
    found = pattern.search(text)
    start = start_of(text, found.start()) if found else 0
    end = end_of(text, start + LENGTH)
    pieces = ["… " if start else "", *marked(text[start:end], pattern), " …" if end < len(text) else ""]
    return mark_safe("".join(pieces))  # noqa: S308  (each piece is escaped)


def start_of(text: str, place: int) -> int:
    """The beginning of a word, about a third of a snippet before `place`."""
    if place <= LENGTH // 3:
        return 0
    space = text.rfind(" ", 0, place - LENGTH // 3)
    # A text without spaces is cut where it must be.
    return space + 1 if space >= 0 and place - space < LENGTH else place - LENGTH // 3


def end_of(text: str, place: int) -> int:
    """The end of the last whole word before `place`."""
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", 0, place + 1)
    return space if space > place - LENGTH // 2 else place


def marked(text: str, pattern: re.Pattern[str]) -> list[str]:
    """The text in pieces, escaped, those that match within `mark`."""
    pieces, place = [], 0
    for found in pattern.finditer(text):
        pieces += [escape(text[place : found.start()]), f"<mark>{escape(found.group())}</mark>"]
        place = found.end()
    return [*pieces, escape(text[place:])]
