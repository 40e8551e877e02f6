"""What a PDF holds beside its words: tags, language, fonts, names, scripts, attachments, older revisions.

Runs in the child process alone. Only facts are told; `preflight` says what they mean.
"""

import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pikepdf

from publications.inspection.found import LONGEST_NAME, MOST_NAMES, Facts
from publications.inspection.wording import is_visible

WALK_SECONDS = 3  # of processor time
DEEPEST = 40  # dictionaries within dictionaries, without a reference between them
CHUNK = 1024 * 1024
END_OF_REVISION = b"%%EOF"
LINEARISED_WITHIN = 1024  # bytes
# Notes of people who read a draft. Links, form fields and pictures of print marks are annotations too, and no notes.
NOTES = (
    {"/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon"}
    | {"/PolyLine", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Stamp"}
    | {"/Caret", "/Ink", "/FileAttachment", "/Sound", "/Redact"}
)
# What no reader expects of a report: start a program, send or fetch data.
ACTIONS = ("/Launch", "/SubmitForm", "/ImportData")
# When it is opened it may show a place. What is counted wherever it stands is not counted here again.
COUNTED_OR_HARMLESS = ("/GoTo", "/JavaScript", *ACTIONS)

Entries = dict[str, Any]


class NotOpenedError(Exception):
    """The file could not be opened for the check: it needs a password, or it is broken."""


def facts_of(path: str) -> dict[str, Any]:
    """Every fact of a file. Raises NotOpenedError."""
    facts = Facts(older_revisions=older_revisions(path))
    try:
        with pikepdf.open(path, suppress_warnings=True) as document:
            read_root(document, facts)
            facts.is_encrypted = document.is_encrypted
            for thing in everything(document, facts):
                note(thing, facts)
    except (pikepdf.PasswordError, pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        # qpdf repairs much; what it cannot repair it refuses in one of these ways.
        raise NotOpenedError from error
    return asdict(facts)


def older_revisions(path: str) -> int:
    """How many earlier states of the document lie in the file: each saving "on top" ends with its own mark.

    A file made for the web (linearised) has one mark more, and no earlier state.
    """
    marks, tail = 0, b""
    with open(path, "rb") as file:
        is_linearised = b"/Linearized" in file.read(LINEARISED_WITHIN)
        file.seek(0)
        while chunk := file.read(CHUNK):
            marks += (tail + chunk).count(END_OF_REVISION)
            tail = chunk[-(len(END_OF_REVISION) - 1) :]
    return max(0, marks - 1 - is_linearised)


def read_root(document: pikepdf.Pdf, facts: Facts) -> None:
    """The facts that stand in the catalogue and in the two places for a title and an author."""
    root = document.Root
    mark = dictionary(root.get("/MarkInfo"))
    facts.is_tagged = bool(mark.get("/Marked", False)) and "/StructTreeRoot" in root
    facts.language = text(root.get("/Lang"))
    facts.shows_title = bool(dictionary(root.get("/ViewerPreferences")).get("/DisplayDocTitle", False))
    info = dictionary(document.trailer.get("/Info"))
    facts.title, facts.author = text(info.get("/Title")), text(info.get("/Author"))
    if "/Metadata" in root:
        read_metadata(document, facts)
    facts.actions = int(str(dictionary(root.get("/OpenAction")).get("/S", "/GoTo")) not in COUNTED_OR_HARMLESS)
    facts.layers = len(list_of(dictionary(root.get("/OCProperties")).get("/OCGs")))


def read_metadata(document: pikepdf.Pdf, facts: Facts) -> None:
    """XMP, the second place for title and author: what it says counts where the first says nothing."""
    metadata = document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False, strict=False)
    creators = metadata.get("dc:creator", [])
    names = creators if isinstance(creators, list) else [str(creators)]
    facts.author = facts.author or ", ".join(str(name) for name in names)[:LONGEST_NAME]
    facts.title = facts.title or str(metadata.get("dc:title", ""))[:LONGEST_NAME]


def everything(document: pikepdf.Pdf, facts: Facts) -> Iterator[Entries]:
    """Each dictionary of the file, those within others too; stops after `WALK_SECONDS`."""
    end = time.process_time() + WALK_SECONDS
    for thing in document.objects:
        for found in within(thing, DEEPEST):
            yield found
            if time.process_time() > end:
                facts.is_all_seen = False
                return


def within(thing: Any, depth: int) -> Iterator[Entries]:
    """A dictionary and those directly in it. What it only refers to comes by itself, as all kids of a tree do."""
    if depth == 0:
        return
    if isinstance(thing, pikepdf.Array):
        children: Any = thing
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        entries = dict(thing.items())
        yield entries
        children = [value for key, value in entries.items() if key != "/Kids"]
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from within(child, depth - 1)


def note(thing: Entries, facts: Facts) -> None:
    """Count one dictionary as what it is."""
    action, subtype = str(thing.get("/S", "")), str(thing.get("/Subtype", ""))
    if action == "/JavaScript" or "/JS" in thing:
        facts.scripts += 1
    elif action in ACTIONS:
        facts.actions += 1
    if "/EF" in thing:
        facts.attachments.append(text(thing.get("/UF")) or text(thing.get("/F")))
        del facts.attachments[MOST_NAMES:]
    elif "/BaseFont" in thing:
        note_font(thing, subtype, facts)
    elif subtype in NOTES and "/Rect" in thing:
        facts.notes += 1
    elif "/FT" in thing:
        facts.form_fields += 1
    elif action and ("/P" in thing or "/K" in thing):
        note_structure(thing, action, facts)


def note_structure(thing: Entries, role: str, facts: Facts) -> None:
    """An element of the tag tree: figures with and without words, tables, cells that head a row or a column."""
    if role == "/Figure":
        facts.figures += 1
        facts.figures_without_alt += not (text(thing.get("/Alt")).strip() or text(thing.get("/ActualText")).strip())
    elif role == "/Table":
        facts.tables += 1
    elif role == "/TH":
        facts.header_cells += 1


def note_font(font: Entries, subtype: str, facts: Facts) -> None:
    """A font, and whether its letters are in the file. Of a composite font its descendant tells that."""
    if subtype == "/Type0":
        return
    descriptor = dictionary(font.get("/FontDescriptor"))
    if not any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3")):
        name = text(font["/BaseFont"]).lstrip("/")
        if name not in facts.fonts_not_embedded and len(facts.fonts_not_embedded) < MOST_NAMES:
            facts.fonts_not_embedded.append(name)


def dictionary(thing: Any) -> Any:
    """The dictionary, or an empty one where something else stands in its place."""
    return thing if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)) else {}


def list_of(thing: Any) -> list[Any]:
    """The same for an array."""
    return list(thing) if isinstance(thing, pikepdf.Array) else []


def text(thing: Any) -> str:
    """A string or a name as one line of text, cut to `LONGEST_NAME`; empty for anything else."""
    if not isinstance(thing, (pikepdf.String, pikepdf.Name)):
        return ""
    return " ".join("".join(sign for sign in str(thing)[: 2 * LONGEST_NAME] if is_visible(sign)).split())[:LONGEST_NAME]
