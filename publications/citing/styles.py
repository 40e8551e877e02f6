"""Citations as a CSL processor prints them, in five styles of our own (`csl/`, docs/decisions/0029).

The processor is loaded when a version is made, never to show a page: citations are kept on the version.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.safestring import mark_safe

from publications.citing.items import Item, item_of

if TYPE_CHECKING:
    from publications.models import ReportPage, Version

# The names are the same in every language. In the order in which readers are offered them.
STYLES = {"harvard": "Harvard", "apa": "APA", "chicago": "Chicago", "oscola": "OSCOLA", "vancouver": "Vancouver"}
FOLDER = Path(__file__).parent / "csl"
LOCALE = "en-GB"
# citeproc-py escapes its own terms and nothing of what it is given. So it prints these two marks, which no text of
# ours may hold, where italics begin and end, and all the rest is escaped once.
ITALIC, UPRIGHT = "\ue000", "\ue001"
MARKS = str.maketrans("", "", ITALIC + UPRIGHT)
# A full stop after a title's own closing mark.
DOUBLE_STOP = re.compile(rf"(?<=[?!.]){UPRIGHT}\.(?=\s|$)|(?<=[?!.])\.(?=\s|$)")
# The only tags a citation holds; kept by `split`.
TAG, SLASH = re.compile(r"(</?i>)"), re.compile(r"/(?=\w)")


class MarkingFormatter:
    """How the processor prints: italics between marks, everything else as it is."""

    preformat = Oblique = Bold = Light = Underline = Superscript = Subscript = SmallCaps = str

    @staticmethod
    def Italic(text: str) -> str:  # noqa: N802  (the processor's name for it)
        """The text between the marks."""
        return f"{ITALIC}{text}{UPRIGHT}"


def make_citations(report: ReportPage, number: int) -> dict[str, object]:
    """What a version keeps: its item, and the citation in each style as safe HTML (text and `i` elements)."""
    item = item_of(report, number)
    return {"item": item, "styles": {style: cited(item, style) for style in STYLES}}


def cited(item: Item, style: str) -> str:
    """An item in one of the styles, as safe HTML. Takes 10 to 20 ms."""
    # 14 MB of memory: only who makes a version needs it.
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle  # noqa: PLC0415
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

    sheet = CitationStylesStyle(str(FOLDER / f"{style}.csl"), locale=LOCALE, validate=False)
    bibliography = CitationStylesBibliography(sheet, CiteProcJSON([unmarked(item)]), MarkingFormatter)
    bibliography.register(Citation([CitationItem("report")]))
    text = "".join(str(entry) for entry in bibliography.bibliography())
    text = DOUBLE_STOP.sub(lambda found: UPRIGHT if UPRIGHT in found.group() else "", text)
    return html.escape(text, quote=False).replace(ITALIC, "<i>").replace(UPRIGHT, "</i>")


def unmarked(item: Item) -> Item:
    """The item without our marks and without a publisher that wrote the report: the styles name it once."""
    authors = [{part: clean(value) for part, value in author.items()} for author in item.get("author", [])]
    texts = {name: clean(value) for name, value in item.items() if isinstance(value, str)}
    if any(author.get("literal") == texts.get("publisher") for author in authors):
        del texts["publisher"]
    return {**texts, "id": "report", "issued": item["issued"], **({"author": authors} if authors else {})}


def clean(text: str) -> str:
    """Text on one line, without our marks."""
    return " ".join(text.translate(MARKS).split())


def as_text(citation: str) -> str:
    """A citation as plain text, for files and for copying."""
    return html.unescape(TAG.sub("", citation))


def kept_citations(version: Version | None) -> list[dict[str, object]]:
    """The citations of a version for a template: `label` and `html` of each. None before the first publish, and of a
    version from before they were kept."""
    kept = version.citations.get("styles", {}) if version is not None else {}
    # In our order: PostgreSQL keeps an object's keys in its own. Escaped when they were made, and written by nobody since.
    return [
        {"label": label, "html": mark_safe(breakable(kept[style]))}  # noqa: S308
        for style, label in STYLES.items()
        if style in kept
    ]


def breakable(citation: str) -> str:
    """The same, with places at which a long address may go on in the next line: after its slashes, not within a word."""
    parts = TAG.split(citation)  # words and tags in turn
    return "".join(part if place % 2 else SLASH.sub("/<wbr>", part) for place, part in enumerate(parts))
