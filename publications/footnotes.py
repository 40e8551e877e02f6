"""Footnotes: how a text stores them, and how they are numbered and printed (docs/decisions/0030-word-import.md).

A note lies where it is referred to, as `<embed embedtype="footnote" note="…"/>`: it travels with its paragraph, and
there is no second store that could fall out of step. Its number is counted while a page is made.
"""

import hashlib
import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

FEATURE = "footnote"
LONGEST_NOTE = 1_500  # characters
STORED_NOTE = re.compile(r'<embed\b[^>]*\bembedtype="footnote"[^>]*>')
WORDS_OF_NOTE = re.compile(r'\bnote="([^"]*)"')
# In the words of a note: an address, without the full stop that ends the sentence; words between asterisks
ADDRESS_OR_SLANTED = re.compile(
    r"(?P<address>https?://[^\s<>\"]*[^\s<>\".,;:!?)\]*])|\*(?P<slanted>[^*\s](?:[^*]*[^*\s])?)\*"
)


@dataclass(frozen=True)
class Footnote:
    """A note as components/footnote.html and components/footnotes.html print it."""

    id: str
    number: int
    text: SafeString


@dataclass
class Numbering:
    """The notes of one page, in the order in which it was made: that of reading."""

    notes: list[Footnote] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def add(self, words: str) -> Footnote:
        """Number a note. Its id is made of its words, so a link to it survives notes that come before it."""
        kept = hashlib.sha256(words.encode()).hexdigest()[:8]
        name, copy = kept, 2
        while name in self.taken:
            name, copy = f"{kept}-{copy}", copy + 1
        self.taken.add(name)
        note = Footnote(name, len(self.notes) + 1, note_html(words))
        self.notes.append(note)
        return note


current: ContextVar[Numbering | None] = ContextVar("footnotes of the page being made", default=None)


@contextmanager
def numbered() -> Iterator[Numbering]:
    """Number the notes of all that is rendered within. Print `Numbering.notes` after it (components/footnotes.html)."""
    numbering = Numbering()
    token = current.set(numbering)
    try:
        yield numbering
    finally:
        current.reset(token)


def mark_of(words: str) -> str:
    """What stands in the text: the number that opens the note. Where nobody numbers, the note itself in brackets."""
    numbering = current.get()
    if numbering is None:
        return _(" [note: %(words)s]") % {"words": note_html(words)}
    note = numbering.add(words)
    return render_to_string("components/footnote.html", {"id": note.id, "number": note.number, "text": note.text})


def note_html(words: str) -> SafeString:
    """The words of a note for a page: addresses lead, words between asterisks are slanted, all else is as typed."""
    parts: list[str] = []
    place = 0
    for found in ADDRESS_OR_SLANTED.finditer(words):
        parts.append(escape(words[place : found.start()]))
        if found["address"]:
            parts.append(f'<a href="{escape(found["address"])}">{escape(found["address"])}</a>')
        else:
            parts.append(f"<i>{escape(found['slanted'])}</i>")
        place = found.end()
    parts.append(escape(words[place:]))
    return mark_safe("".join(parts))  # noqa: S308  (each part is escaped above)


def notes_of(stored: str) -> list[str]:
    """The words of each note in stored rich text, in reading order."""
    words = (WORDS_OF_NOTE.search(tag.group()) for tag in STORED_NOTE.finditer(stored))
    return [html.unescape(match[1]) for match in words if match]
