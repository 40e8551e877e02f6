"""What a long text brings: contents, footnotes, downloads, a row of numbers, a table."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html

from foundation.blocks import ContentsEntry
from portal.styleguide.entries import PAGE, PROSE, Entry, Group, State, component, specimen
from portal.styleguide.samples import ADDRESS, SENTENCE, UNBROKEN, figures
from publications.citing.quoting import Quoting

READING_SCRIPT = ("portal/js/reading.js",)
QUOTING = Quoting("“{words}” Sample organisation, Sample report, version 1. {address}", f"{ADDRESS}v1/")
NOTE_WITH_LINK = '{} It leads to <a href="{}">a sample source</a>.'
HEADINGS = ("Sample summary", "How the sample was taken", "What a longer heading of this sample says", "Notes")


def contents() -> dict[str, Any]:
    """The headings of a long page, and a text below each."""
    entries = [ContentsEntry(f"section-{place}", words, 2) for place, words in enumerate(HEADINGS)]
    return {"entries": entries, "paragraphs": [SENTENCE] * 6}


def downloads(count: int, times: int = 0) -> dict[str, Any]:
    """One text in several files, each downloaded so many times."""
    files = [
        {"format": "PDF", "label": "Full report", "size": "1.2 MB", "facts": ["38 pages", "English", "Tagged"]},
        {"format": "EPUB", "label": "Full report, for e-readers", "size": "640 KB", "facts": ["English"]},
        {"format": "DOCX", "label": "Easy read", "size": "88 KB", "facts": ["12 pages", "اردو", "Not tagged"]},
        {"format": "CSV", "label": UNBROKEN, "size": "1,234,567.89 KB", "facts": []},
    ]
    return {"files": [{**file, "url": ADDRESS, "times": times} for file in files[:count]]}


def pictured() -> dict[str, Any]:
    """A file with a picture of its first page, here a sample picture."""
    return {"files": [{**file, "picture": static("portal/styleguide/upright.webp")} for file in downloads(1)["files"]]}


def notes() -> dict[str, Any]:
    """Two footnotes."""
    texts = ("An invented note of one sentence.", format_html(NOTE_WITH_LINK, SENTENCE, ADDRESS))
    return {"notes": [{"id": str(place), "number": place, "text": text} for place, text in enumerate(texts, start=1)]}


def explained() -> dict[str, Any]:
    """A word of the glossary."""
    term = {"pk": 1, "name": "Sample word", "definition": SENTENCE}
    return {"term": term, "words_used": [term]}


def quotation(words: str) -> dict[str, Any]:
    """A quotation of these words."""
    return {"label": "Quote this sample", "name": "1", "quotation": QUOTING.quote(words, "sample")}


def quotable_text() -> dict[str, Any]:
    """Two paragraphs, and what their quotations have in common."""
    return {"paragraphs": [SENTENCE] * 2, "quoting": QUOTING}


def reading() -> Group:
    """The group of the guide."""
    return Group(
        "reading",
        "Long texts",
        (
            Entry(
                "contents",
                "Contents list",
                "In the margin of a long text. Scroll: the section that is being read is marked.",
                (State("long", "Beside a text", specimen("contents", contents)),),
                components=("contents",),
                setting=PAGE,
                scripts=READING_SCRIPT,
            ),
            Entry(
                "footnotes",
                "Footnotes",
                "The mark opens the note over the page; all notes stand at the end as well.",
                (State("two", "Two notes", specimen("footnotes", notes)),),
                components=("footnote", "footnotes"),
            ),
            Entry(
                "words-explained",
                "Words explained",
                "The mark behind the first use of a word of the glossary, and the list at the end of the text.",
                (State("one", "One word", specimen("words_explained", explained)),),
                components=("term_mark",),
            ),
            Entry(
                "quotation",
                "Quotation",
                "Words to copy with where they come from: below a finding or a figure.",
                (
                    State("closed", "Closed", component("quotation", lambda: quotation(SENTENCE))),
                    State("long", "A long word", component("quotation", lambda: quotation(UNBROKEN))),
                ),
                components=("quotation",),
                setting=PROSE,
                scripts=READING_SCRIPT,
            ),
            Entry(
                "quoting",
                "Quoting a paragraph",
                "Point at a paragraph, or select words in it: one control comes to it, with the words to copy.",
                (State("two", "Two paragraphs", specimen("quoting", quotable_text)),),
                components=("quote_control",),
                setting=PROSE,
                scripts=READING_SCRIPT,
            ),
            Entry(
                "downloads",
                "Download chooser",
                "The same words in several files, with what tells them apart.",
                (
                    State("one", "One file", component("download_chooser", lambda: downloads(1))),
                    State("pictured", "With its first page", component("download_chooser", pictured)),
                    State("four", "Several, one with an odd name", component("download_chooser", lambda: downloads(4))),
                    State("counted", "With how often", component("download_chooser", lambda: downloads(2, times=1234))),
                ),
                components=("download_chooser", "download_row"),
            ),
            Entry(
                "stat-row",
                "Row of numbers",
                "Two to four numbers side by side, without the weight of findings.",
                (State("three", "Three", component("stat_row", lambda: {"figures": figures()})),),
                components=("stat_row",),
            ),
        ),
    )
