"""The contents list of a page: its headings, wherever they lie in its body."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from wagtail import blocks

from foundation.blocks.text import HeadingBlock, HeadingValue

# The ids that the templates of pages give to parts of their own.
RESERVED = frozenset({"abstract", "chapters", "cite", "download", "main", "menu", "notes", "sign", "toc"})


class ContentsEntry(NamedTuple):
    """A heading: the id of its element, its words, its level (2 or 3), its language if it is not the page's."""

    id: str
    text: str
    level: int
    language: str = ""


def headings_in(stream: blocks.StreamValue, language: str = "") -> Iterator[tuple[HeadingValue, str, str]]:
    """Each heading with its block's id and its language, in reading order, inside sections and columns too."""
    for child in stream:
        if isinstance(child.block, HeadingBlock):
            yield child.value, child.id or "", child.value.get("language") or language
        elif isinstance(child.block, blocks.StructBlock) and child.value:
            for part in child.value.values():
                if isinstance(part, blocks.StreamValue):
                    yield from headings_in(part, child.value.get("language") or language)


def contents_list(stream: blocks.StreamValue) -> list[ContentsEntry]:
    """The headings of a body, as the templates print them. No query."""
    return [
        ContentsEntry(heading.anchor_for(block_id), heading["text"], int(heading["level"]), language)
        for heading, block_id, language in headings_in(stream)
        if heading["text"]
    ]


def keep_anchors_apart(*streams: blocks.StreamValue, used: Iterable[str] = ()) -> None:
    """Give the later of two headings with the same address a number, as when an editor copies a block; a heading never
    takes an address that the page itself uses, or one of `used`. The streams stand on one page, one after the other."""
    taken = {*RESERVED, *used}
    for heading, _block_id, _language in chain.from_iterable(map(headings_in, streams)):
        wanted = heading.get("anchor")
        if not wanted:
            continue
        address, number = wanted, 2
        while address in taken:
            address, number = f"{wanted}-{number}", number + 1
        heading["anchor"] = address
        taken.add(address)
