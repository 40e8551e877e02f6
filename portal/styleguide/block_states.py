"""The states of blocks beyond that of their preview. A block that is not named here is shown as it previews."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.blocks import Block

from foundation.blocks import (
    AccordionBlock,
    CallToActionBlock,
    ColumnsBlock,
    FiguresRowBlock,
    GalleryBlock,
    HeadingBlock,
    KeyFigureBlock,
    NoticeBlock,
    PageCardsBlock,
    PictureBlock,
    QuoteBlock,
    SectionBlock,
    TableBlock,
    TabsBlock,
    TimelineBlock,
)
from foundation.blocks.layout import THEMES
from people.blocks import PeopleCardsBlock
from people.models import LeadershipGroup, PersonPage, Role
from portal.styleguide.charts import charts
from portal.styleguide.entries import Context, Draw, State, nothing, template
from portal.styleguide.photographs import LANDSCAPE, SMALL, UPRIGHT, photograph
from portal.styleguide.samples import CAPITALS, NAMES, SENTENCE, UNBROKEN, figures, organisation, page, report, reports
from publications.charts.blocks import ChartBlock
from publications.findings_block import FindingsBlock

LONG_FIGURE = {"number": "1,234,567.89", "unit": " %", "sentence": "is an invented number.", "source": "Sample, 2020"}
SHARE = {"number": "29", "unit": "%", "sentence": "of sample respondents.", "inked": 29}
TEXT = {"type": "text", "value": f"<p>{SENTENCE}</p>"}


def drawn(block: Block, value: Any = None, context: Context = nothing) -> Draw:
    """Draws a block with a value as the database holds it, or else with its preview's."""

    def draw(request: HttpRequest) -> str:
        shown = block.get_preview_value() if value is None else block.to_python(value)
        around = {"request": request, "organisation": organisation(), "page": None, "id": "sample"}
        return str(block.render(shown, {**around, "is_block_preview": True, **context()}))

    return draw


def as_previewed(block: Block) -> tuple[State, ...]:
    """The one state that the block picker shows too."""
    return (State("preview", "As in the picker", drawn(block)),)


def beside_preview(*others: tuple[str, str, Any]) -> Callable[[Block], tuple[State, ...]]:
    """The preview's state, then others: name, title, value."""

    def states(block: Block) -> tuple[State, ...]:
        more = (State(name, title, drawn(block, value)) for name, title, value in others)
        return (*as_previewed(block), *more)

    return states


def table(columns: int) -> dict[str, Any]:
    """A table of so many columns, the first of them names."""
    headings = ["", *(str(2006 + place) for place in range(1, columns))]
    rows = [
        {"values": [f"Sample row {row}", *(str(row * 1000 + place) for place in range(1, columns))]}
        for row in range(1, 13)
    ]
    kinds = ["text", *["number"] * (columns - 1)]
    return {
        "table": {
            "caption": f"A sample table of {columns} columns",
            "columns": [{"type": kind, "heading": words} for kind, words in zip(kinds, headings, strict=True)],
            "rows": rows,
        },
        "row_headings": True,
        "source": "Invented, to show the table",
    }


def wordy_table() -> dict[str, Any]:
    """Few columns with a lot in them, and no names at the beginning of the rows."""
    columns = [{"type": "text", "heading": words} for words in ("What", "Who", "A heading that is rather long")]
    rows = [{"values": ["Sample", SENTENCE, "Short"]}, {"values": [UNBROKEN, "", "1,234,567.89 %"]}]
    return {**table(1), "table": {"caption": CAPITALS, "columns": columns, "rows": rows}, "row_headings": False}


def columns_of(widths: str) -> dict[str, Any]:
    """Two columns with a picture of a number beside a text."""
    return {"widths": widths, "first": [TEXT, TEXT], "second": [{"type": "key_figure", "value": SHARE}]}


def sections(block: Block) -> tuple[State, ...]:
    """A section on each ground, and one with nothing in it."""
    heading = {"type": "heading", "value": {"text": "A sample section", "level": "2"}}
    call = {"heading": "Do a sample", "text": SENTENCE, "links": [{"text": "Begin", "address": "https://example.org/"}]}
    content = [
        heading,
        TEXT,
        {"type": "key_figure", "value": SHARE},
        {"type": "table", "value": table(3)},
        {"type": "call_to_action", "value": call},
    ]
    themes = (State(name, f"On {name}", drawn(block, {"theme": name, "content": content})) for name, _label in THEMES)
    return (*themes, State("empty", "Empty: nothing is printed", drawn(block, {"theme": "stock", "content": []})))


def tabs_of(*headings: str) -> dict[str, Any]:
    """Tabs with a text each."""
    return {"tabs": [{"heading": words, "content": [TEXT]} for words in headings]}


def page_cards(block: Block) -> tuple[State, ...]:
    """Chosen pages, and none that may be shown."""
    value = {"heading": "Sample reading", "pages": []}
    return (
        State("three", "Three pages", drawn(block, value, lambda: {"preview_cards": reports(3)})),
        State("none", "None: nothing is printed", drawn(block, value, lambda: {"preview_cards": []})),
    )


def people_cards(block: Block) -> tuple[State, ...]:
    """Chosen people, and none that may be shown."""
    value = {"heading": "Sample people", "people": []}
    return (
        State("four", "Four people", drawn(block, value, lambda: {"preview_people": profiles()})),
        State("none", "None: nothing is printed", drawn(block, value, lambda: {"preview_people": []})),
    )


def profiles() -> list[PersonPage]:
    """Four people with a role that has no dates."""
    group = LeadershipGroup(name="Sample group")
    return [page(PersonPage, name, roles=[Role(title="Sample role", group=group)]) for name in NAMES[:4]]


def picture(block: Block, size: str, pixels: tuple[int, int]) -> Draw:
    """A photograph of the guide in a picture block."""

    def draw(request: HttpRequest) -> str:
        value = block.to_python({"image": None, "caption": "A sample caption", "size": size})
        value["image"] = photograph(pixels)
        return str(block.render(value, {"request": request, "page": None}))

    return draw


def pictures(block: Block) -> tuple[State, ...]:
    """The three sizes, and a picture that is too small or upright."""
    return (
        *as_previewed(block),
        State("text", "As wide as the text", picture(block, "text", LANDSCAPE)),
        State("upright", "An upright photograph", picture(block, "text", UPRIGHT)),
        State("small", "A photograph that is too small", picture(block, "text", SMALL)),
        State("wide", "Full width", picture(block, "wide", LANDSCAPE)),
        State("margin", "In the margin", picture(block, "margin", LANDSCAPE)),
    )


def gallery(block: Block) -> tuple[State, ...]:
    """Patterns in the picker, photographs of several shapes on a page."""

    def draw(request: HttpRequest) -> str:
        captions = [{"image": None, "caption": words} for words in ("A sample caption", SENTENCE, "")]
        value = block.to_python({"pictures": captions})
        for shown, pixels in zip(value["pictures"], (LANDSCAPE, UPRIGHT, SMALL), strict=True):
            shown["image"] = photograph(pixels)
        return str(block.render(value, {"request": request, "page": None}))

    return (*as_previewed(block), State("photographs", "Photographs of several shapes", draw))


def timeline(block: Block) -> tuple[State, ...]:
    """Entries with ids of their own: a preview's are new at every look, and their addresses with them."""
    entries = block.meta.preview_value["entries"]
    kept = [{"type": "item", "value": value, "id": f"sample-{place}"} for place, value in enumerate(entries)]
    return (State("oldest", "Oldest first", drawn(block, {"order": "oldest", "entries": kept})),)


def findings(block: Block) -> tuple[State, ...]:
    """Findings of a report, and of one that is no longer public."""
    return (
        State(
            "three",
            "Three findings",
            template("blocks/findings.html", lambda: {"report": report(), "findings": figures()}),
        ),
        State("none", "None: nothing is printed", template("blocks/findings.html")),
    )


STATES: dict[type[Block], Callable[[Block], tuple[State, ...]]] = {
    AccordionBlock: beside_preview(
        (
            "exclusive",
            "One open at a time",
            {"entries": [{"heading": CAPITALS, "text": f"<p>{SENTENCE}</p>"}] * 3, "one_at_a_time": True},
        ),
        ("unbroken", "A heading without a break", {"entries": [{"heading": UNBROKEN[:120], "text": "<p>Words.</p>"}]}),
    ),
    ChartBlock: charts,
    CallToActionBlock: beside_preview(
        ("bare", "No text, no button that leads anywhere", {"heading": "Do a sample", "text": "", "links": []}),
    ),
    ColumnsBlock: beside_preview(("wide", "The first one wider", columns_of("wide"))),
    FiguresRowBlock: beside_preview(
        ("long", "A very long number", {"heading": "", "figures": [LONG_FIGURE, SHARE]}),
        ("four", "Four", {"heading": "Sample numbers", "figures": [SHARE] * 4}),
    ),
    FindingsBlock: findings,
    HeadingBlock: beside_preview(
        ("part", "Part of a section", {"text": "A sample part", "level": "3"}),
        ("unbroken", "Without a break", {"text": UNBROKEN[:120], "level": "2"}),
    ),
    KeyFigureBlock: beside_preview(("long", "A very long number", LONG_FIGURE)),
    NoticeBlock: beside_preview(
        ("info", "Note", {"kind": "info", "heading": "A sample note", "text": f"<p>{SENTENCE}</p>"}),
        ("success", "Good news", {"kind": "success", "heading": "", "text": f"<p>{SENTENCE}</p>"}),
    ),
    PageCardsBlock: page_cards,
    PeopleCardsBlock: people_cards,
    GalleryBlock: gallery,
    PictureBlock: pictures,
    QuoteBlock: beside_preview(
        ("long", "Long", {"quotation": f"{SENTENCE}\n\n{SENTENCE}", "speaker": "A sample speaker", "source": ""}),
    ),
    SectionBlock: sections,
    TableBlock: beside_preview(
        ("five", "Five columns, stacked on a phone", table(5)),
        ("fourteen", "14 columns", table(14)),
        ("wordy", "Long words in few columns", wordy_table()),
    ),
    TimelineBlock: timeline,
    TabsBlock: beside_preview(
        ("six", "Six", tabs_of("One", "Two", "Three", "Four", "Five", "A sixth with a longer name")),
        ("unbroken", "A heading without a break", tabs_of(UNBROKEN[:60], "Another")),
    ),
}
