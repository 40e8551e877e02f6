"""The XML of a Word document, before mammoth reads it: what is in it that no web page takes over, and where.

`prepare` also puts two things where mammoth finds them: the text of an equation, and the mark of a decorative picture.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from publications.word_import.losses import Losses
from publications.word_import.reader.package import main_part

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
PREFIXES = {
    WORD: "w",
    WORD_STRICT: "w",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/drawing/2017/decorative": "adec",
}
# What is looked for by its element alone. The values are the codes of `telling.LOSSES`.
FOUND_BY_NAME = {
    "w:txbxContent": "text_boxes",
    "w:ins": "insertions",
    "w:del": "deletions",
    "w:moveFrom": "deletions",
    "m:oMath": "equations",
    "c:chart": "charts",
    "dgm:relIds": "diagrams",
    "w:object": "objects",
    "w:endnoteReference": "endnotes",
    "w:altChunk": "embedded_documents",
}
# What a run is marked with. Each has a property that may be switched off again with `w:val="0"`.
FOUND_BY_MARK = {
    "w:u": "underlines",
    "w:strike": "strikes",
    "w:dstrike": "strikes",
    "w:caps": "capitals",
    "w:smallCaps": "capitals",
    "w:vanish": "hidden_text",
}
OFF = {"0", "false", "none", "off"}
DECORATIVE = "\u2063decorative"  # an invisible separator: nobody types it into a description
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
PLAIN_LISTS = {"", "bullet", "decimal", "decimalZero", "none"}
HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)


def parsed(data: bytes) -> ET.Element:
    """A part as a tree. Entities, by which a few lines fill the memory, are refused before (package.check_xml)."""
    return ET.fromstring(data)  # noqa: S314


def name_of(element: ET.Element) -> str:
    """`w:p` and the like; the local name with `?:` for a namespace that does not matter here."""
    space, _brace, local = element.tag[1:].partition("}")
    return f"{PREFIXES.get(space, '?')}:{local}" if element.tag.startswith("{") else element.tag


def value_of(element: ET.Element, attribute: str = "val") -> str:
    """An attribute whatever its namespace."""
    return next((value for name, value in element.attrib.items() if name.rpartition("}")[2] == attribute), "")


def find(element: ET.Element, *path: str) -> ET.Element | None:
    """The first child by each name of a path."""
    found: ET.Element | None = element
    for step in path:
        found = next((child for child in found if name_of(child) == step), None) if found is not None else None
    return found


def prepare(file: io.BufferedIOBase, losses: Losses) -> tuple[io.BytesIO, list[str]]:
    """The document as mammoth shall read it, and the pieces of text that must come out at the other end."""
    rewritten = io.BytesIO()
    pieces: list[str] = []
    with zipfile.ZipFile(file) as package, zipfile.ZipFile(rewritten, "w") as target:
        main = main_part(package)
        styles = styles_of(package)
        for part in package.infolist():
            data = package.read(part)
            if part.filename in (main, *NOTES):
                root = parsed(data)
                look_at_lists(package, root, losses)
                Annotator(styles, losses).walk(root)
                pieces += pieces_of(root)
                data = ET.tostring(root, encoding="utf-8", xml_declaration=True)
            elif part.filename.endswith(".xml"):
                look_beside(part.filename, data, losses)
            target.writestr(part.filename, data)
    rewritten.seek(0)
    return rewritten, pieces


def styles_of(package: zipfile.ZipFile) -> dict[str, ET.Element]:
    """The styles by their id."""
    if "word/styles.xml" not in package.namelist():
        return {}
    return {
        value_of(style, "styleId"): style
        for style in parsed(package.read("word/styles.xml"))
        if name_of(style) == "w:style"
    }


def look_beside(name: str, data: bytes, losses: Losses) -> None:
    """What lies in other parts: comments, heads and feet of the sheet, the name of the author."""
    if name == "word/comments.xml":
        comments = [item for item in parsed(data) if name_of(item) == "w:comment"]
        for comment in comments:
            losses.add("comments", text_of(comment))
    elif name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
        words = text_of(parsed(data)).strip()
        losses.add("heads_and_feet", words, count=1 if words else 0)


def text_of(element: ET.Element) -> str:
    """All visible text below an element, with a blank after each paragraph."""
    parts: list[str] = []
    for item in walked(element):
        name = name_of(item)
        if name == "w:p":
            parts.append(" ")
        elif name in ("w:t", "m:t"):
            parts.append(item.text or "")
    return "".join(parts)


class Annotator:
    """One walk through the text: notes what is lost and near which words, and leaves the text of equations where
    mammoth reads it."""

    def __init__(self, styles: dict[str, ET.Element], losses: Losses) -> None:
        self.losses, self.near = losses, ""
        self.headings = {key for key, style in styles.items() if is_heading(style)}
        self.numbered = {key for key in self.headings if find(styles[key], "w:pPr", "w:numPr") is not None}

    def walk(self, element: ET.Element, is_in_table: bool = False) -> None:
        """Look at an element and all below it, in reading order."""
        name = name_of(element)
        if name == "w:p":
            self.look_at_paragraph(element)
        elif name == "w:tbl":
            self.look_at_table(element, is_in_table)
            is_in_table = True
        elif name == "w:r":
            self.look_at_run(element)
        elif name == "wp:docPr":
            mark_decorative(element)
        elif name in FOUND_BY_NAME:
            self.losses.add(FOUND_BY_NAME[name], self.near)
        for place, child in reversed(list(enumerate(element))):
            if name_of(child) == "m:oMath":
                element.insert(place, run_of(text_of(child), like=element))
        for child in element:
            # The fallback of a text box or a chart tells the same again for programs older than 2010
            if name_of(child) != "mc:Fallback":
                self.walk(child, is_in_table)

    def look_at_paragraph(self, paragraph: ET.Element) -> None:
        """Its words are the place of what follows; a heading may have a number that Word counts."""
        self.near = text_of(paragraph).strip() or self.near
        style = find(paragraph, "w:pPr", "w:pStyle")
        key = value_of(style) if style is not None else ""
        numbered_here = find(paragraph, "w:pPr", "w:numPr") is not None
        if key in self.headings and (key in self.numbered or numbered_here):
            self.losses.add("heading_numbers", self.near)

    def look_at_table(self, table: ET.Element, is_in_table: bool) -> None:
        """A cell over several columns or rows, and a table within a cell."""
        names = {name_of(item) for item in table.iter()}
        if names & {"w:gridSpan", "w:vMerge"}:
            self.losses.add("merged_cells", text_of(table))
        if is_in_table:
            self.losses.add("nested_tables", text_of(table))

    def look_at_run(self, run: ET.Element) -> None:
        """How its words are set apart, in ways that a web page has no place for."""
        properties = find(run, "w:rPr")
        if properties is None or not text_of(run).strip():
            return
        for mark in properties:
            code = FOUND_BY_MARK.get(name_of(mark))
            if code and value_of(mark) not in OFF:
                self.losses.add(code, text_of(run))
            elif name_of(mark) == "w:vertAlign" and value_of(mark) == "subscript":
                self.losses.add("subscripts", self.near)


def is_heading(style: ET.Element) -> bool:
    """Whether a style is one of Word's headings, whatever its id."""
    name = find(style, "w:name")
    return name is not None and HEADING.fullmatch(value_of(name)) is not None


def run_of(words: str, like: ET.Element) -> ET.Element:
    """A run of plain words, in the namespace of the document."""
    space = WORD_STRICT if WORD_STRICT in like.tag else WORD
    run = ET.Element(f"{{{space}}}r")
    ET.SubElement(run, f"{{{space}}}t").text = words
    return run


def mark_decorative(properties: ET.Element) -> None:
    """Word keeps "decorative" where mammoth does not look: say it in the description."""
    for item in properties.iter():
        if name_of(item) == "adec:decorative" and value_of(item) == "1":
            properties.set("descr", DECORATIVE)


def look_at_lists(package: zipfile.ZipFile, root: ET.Element, losses: Losses) -> None:
    """Lists that count in letters or Roman figures, to which a text may refer: the site counts in figures."""
    if "word/numbering.xml" not in package.namelist():
        return
    numbering = parsed(package.read("word/numbering.xml"))
    formats: dict[tuple[str, str], str] = {}
    for list_kind in (item for item in numbering if name_of(item) == "w:abstractNum"):
        for level in (item for item in list_kind if name_of(item) == "w:lvl"):
            number_format = find(level, "w:numFmt")
            formats[value_of(list_kind, "abstractNumId"), value_of(level, "ilvl")] = (
                value_of(number_format) if number_format is not None else ""
            )
    kinds = {
        value_of(item, "numId"): value_of(kind)
        for item in numbering
        if name_of(item) == "w:num" and (kind := find(item, "w:abstractNumId")) is not None
    }
    for paragraph in (item for item in root.iter() if name_of(item) == "w:p"):
        number, depth = (find(paragraph, "w:pPr", "w:numPr", name) for name in ("w:numId", "w:ilvl"))
        if number is None:
            continue
        place = kinds.get(value_of(number), ""), value_of(depth) if depth is not None else "0"
        if formats.get(place, "decimal") not in PLAIN_LISTS:
            losses.add("list_letters", text_of(paragraph))


def pieces_of(element: ET.Element) -> Iterator[str]:
    """The text in pieces that nothing interrupts: each must come out at the other end.

    Without what was deleted, and without the second telling of a text box.
    """
    piece = ""
    for item in walked(element):
        name = name_of(item)
        if name == "w:t":
            piece += item.text or ""
        elif name not in ("w:r", "w:rPr", "w:hyperlink") and piece:
            yield piece
            piece = ""
    if piece:
        yield piece


def walked(element: ET.Element) -> Iterator[ET.Element]:
    """All elements but those whose text is meant to go."""
    for child in element:
        if name_of(child) not in ("w:del", "w:moveFrom", "mc:Fallback"):
            yield child
            yield from walked(child)
