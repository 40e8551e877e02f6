"""HTML of our own templates as Markdown (CommonMark with GitHub's tables and footnotes), for `<report>.md`.

It reads what a page prints and not the blocks behind it, so a new kind of block needs nothing here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

SPECIAL = re.compile(r"[\\`*_\[\]<>|~]|&(?=#|\w)")
# What means something at the beginning of a line only: headings, lists, rules, underlines.
AT_START = re.compile(r"^(?:[#+=-]|\d{1,9}[.)](?=\s|$))", re.MULTILINE)
SPACE = re.compile(r"[ \t\r\n\f]+")
BLOCKS = re.compile(
    r"address|article|aside|blockquote|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li"
    r"|main|ol|p|section|summary|table|tbody|thead|tfoot|tr|ul"
)
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
UNSEEN = frozenset(
    {"audio", "button", "iframe", "nav", "noscript", "object", "script", "style", "svg", "template", "video"}
)
UNSEEN_CLASSES = frozenset({"fns", "quote", "vh"})
EMPHASIS = {"b": "**", "strong": "**", "em": "*", "i": "*"}
KEPT = frozenset({"sub", "sup"})
SAFE = ("http", "https", "mailto", "tel")


@dataclass
class Span:
    """Inline text that is being collected, and what becomes of it when its element ends."""

    tag: str
    address: str = ""
    parts: list[str] = field(default_factory=list)


class MarkdownWriter(HTMLParser):
    """Collects Markdown. `base` makes addresses absolute; headings go down by `demotion` levels."""

    def __init__(self, base: str, demotion: int = 0) -> None:
        super().__init__(convert_charrefs=True)
        self.base, self.demotion = base, demotion
        self.paragraphs: list[str] = []
        self.notes: dict[str, str] = {}
        self.spans: list[Span] = [Span("")]
        self.lists: list[list[str | int]] = []
        self.marker = ""
        self.heading = 0
        self.quotes = 0
        self.rows: list[list[str]] | None = None
        self.unseen = 0
        self.mark: FootnoteMark | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element, or begin to leave out."""
        given = dict(attrs)
        if self.unseen:
            self.unseen += tag not in VOID
        elif self.mark is not None:
            self.mark.start(tag, given)
        elif is_unseen(tag, given):
            self.unseen = int(tag not in VOID)
        elif "fn" in (given.get("class") or "").split():
            self.mark = FootnoteMark()
        elif BLOCKS.fullmatch(tag):
            self.start_block(tag)
        else:
            self.start_span(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that ends where it begins: of those of a drawing nothing is left."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End an element, or end leaving out."""
        if self.unseen:
            self.unseen -= tag not in VOID
        elif self.mark is not None:
            self.end_mark(tag)
        elif tag in ("td", "th"):
            self.end_cell()
        elif BLOCKS.fullmatch(tag):
            self.end_block(tag)
        elif len(self.spans) > 1 and self.spans[-1].tag == tag:
            self.end_span()

    def handle_data(self, data: str) -> None:
        """Text, with what Markdown would read in it made harmless."""
        if self.unseen:
            return
        if self.mark is not None:
            self.mark.text(data)
            return
        self.spans[-1].parts.append(escaped(SPACE.sub(" ", data)))

    def start_block(self, tag: str) -> None:
        """End what stands before, and remember what begins."""
        self.flush()
        if tag in ("ul", "ol"):
            self.lists.append([tag, 0])
        elif tag == "li" and self.lists:
            kind, count = self.lists[-1]
            self.lists[-1][1] = int(count) + 1
            self.marker = f"{self.lists[-1][1]}. " if kind == "ol" else "- "
        elif tag == "blockquote":
            self.quotes += 1
        elif tag == "table":
            self.rows = []
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])
        elif tag == "hr":
            self.paragraphs.append("---")
        elif len(tag) == 2 and tag[0] == "h":
            self.heading = min(6, int(tag[1]) + self.demotion)

    def end_block(self, tag: str) -> None:
        """Write what was collected, and forget what ended."""
        self.flush(strong=tag in ("dt", "summary"))
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        elif tag == "table" and self.rows is not None:
            rows, self.rows = self.rows, None
            self.add(table(rows))
        elif len(tag) == 2 and tag[0] == "h":
            self.heading = 0

    def start_span(self, tag: str, given: dict[str, str | None]) -> None:
        """Begin something within a line."""
        if tag == "br":
            self.spans[-1].parts.append("\\\n")
        elif tag == "img":
            if given.get("alt"):
                self.spans[-1].parts.append(f"![{escaped(given['alt'] or '')}]({self.target(given.get('src'))})")
        elif tag in KEPT:
            self.spans.append(Span(tag, parts=[f"<{tag}>"]))
        elif tag in EMPHASIS or tag == "a":
            self.spans.append(Span(tag, address=self.target(given.get("href")) if tag == "a" else ""))

    def end_span(self) -> None:
        """Put what was collected into the text around it. Blanks at its edges stay outside of its marks."""
        span = self.spans.pop()
        text = "".join(span.parts)
        bare = text.strip()
        if span.tag in KEPT:
            text = f"{text}</{span.tag}>"
        elif bare and (span.address or span.tag in EMPHASIS):
            mark = EMPHASIS.get(span.tag, "")
            inner = f"[{bare}]({span.address})" if span.address else f"{mark}{bare}{mark}"
            text = text.replace(bare, inner, 1)
        self.spans[-1].parts.append(text)

    def end_cell(self) -> None:
        """Keep the text of a cell of a table, on one line."""
        if self.rows:
            self.rows[-1].append(self.collected().replace("\\\n", " "))

    def end_mark(self, tag: str) -> None:
        """End an element within the mark of a footnote; the note is kept when the mark ends."""
        mark = self.mark
        if mark is not None and mark.end(tag):
            self.mark = None
            self.notes.setdefault(mark.number, escaped(SPACE.sub(" ", mark.note).strip()))
            self.spans[-1].parts.append(f"[^{mark.number}]")

    def collected(self) -> str:
        """What the open spans hold, which are then empty."""
        while len(self.spans) > 1:
            self.end_span()
        text = "".join(self.spans[0].parts).strip()
        self.spans[0].parts = []
        return re.sub(r" {2,}", " ", text)

    def flush(self, *, strong: bool = False) -> None:
        """Write a paragraph, a heading or an entry of a list, if there is text."""
        if self.rows is not None:  # within a table everything belongs to a cell
            return
        text = self.collected()
        if not text:
            return
        if self.heading:
            self.add(f"{'#' * self.heading} {text}")
            return
        text = AT_START.sub(lambda found: f"{found.group()[:-1]}\\{found.group()[-1]}", text)
        self.add(f"**{text}**" if strong else text)

    def add(self, text: str) -> None:
        """Write a block at the depth of its lists and quotations."""
        if not text:
            return
        depth = len(self.lists)
        first = "   " * (depth - 1) + self.marker if self.marker else "   " * depth
        lines = [(first if place == 0 else "   " * depth) + line for place, line in enumerate(text.split("\n"))]
        self.marker = ""
        self.paragraphs.append("\n".join("> " * self.quotes + line for line in lines))

    def target(self, address: str | None) -> str:
        """An absolute address as a link holds it; empty for one that is no address."""
        try:
            absolute = urljoin(self.base, address or "")
            if not address or urlsplit(absolute).scheme not in SAFE:
                return ""
        except ValueError:  # brackets that are no address of a machine
            return ""
        return re.sub(r"[\s()<>]", lambda found: f"%{ord(found.group()):02X}", absolute)


class FootnoteMark:
    """The mark of a footnote (components/footnote.html) as it is read: its number, and the note that it opens."""

    def __init__(self) -> None:
        self.depth, self.number, self.note, self.inside = 1, "", "", ""

    def start(self, tag: str, given: dict[str, str | None]) -> None:
        """An element of the mark begins."""
        if tag in VOID:
            return
        self.depth += 1
        if self.depth == 2:
            self.inside = "note" if "popover" in given else tag

    def end(self, tag: str) -> bool:
        """An element of the mark ends; whether it was the mark itself."""
        self.depth -= tag not in VOID
        return self.depth == 0

    def text(self, data: str) -> None:
        """Text of the note, or the number that leads to it."""
        if self.depth > 1 and self.inside == "note":
            self.note += data
        elif self.depth > 1 and self.inside == "a":
            self.number += data.strip()


def is_unseen(tag: str, given: dict[str, str | None]) -> bool:
    """Whether an element is a drawing, a control, or not for readers."""
    if tag in UNSEEN or "hidden" in given or given.get("aria-hidden") == "true":
        return True
    return not UNSEEN_CLASSES.isdisjoint((given.get("class") or "").split())


def escaped(text: str) -> str:
    """Text that Markdown prints as it is."""
    return SPECIAL.sub(r"\\\g<0>", text)


def table(rows: list[list[str]]) -> str:
    """A table as GitHub writes it; its first row is its head. Every row as wide as the widest."""
    rows = [row for row in rows if row]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def markdown_of(html: str, base: str, demotion: int = 0) -> tuple[list[str], dict[str, str]]:
    """The paragraphs of a piece of HTML, and its footnotes by number."""
    writer = MarkdownWriter(base, demotion)
    writer.feed(html)
    writer.close()
    writer.flush()
    return writer.paragraphs, writer.notes
