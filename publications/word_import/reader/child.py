"""Reads one Word document and says in one line of JSON what it holds. Runs in a confined child process alone.

`state` is `read`, with `title`, `subtitle`, `parts` and `losses`, or `refused` with a `reason` of `telling.REFUSALS`.
"""

import hashlib
import html
import json
import re
import sys
import zipfile
from xml.etree import ElementTree as ET

import mammoth

from publications.word_import.losses import Losses
from publications.word_import.reader.inline import Inline, plain_of, tidy
from publications.word_import.reader.outline import HEADINGS, Outline, notes_in
from publications.word_import.reader.package import RefusedError, check, check_xml
from publications.word_import.reader.sources import parsed, prepare

STYLES = """
p[style-name='Title'] => p.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name^='TOC'] => p.contents:fresh
p[style-name='table of figures'] => p.contents:fresh
p[style-name='List Paragraph'] => p:fresh
p[style-name='Body Text'] => p:fresh
p[style-name='No Spacing'] => p:fresh
p[style-name='Normal (Web)'] => p:fresh
r[style-name='Emphasis'] => em
r[style-name='page number'] =>
"""
OWN_STYLE = re.compile(r"Unrecognised (?:paragraph|run) style: (.+) \(Style ID: .*\)", re.DOTALL)
LONGEST_LOST = 20  # pieces of lost text that are told
NOTE_TEXT = re.compile(r' note="([^"]*)"')


def main(path: str) -> None:
    """Read the document at `path`."""
    try:
        answer: dict[str, object] = {"state": "read", **read(path)}
    except RefusedError as error:
        answer = {"state": "refused", "reason": error.reason}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")


def read(path: str) -> dict[str, object]:
    """What the document says, and what of it is lost. Raises RefusedError."""
    losses = Losses()
    with open(path, "rb") as file:
        check(file)
        with zipfile.ZipFile(file) as package:
            check_xml(package)
            named = title_in_properties(package)
        rewritten, pieces = prepare(file, losses)
    converted = mammoth.convert_to_html(
        rewritten,
        style_map=STYLES,
        convert_image=mammoth.images.img_element(hash_of),
        include_embedded_style_map=False,  # it is the document's own, and may be anything
    )
    for message in converted.messages:
        note_message(message.message, losses)
    root = parsed(f"<html>{converted.value}</html>".encode())
    outline = Outline(losses, Inline(losses, notes_in(root, losses)))
    elements = list(root)
    outline.title = title_among(elements)
    headings = [element for element in elements if element.tag in HEADINGS and tidy("".join(element.itertext()))]
    levels = [HEADINGS[heading.tag] for heading in headings]
    outline.read(elements, min(levels, default=1))
    if not any(part.title or part.blocks for part in outline.parts):
        raise RefusedError("no_text")
    if not levels:
        losses.add("no_headings")
    elif min(levels) > 1:
        losses.add("promoted")
    note_lost_text(pieces, outline, losses)
    return {
        "title": outline.title or named,
        "subtitle": outline.subtitle,
        "parts": [{"title": part.title, "blocks": part.blocks} for part in outline.parts],
        "losses": losses.listed(),
    }


def hash_of(image: "mammoth.documents.Image") -> dict[str, str]:
    """A picture is named by its bytes: the parent finds them among the parts of the package."""
    with image.open() as file:
        return {"src": hashlib.sha256(file.read()).hexdigest()}


def note_message(message: str, losses: Losses) -> None:
    """What mammoth says that the walk through the XML does not find by itself."""
    own_style = OWN_STYLE.fullmatch(message)
    if own_style:
        losses.add("own_styles", own_style[1])
    elif message.startswith(("could not find external image", "could not open external image")):
        losses.add("linked_pictures", message.partition("'")[2].partition("'")[0])
    elif message.startswith(("Could not find image", "A v:imagedata")):
        losses.add("lost_pictures")
    elif message.startswith("A w:sym element"):
        losses.add("symbols", message.partition(": ")[2])


def title_in_properties(package: zipfile.ZipFile) -> str:
    """The title among the properties of the file; empty if there is none, or one that no person wrote."""
    if "docProps/core.xml" not in package.namelist():
        return ""
    properties = parsed(package.read("docProps/core.xml"))
    found = properties.find("{http://purl.org/dc/elements/1.1/}title")
    words = tidy(found.text or "") if found is not None else ""
    return "" if words.lower().startswith(("microsoft word", "document")) else words


def title_among(elements: list[ET.Element]) -> str:
    """The only heading of level 1 is the title where no paragraph has that style and other headings follow.

    It is then taken out of the elements.
    """
    headings = [element for element in elements if element.tag in HEADINGS]
    first = [element for element in headings if element.tag == "h1"]
    styled = any(element.get("class") == "title" for element in elements)
    if styled or len(first) != 1 or len(headings) < 2 or headings[0] is not first[0]:
        return ""
    if any(item.tag in ("sup", "img") for item in first[0].iter()):  # a note or a logo: better a heading
        return ""
    elements.remove(first[0])
    return tidy("".join(first[0].itertext()))


def note_lost_text(pieces: list[str], outline: Outline, losses: Losses) -> None:
    """Compare what Word holds with what was made of it: nothing is lost without a word."""
    arrived = squeezed(" ".join(text_of(outline)))
    place = 0
    for piece in pieces:
        wanted = squeezed(piece)
        found = arrived.find(wanted, place)
        if found < 0:
            found = arrived.find(wanted)  # a text box, a note: they move
        if found >= 0:
            place = found + len(wanted)
        elif losses.counts["lost_text"] < LONGEST_LOST:
            losses.add("lost_text", piece)


def squeezed(text: str) -> str:
    """Without blanks and asterisks, which move."""
    return "".join(text.replace("*", "").replace("\xad", "").split())


def text_of(outline: Outline) -> list[str]:
    """All words of an outline, the dropped ones too."""
    words = [outline.title, outline.subtitle, *outline.dropped]
    for part in outline.parts:
        words.append(part.title)
        for block in part.blocks:
            stored = [str(block.get(key, "")) for key in ("text", "caption", "html")]
            rows = block.get("rows", [])
            stored += [cell for row in rows for cell in row] if isinstance(rows, list) else []
            for text in stored:
                words.append(plain_of(text) if "<" in text else text)
                words += [html.unescape(note) for note in NOTE_TEXT.findall(text)]
    return words


if __name__ == "__main__":
    main(*sys.argv[1:])
