"""A table of mammoth's, as rows of cells of equal length."""

import html
from xml.etree import ElementTree as ET

from publications.word_import.losses import Losses
from publications.word_import.reader.inline import Inline, plain_of, tidy

MOST_CELLS = 20_000
MOST_COLUMNS = 60


def table_block(table: ET.Element, inline: Inline, losses: Losses) -> dict[str, object]:
    """A `table` block: `rows` of stored rich text and how many of them are `heads`; `notice` where it is one box."""
    rows = [row for row in table.iter("tr") if belongs_to(row, table)]
    heads = sum(1 for row in rows if len(row) and all(cell.tag == "th" for cell in row))
    cells = [cell for row in rows for cell in row]
    if len(cells) == 1:
        losses.add("boxes", tidy("".join(cells[0].itertext())))
        return {"type": "notice", "html": cell_html(cells[0], inline)}
    return {"type": "table", "rows": grid_of(rows, inline), "heads": heads}


def belongs_to(row: ET.Element, table: ET.Element) -> bool:
    """Whether a row is the table's own, not that of a table in one of its cells."""
    return any(row is child or any(row is own for own in child) for child in table)


def grid_of(rows: list[ET.Element], inline: Inline) -> list[list[str]]:
    """Rows of equal length. The words of a merged cell stand in its first place, the others stay empty."""
    grid: list[list[str]] = []
    covered: dict[tuple[int, int], bool] = {}
    for line, row in enumerate(rows):
        written: list[str] = []
        for cell in row:
            while covered.get((line, len(written))):
                written.append("")
            wide, tall = span(cell, "colspan"), span(cell, "rowspan")
            place = len(written)
            for below in range(1, tall):
                covered.update({(line + below, place + beside): True for beside in range(wide)})
            written += [cell_html(cell, inline), *[""] * (wide - 1)]
        while covered.get((line, len(written))):
            written.append("")
        grid.append(written)
    width = max((len(row) for row in grid), default=0)
    return [row + [""] * (width - len(row)) for row in grid]


def span(cell: ET.Element, name: str) -> int:
    """Over how many columns or rows a cell goes: at least one, and no more than any table has."""
    written = cell.get(name, "1")
    return max(1, min(MOST_COLUMNS, int(written))) if written.isdecimal() else 1


def cell_html(cell: ET.Element, inline: Inline) -> str:
    """The paragraphs of a cell. An entry of a list is a paragraph with a dot, a row of a table in it one with bars."""
    paragraphs: list[str] = []
    for child in cell:
        if child.tag in ("ul", "ol"):
            paragraphs += [f"• {inline.cell(entry)}" for entry in child.iter("li")]
        elif child.tag == "table":
            paragraphs += [
                html.escape(" | ".join(tidy("".join(part.itertext())) for part in row), quote=False)
                for row in child.iter("tr")
            ]
        else:
            paragraphs.append(inline.cell(child))
    return "".join(f"<p>{words}</p>" for words in paragraphs if plain_of(words))
