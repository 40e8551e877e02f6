"""Rows of cells become a typed table: a column is of numbers where every one of its cells is a number."""

import html
import re
from decimal import Decimal
from typing import Any

from django.utils.html import strip_tags

from publications.word_import.losses import Losses

# 12, 1,284 and -3.5 are numbers; 007 and 12 [1] are not. A minus sign is one, as Word types it.
NUMBER = re.compile(r"[-−–]?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,14})(?:\.\d{1,10})?")
ONE_PLAIN_PARAGRAPH = re.compile(r"<p>([^<]*)</p>")
LONGEST_PLAIN = 300  # characters: the text column's own limit
MINUSES = str.maketrans("−–", "--")


def table_value(rows: list[list[str]], heads: int, caption: str, losses: Losses) -> dict[str, Any]:
    """The stored value of a TableBlock. `rows` hold stored rich text; the first `heads` of them are headings."""
    place = caption or words_of(" ".join(rows[0]))
    if heads == 0:
        losses.add("no_header_row", place)
    elif heads > 1:
        losses.add("joined_heads", place)
    if not caption:
        losses.add("no_caption", place)
    upper, lower = rows[: heads or 1], rows[heads or 1 :]
    names = [words_of(row[0]) for row in lower]
    columns: list[dict[str, str]] = []
    values: list[list[Any]] = []
    for number, head in enumerate(zip(*upper, strict=True)):
        heading = ", ".join(dict.fromkeys(filter(None, map(words_of, head))))
        kind, cells = typed_column([row[number] for row in lower])
        if number == 0 and kind != "rich_text":  # it names the rows: a year is a name there
            kind, cells = "text", names
        if number and not heading:
            losses.add("empty_headings", place)
        if kind == "per_cent":
            losses.add("per_cent", heading)
            heading, kind = f"{heading} (%)".strip(), "number"
        columns.append({"type": kind, "heading": heading})
        values.append(cells)
    return {
        "table": {
            "caption": caption,
            "columns": columns,
            "rows": [{"values": list(row)} for row in zip(*values, strict=True)],
        },
        "row_headings": bool(names) and all(names),
        "source": "",
    }


def typed_column(cells: list[str]) -> tuple[str, list[Any]]:
    """The kind of a column and its cells as that kind stores them: number, per_cent, text or rich_text."""
    words = [words_of(cell) for cell in cells]
    told = [word for word in words if word]
    if told and all(NUMBER.fullmatch(word) for word in told):
        return "number", [number_of(word) for word in words]
    if told and all(word.endswith("%") and NUMBER.fullmatch(word[:-1].rstrip()) for word in told):
        return "per_cent", [number_of(word.rstrip("% ")) for word in words]
    if all(not cell or (ONE_PLAIN_PARAGRAPH.fullmatch(cell) and len(cell) <= LONGEST_PLAIN) for cell in cells):
        return "text", words
    return "rich_text", cells


def number_of(words: str) -> str | None:
    """A number as it is stored; None for an empty cell, which is a gap and no zero."""
    return str(Decimal(words.replace(",", "").translate(MINUSES))) if words else None


def words_of(cell: str) -> str:
    """The plain words of a cell."""
    return " ".join(html.unescape(strip_tags(cell.replace("</p><p>", " "))).split())
