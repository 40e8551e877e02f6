"""HTML of ours as the XHTML of an e-book: no scripts, no controls, pictures as files beside it, links that lead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import tinyhtml5

from publications.making.colours import DRAWING, LABEL, SVG_NAMESPACE, drawing_style, with_colours
from publications.making.sources import Source

XHTML_NAMESPACE, EPUB_NAMESPACE = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
DROPPED = frozenset({"button", "form", "iframe", "input", "link", "noscript", "script", "source", "style", "template"})
KEPT = frozenset(
    {"alt", "class", "colspan", "datetime", "dir", "headers", "href", "id", "lang", "rowspan", "scope", "src", "start"}
)
TITLE_OF_DRAWING = re.compile(r"<title\b[^>]*>(.*?)</title>", re.DOTALL)
# What an e-book may hold without a fallback (EPUB 3.3, core media types).
PICTURE_TYPES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/svg+xml": "svg",
}


@dataclass
class Pictures:
    """The pictures of one book: by the address that the page knew them by, the file that they became."""

    sources: dict[str, Source]
    colours: dict[str, str]
    files: dict[str, Source] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def take(self, url: str) -> str:
        """The name of the file of a picture; empty where it cannot be had."""
        source = self.sources.get(url)
        if source is None or source.media_type not in PICTURE_TYPES:
            return ""
        if url not in self.names:
            self.names[url] = self.keep(source)
        return self.names[url]

    def keep(self, source: Source) -> str:
        """Put a file into the book; returns its name."""
        name = f"images/picture-{len(self.files) + 1}.{PICTURE_TYPES[source.media_type]}"
        self.files[name] = source
        return name

    def without_drawings(self, text: str) -> str:
        """HTML with each drawing that has words as a file, and without those that only decorate."""

        def as_file(match: re.Match[str]) -> str:
            tag, rest = match["tag"], with_colours(match["rest"], self.colours)
            words = LABEL.search(tag) or TITLE_OF_DRAWING.match(rest.lstrip())
            if words is None:
                return ""
            space = "" if "xmlns=" in tag else f" {SVG_NAMESPACE}"
            drawn = f'{tag[:-1]}{space} color="{self.colours["ink"]}">{drawing_style(self.colours)}{rest}'
            name = self.keep(Source("image/svg+xml", drawn.encode()))
            return f'<img class="drawing" src="{name}" alt="{words[1]}">'

        return DRAWING.sub(as_file, text)


def parsed(text: str, base_url: str, pictures: Pictures) -> ET.Element:
    """The document as a tree without anything that an e-book may not hold. Links are not yet looked after."""
    root: ET.Element = tinyhtml5.parse(pictures.without_drawings(text), namespace_html_elements=False)
    prune(root)
    for element in root.iter():
        tidy(element)
        if element.tag == "img":
            source = element.get("src", "")
            if not source.startswith("images/"):
                element.set("src", pictures.take(urljoin(base_url, source)))
            element.set("alt", element.get("alt", ""))
    prune(root)
    mark_notes(root)
    root.set("xmlns", XHTML_NAMESPACE)
    root.set("xmlns:epub", EPUB_NAMESPACE)
    head = root.find("head")
    if head is not None:
        ET.SubElement(head, "link", {"rel": "stylesheet", "type": "text/css", "href": "style.css"})
    return root


def prune(parent: ET.Element) -> None:
    """Take out controls, popovers, comments and pictures without a file; keep the words that follow them."""
    for child in list(parent):
        prune(child)
        is_unwanted = child.tag in DROPPED or not isinstance(child.tag, str) or "popover" in child.attrib
        if is_unwanted or (child.tag == "img" and not child.get("src")):
            remove(parent, child)


def remove(parent: ET.Element, child: ET.Element) -> None:
    """Take out an element, not the text behind it."""
    place = list(parent).index(child)
    if child.tail:
        if place:
            before = parent[place - 1]
            before.tail = (before.tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def tidy(element: ET.Element) -> None:
    """Only the attributes that say something in a book, and the language as XML says it."""
    for name in list(element.attrib):
        if name not in KEPT and not name.startswith("aria-label"):
            del element.attrib[name]
    if language := element.get("lang"):
        element.set("xml:lang", language)
    if element.tag == "picture":
        element.tag = "span"


def mark_notes(root: ET.Element) -> None:
    """Say which links are notes and which items their texts: readers then open a note over the page."""
    for element in root.iter():
        classes = element.get("class", "").split()
        if "fn" in classes:
            for link in element.iter("a"):
                link.set("epub:type", "noteref")
                link.set("role", "doc-noteref")
        if "fns" in classes:
            for note in element.iter("li"):
                note.set("epub:type", "footnote")  # without a role: an entry of a list keeps its own


def lead_links(documents: dict[str, ET.Element], base_url: str) -> None:
    """Let each link lead: within its document, to the document that has the place, or to the web."""
    places = {
        name: {element.get("id") for element in root.iter() if element.get("id")} for name, root in documents.items()
    }
    for name, root in documents.items():
        for link in root.iter("a"):
            target = link.get("href", "")
            if not target.startswith("#"):
                if target:
                    link.set("href", urljoin(base_url, target))
            elif target[1:] not in places[name]:
                holder = next((one for one in documents if target[1:] in places[one]), None)
                if holder is None:
                    del link.attrib["href"]
                else:
                    link.set("href", f"{holder}{target}")


def written(root: ET.Element) -> bytes:
    """The document as a file."""
    text = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n{text}\n'.encode()
