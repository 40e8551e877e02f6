"""Writes page bodies as Wagtail stores them, from plain words."""

import json
import uuid
from typing import Any

Block = dict[str, Any]


def stream(*blocks: Block) -> str:
    """A body as the JSON that a stream field reads."""
    return json.dumps(blocks)


def items(*values: Any) -> list[Block]:
    """The entries of a list block, each with the id that an editor's browser would give it.

    Without one Wagtail makes it up at each reading, and the page would never be the same bytes twice.
    """
    return [{"type": "item", "value": value, "id": str(uuid.uuid4())} for value in values]


def heading(text: str, level: int = 2) -> Block:
    """A heading within the page."""
    return {"type": "heading", "value": {"text": text, "level": str(level)}}


def text(*paragraphs: str) -> Block:
    """Paragraphs; links and emphasis as HTML."""
    return {"type": "text", "value": "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)}


def listed(*items: str) -> Block:
    """A list with bullets."""
    return {"type": "text", "value": "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"}


def notice(heading: str, words: str, kind: str = "info") -> Block:
    """A framed message."""
    return {"type": "notice", "value": {"kind": kind, "heading": heading, "text": f"<p>{words}</p>"}}


def margin_note(heading: str, words: str) -> Block:
    """A short note beside the text."""
    return {"type": "margin_note", "value": {"heading": heading, "text": words}}


def quote(words: str, speaker: str, source: str = "") -> Block:
    """Somebody's own words."""
    return {"type": "quote", "value": {"quotation": words, "speaker": speaker, "source": source}}


def timeline(entries: list[tuple[str, str, str, str]]) -> Block:
    """What happened when: date in words, date to sort by, what in a few words, the rest."""
    return {
        "type": "timeline",
        "value": {
            "order": "oldest",
            "entries": items(
                *(
                    {"when": when, "sort_date": sort_date, "heading": title, "text": f"<p>{words}</p>" if words else ""}
                    for when, sort_date, title, words in entries
                )
            ),
        },
    }


def table(caption: str, headings: list[str], rows: list[list[str]], source: str = "") -> Block:
    """A table whose first column names the rows."""
    return {
        "type": "table",
        "value": {
            "table": {
                "caption": caption,
                "columns": [{"type": "text", "heading": words} for words in headings],
                "rows": [{"values": row} for row in rows],
            },
            "row_headings": True,
            "source": source,
        },
    }


def chapter(title: str, slug: str, *blocks: Block) -> Block:
    """A part of a report with an address of its own."""
    return {"type": "chapter", "id": str(uuid.uuid4()), "value": {"title": title, "slug": slug, "body": list(blocks)}}


def chart(title: str, kind: str, rows: list[list[str]], **words: str) -> Block:
    """Numbers and how they are drawn. The first row holds the headings. `words`: unit, description, source, note."""
    data = "\n".join("\t".join(row) for row in rows)
    value = {"title": title, "kind": kind, "data": data, "note": "", "licence": "", **words}
    return {"type": "chart", "id": str(uuid.uuid4()), "value": value}


def page_cards(heading: str, *page_ids: int) -> Block:
    """Cards of chosen pages."""
    return {"type": "page_cards", "value": {"heading": heading, "pages": items(*page_ids)}}


def page_link(page_id: int, words: str = "") -> Block:
    """A link to a page of the site."""
    return {"type": "link", "value": {"text": words, "page": page_id, "address": ""}}


def linked(page_id: int, words: str) -> str:
    """A link within a paragraph."""
    return f'<a linktype="page" id="{page_id}">{words}</a>'
