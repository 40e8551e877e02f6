"""From the elements that mammoth makes to parts with blocks: what becomes a chapter, a heading, text, a table, a picture."""

import html
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from publications.word_import.losses import Losses
from publications.word_import.reader.inline import Inline, as_entity, plain_of, slanted, tidy
from publications.word_import.reader.tables import table_block

MOST_TEXT = 3_000  # characters of one text block: a screen or two in the editor
MOST_PARAGRAPHS = 12
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = ("ul", "ol")
BACK_TO_TEXT = ("#footnote-ref-", "#endnote-ref-")

Block = dict[str, object]


@dataclass
class Part:
    """The front of the report (without a title), or a chapter."""

    title: str = ""
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Outline:
    """Reads elements in order and keeps what has been made of them."""

    losses: Losses
    inline: Inline
    title: str = ""
    subtitle: str = ""
    dropped: list[str] = field(default_factory=list)  # text left out on purpose, and told
    parts: list[Part] = field(default_factory=lambda: [Part()])
    caption: str = ""  # read, and waiting for its table or picture
    notes: list[str] = field(default_factory=list)  # of a heading, waiting for the next paragraph
    paragraphs: list[str] = field(default_factory=list)  # of the text block being written

    def read(self, elements: list[ET.Element], chapter_level: int) -> None:
        """Everything. Headings of `chapter_level` begin chapters."""
        for element in elements:
            level = HEADINGS.get(element.tag)
            kind = element.get("class", "")
            if level is not None:
                self.add_heading(element, level - chapter_level)
            elif kind in ("title", "subtitle") and not getattr(self, kind):
                setattr(self, kind, self.words_of(element))
            elif kind == "contents":
                self.drop_contents(element)
            elif kind == "caption":
                self.add_caption(element)
            elif element.tag == "table":
                self.add_table(element)
            elif element.tag in LISTS:
                self.add_list(element)
            else:
                self.add_paragraph(element)
        if self.notes:
            self.paragraphs.append(f"<p>{self.take_waiting_notes()}</p>")
        self.finish_text()

    def take_waiting_notes(self) -> str:
        """The notes of headings and captions, for the end of a paragraph."""
        waiting, self.notes = self.notes, []
        return "".join(as_entity(note) for note in waiting)

    def words_of(self, element: ET.Element) -> str:
        """Plain words; their notes wait for the next paragraph."""
        words = self.inline.plain(element)
        if moved := self.inline.take_notes():
            self.losses.add("moved_notes", words, len(moved))
            self.notes += moved
        return words

    def add_heading(self, element: ET.Element, depth: int) -> None:
        """`depth` 0 begins a chapter, 1 is a section, all below it parts of sections."""
        words = self.words_of(element)
        pictures = self.inline.take_pictures()
        self.finish_text()
        if words and depth <= 0:
            self.parts.append(Part(words))
        elif words:
            if depth > 2:
                self.losses.add("deep_headings", words)
            self.blocks.append({"type": "heading", "text": words, "level": "2" if depth == 1 else "3"})
        self.add_pictures(pictures)

    @property
    def blocks(self) -> list[Block]:
        """Those of the part being written."""
        return self.parts[-1].blocks

    def drop_contents(self, element: ET.Element) -> None:
        """Word's table of contents: the site makes its own."""
        words = tidy("".join(element.itertext()))
        self.dropped.append(words)
        if words:
            self.losses.add("contents", count=0 if self.losses.counts["contents"] else 1)

    def add_caption(self, element: ET.Element) -> None:
        """A caption belongs to the picture or table before it that has none, else to the next one."""
        words = self.words_of(element)
        self.add_pictures(self.inline.take_pictures())
        self.finish_text()
        last = self.blocks[-1] if self.blocks else {}
        if last.get("type") in ("picture", "table") and not last.get("caption"):
            last["caption"] = words
        else:
            self.caption = tidy(f"{self.caption} {words}")

    def add_table(self, element: ET.Element) -> None:
        """A table; one of a single cell is a box around words and becomes a notice."""
        self.finish_text(keep_caption=True)
        block = table_block(element, self.inline, self.losses)
        caption, self.caption = self.caption, ""
        if block["type"] == "table":
            block["caption"] = caption
        elif caption:
            self.paragraphs.append(f"<p>{html.escape(caption, quote=False)}</p>")
            self.finish_text()
        self.blocks.append(block)
        notes, pictures = self.inline.take_notes(), self.inline.take_pictures()
        if notes:
            self.losses.add("table_notes", caption or plain_of(str(block.get("html", ""))), len(notes))
            self.paragraphs += [
                f"<p>[{number}] {html.escape(note, quote=False)}</p>" for number, note in enumerate(notes, 1)
            ]
            self.finish_text()
        if pictures:
            self.losses.add("table_pictures", caption, len(pictures))
            self.add_pictures(pictures)

    def add_list(self, element: ET.Element) -> None:
        """A list with the lists in it, as one paragraph of a text block."""
        self.add_text(self.list_html(element), is_list=True)

    def list_html(self, element: ET.Element) -> str:
        """The stored form: `li` with words, and lists after the words."""
        entries = []
        for entry in element:
            below = [child for child in entry if child.tag in LISTS]
            inner = "".join(self.list_html(child) for child in below)
            for child in below:
                entry.remove(child)
            entries.append(f"<li>{self.inline.rich(entry)}{inner}</li>")
        return f"<{element.tag}>{''.join(entries)}</{element.tag}>"

    def add_paragraph(self, element: ET.Element) -> None:
        """A paragraph; the pictures in it follow."""
        words = self.inline.rich(element)
        self.add_text(f"<p>{words}</p>" if words else "")

    def add_text(self, stored: str, *, is_list: bool = False) -> None:
        """To the text block being written, or to a new one where that is long enough."""
        pictures = self.inline.take_pictures()
        if stored:
            self.place_caption()
            if self.notes and not is_list:
                stored = stored.replace("</p>", f"{self.take_waiting_notes()}</p>")
            written = sum(len(paragraph) for paragraph in self.paragraphs)
            if self.paragraphs and (len(self.paragraphs) >= MOST_PARAGRAPHS or written + len(stored) > MOST_TEXT):
                self.finish_text()
            self.paragraphs.append(stored)
        self.add_pictures(pictures)

    def add_pictures(self, pictures: list[Block]) -> None:
        """Each a block of its own. The waiting caption is that of the first."""
        for picture in pictures:
            self.finish_text(keep_caption=True)
            caption, self.caption = self.caption, ""
            self.blocks.append({"type": "picture", **picture, "caption": caption})

    def place_caption(self) -> None:
        """A caption that found neither table nor picture is a paragraph."""
        if self.caption:
            self.paragraphs.append(f"<p>{html.escape(self.caption, quote=False)}</p>")
            self.caption = ""

    def finish_text(self, *, keep_caption: bool = False) -> None:
        """Close the text block being written, if there is one."""
        if not keep_caption:
            self.place_caption()
        if self.paragraphs:
            self.blocks.append({"type": "text", "html": "".join(self.paragraphs)})
            self.paragraphs = []


def notes_in(root: ET.Element, losses: Losses) -> dict[str, str]:
    """The footnotes and endnotes that mammoth lists at the end, by their id; the list leaves the text."""
    notes: dict[str, str] = {}
    for listing in [child for child in root if child.tag == "ol" and any("note-" in li.get("id", "") for li in child)]:
        for item in listing:
            pictures = len(item.findall(".//img"))
            if pictures:
                losses.add("note_pictures", "".join(item.itertext()), pictures)
            for paragraph in item.iter():
                for link in [a for a in paragraph if a.get("href", "").startswith(BACK_TO_TEXT)]:
                    paragraph.remove(link)
            notes[item.get("id", "")] = tidy(slanted(item))
        root.remove(listing)
    return notes
