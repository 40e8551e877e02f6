"""Within a paragraph: what mammoth found, as the rich text that the site stores, or as plain words."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from publications.word_import.losses import Losses
from publications.word_import.reader.sources import DECORATIVE

KEPT = {"strong": "b", "b": "b", "em": "i", "i": "i", "sup": "sup"}
SCHEMES = {"http", "https", "mailto", "tel"}
TO_NOTE = re.compile(r"#((?:foot|end)note-.+)")
TAG = re.compile(r"<[^>]+>")

# Given a note, returns what stands in its place
Mark = Callable[[str], str]


def tidy(text: str) -> str:
    """With single blanks, and none around."""
    return " ".join(text.replace("\xa0", " ").split())


def plain_of(stored: str) -> str:
    """The words of stored rich text."""
    return tidy(html.unescape(TAG.sub("", stored.replace("<br/>", " "))))


@dataclass
class Inline:
    """Turns the content of elements into text. Pictures and notes on the way are put aside, in reading order."""

    losses: Losses
    notes: dict[str, str] = field(default_factory=dict)  # by the id that mammoth gave them
    pictures: list[dict[str, object]] = field(default_factory=list)
    put_aside: list[str] = field(default_factory=list)  # notes of places that cannot hold one

    def rich(self, element: ET.Element) -> str:
        """The content as stored rich text, each note in its place."""
        return self._content(element, as_entity).strip()

    def plain(self, element: ET.Element) -> str:
        """The content in plain words, for headings, captions and titles. Their notes are put aside."""
        return plain_of(self._content(element, self._aside))

    def cell(self, element: ET.Element) -> str:
        """The content of a table's cell: rich, its notes put aside and their number in square brackets."""
        return self._content(element, self._numbered).strip()

    def take_pictures(self) -> list[dict[str, object]]:
        """The pictures put aside since the last call."""
        taken, self.pictures = self.pictures, []
        return taken

    def take_notes(self) -> list[str]:
        """The notes put aside since the last call."""
        taken, self.put_aside = self.put_aside, []
        return taken

    def _aside(self, note: str) -> str:
        self.put_aside.append(note)
        return ""

    def _numbered(self, note: str) -> str:
        self.put_aside.append(note)
        return f" [{len(self.put_aside)}]"

    def _content(self, element: ET.Element, mark: Mark) -> str:
        parts = [escaped(element.text)]
        for child in element:
            parts.append(self._child(child, mark))
            parts.append(escaped(child.tail))
        return "".join(parts)

    def _child(self, child: ET.Element, mark: Mark) -> str:
        if child.tag == "img":
            self.pictures.append(self._picture(child))
            return ""
        if child.tag == "br":
            return "<br/>"
        if child.tag == "input":
            return "☑ " if child.get("checked") else "☐ "
        note = self._note_within(child)
        if note is not None:
            return mark(note)
        inside = self._content(child, mark)
        if child.tag == "a":
            return self._link(child, inside)
        kept = KEPT.get(child.tag)
        return f"<{kept}>{inside}</{kept}>" if kept and inside.strip() else inside

    def _note_within(self, child: ET.Element) -> str | None:
        """The note that a raised number refers to; None for anything else."""
        if child.tag != "sup" or len(child) != 1 or child[0].tag != "a":
            return None
        match = TO_NOTE.fullmatch(child[0].get("href", ""))
        return self.notes.get(match[1]) if match else None

    def _link(self, child: ET.Element, inside: str) -> str:
        address = child.get("href", "").strip()
        if not address or not inside.strip():
            return inside
        try:
            scheme = urlsplit(address).scheme.lower()
        except ValueError:  # no address at all
            scheme = ""
        if scheme in SCHEMES:
            return f'<a href="{html.escape(address)}">{inside}</a>'
        self.losses.add("internal_links" if address.startswith("#") else "odd_links", plain_of(inside))
        return inside

    def _picture(self, child: ET.Element) -> dict[str, object]:
        words = tidy(child.get("alt", ""))
        decorative = words == tidy(DECORATIVE)
        return {"sha256": child.get("src", ""), "alt": "" if decorative else words, "decorative": decorative}


def escaped(text: str | None) -> str:
    """Text as it stands in stored rich text."""
    return html.escape((text or "").replace("\t", " ").replace("\n", " "), quote=False)


def as_entity(note: str) -> str:
    """A note as publications.footnotes stores it."""
    return f'<embed embedtype="footnote" note="{html.escape(note)}"/>'


def slanted(element: ET.Element) -> str:
    """A footnote in plain words: what was slanted stands between asterisks, an address after the words that led to it."""
    parts = [element.text or ""]
    for child in element:
        inside = slanted(child)
        if child.tag in ("em", "i") and inside.strip():
            inside = f"*{inside.strip()}*" + (" " if inside.endswith(" ") else "")
        elif child.tag == "a":
            address = child.get("href", "").strip()
            is_outside = not address.startswith("#") and address not in inside
            inside = f"{inside} ({address})" if address and is_outside else inside
        elif child.tag in ("p", "li", "br", "td"):
            inside = f"{inside} "
        parts += [inside, child.tail or ""]
    return "".join(parts)
