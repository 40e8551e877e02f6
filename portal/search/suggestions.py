"""What to type: titles while somebody writes, and what they may have meant when nothing was found."""

import difflib
from collections.abc import Sequence

from django.core.cache import cache

from foundation.models import Topic
from foundation.querysets import visible_pages
from portal.search.words import words_of

MOST_SUGGESTIONS = 8
VOCABULARY_AGE = 600  # seconds
SHORTEST_WORD = 4  # shorter words resemble everything


def titles_with(words: Sequence[str]) -> list[str]:
    """Titles of public pages that hold every word, the shortest first. One query."""
    if not words:
        return []
    pages = visible_pages()
    for word in words:
        pages = pages.filter(title__icontains=word)
    titles = pages.order_by("-first_published_at").values_list("title", flat=True)[: 4 * MOST_SUGGESTIONS]
    return sorted(dict.fromkeys(titles), key=len)[:MOST_SUGGESTIONS]


def vocabulary() -> set[str]:
    """The words of all public titles and of the topics in use. Kept for ten minutes."""

    def collect() -> set[str]:
        texts = [
            *visible_pages().values_list("title", flat=True),
            *Topic.objects.in_use().values_list("name", flat=True),
        ]
        return {word for text in texts for word in words_of(text) if len(word) >= SHORTEST_WORD}

    return cache.get_or_set("portal.search.vocabulary", collect, VOCABULARY_AGE) or set()


def did_you_mean(words: Sequence[str]) -> str:
    """The same words with the unknown ones replaced by their nearest neighbours on this site; empty if none is near."""
    known = vocabulary()
    nearest = [
        word if word in known else next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.7)), word)
        for word in words
    ]
    return " ".join(nearest) if nearest != list(words) else ""
