"""Permanent ids of paragraphs, so that a sentence can be linked to and quoted (docs/decisions/0029).

The editor keeps a key on each paragraph (`data-block-key`), through changes of its words and of those around it. A
paragraph that was written without the editor gets the key that its words make, before the editor would draw one by lot.
"""

import hashlib
import re
from collections import Counter
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail import blocks
from wagtail.rich_text import RichText

# A paragraph or an entry of a list with its words, up to its end or to a list within it.
KEYLESS = re.compile(
    r"<(?P<tag>p|li)(?P<rest>(?![^>]*\bdata-block-key=)(?:\s[^>]*)?)>(?=(?P<words>.*?)</?(?:p|[uo]l|li)\b)", re.S
)
KEYED = re.compile(r'<(?P<tag>p|li)(?P<before>[^>]*?) data-block-key="(?P<key>[\w-]+)"(?P<after>[^>]*)>')
# Where the words of a paragraph end: at its own end, or where a list or an entry begins within it. Or the text ends.
END = re.compile(r"</?(?:p|[uo]l|li)\b|\Z")
BLOCK_LETTERS = 8  # of a block's id, which is a UUID


class KeyedRichTextBlock(blocks.RichTextBlock):
    """Rich text whose paragraphs keep their keys, from the first time that an editor opens it."""

    def value_for_form(self, value: Any) -> Any:
        """The text with a key on each paragraph: the editor keeps those that are there."""
        return keyed(super().value_for_form(value))


def keyed(source: str) -> str:
    """Rich text as it is stored, with a key on each paragraph that has words and none yet."""
    seen: Counter[str] = Counter()

    def give(found: re.Match[str]) -> str:
        words = " ".join(strip_tags(found["words"]).casefold().split())
        if not words:
            return found.group()
        key = hashlib.sha256(words.encode()).hexdigest()[:6]
        seen[key] += 1
        number = f"-{seen[key]}" if seen[key] > 1 else ""
        return f'<{found["tag"]}{found["rest"]} data-block-key="{key}{number}">'

    return KEYLESS.sub(give, source)


def paragraphs_of(text: RichText) -> list[tuple[str, str]]:
    """The paragraphs and entries of lists of a text that have words: the key of each, and its words."""
    found = []
    for match in KEYED.finditer(source := keyed(text.source)):
        end = END.search(source, match.end())
        words = source[match.end() : end.start() if end else None]
        if plain := " ".join(unescape(strip_tags(words)).split()):
            found.append((match["key"], plain))
    return found


def with_ids(text: RichText, block_id: str) -> SafeString:
    """Rich text as readers get it, with an id on each paragraph: that of its block and its own key."""
    html = str(RichText(keyed(text.source)).__html__())
    return mark_safe(  # noqa: S308  (as rich text renders it, but for an attribute)
        KEYED.sub(
            lambda found: (
                f'<{found["tag"]}{found["before"]} id="{paragraph_id(block_id, found["key"])}"{found["after"]}>'
            ),
            html,
        )
    )


def paragraph_id(block_id: str, key: str) -> str:
    """The id of a paragraph: `p-1a2b3c4d-x9y8z`."""
    return f"p-{block_id[:BLOCK_LETTERS]}-{key}"
