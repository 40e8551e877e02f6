"""Words that a reader may not know: the first use of each on a page is marked, and the page ends with a list of them.

Nobody marks them in the text: a term explained later is explained in every report that is made from then on, and a
text that comes from Word has nothing to be marked by hand (docs/decisions/0030-word-import.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from publications.models.terms import Term

if TYPE_CHECKING:
    from publications.models import ReportPage

FEATURE = "term"
TAG = re.compile(r"(<[^>]+>)")
LINK_BEGINS, LINK_ENDS = re.compile(r"<a\b"), "</a>"


@dataclass
class Explaining:
    """The terms of a language, and those that the page being made has used so far."""

    unused: list[Term]
    used: list[Term] = field(default_factory=list)

    def mark(self, stored: str) -> str:
        """Stored rich text with a mark behind the first use of each term. Links are left alone."""
        for term in self.unused_in(stored):
            marked = marked_once(stored, term)
            if marked is not None:
                stored = marked
                self.used.append(term)
                self.unused.remove(term)
        return stored

    def unused_in(self, stored: str) -> list[Term]:
        """The terms that may stand in a text: a quick look, for most texts hold none."""
        folded = stored.casefold()
        return [term for term in self.unused if any(form.casefold() in folded for form in term.forms)]

    @property
    def listed(self) -> list[Term]:
        """The terms used, by their names: for the list at the end."""
        return sorted(self.used, key=lambda term: term.name.casefold())

    def mark_of(self, number: str) -> str:
        """The mark of a term by its primary key, as a page prints it."""
        term = next(term for term in self.used if str(term.pk) == number)
        return render_to_string("components/term_mark.html", {"term": term})


current: ContextVar[Explaining | None] = ContextVar("terms of the page being made", default=None)


@contextmanager
def explaining(report: ReportPage) -> Iterator[Explaining]:
    """Mark the terms in all texts of a report that are rendered within. One query; `listed` tells which, afterwards."""
    explained = Explaining(list(Term.objects.filter(locale_id=report.locale_id)))
    token = current.set(explained)
    try:
        yield explained
    finally:
        current.reset(token)


def with_marks(stored: str) -> str:
    """Stored rich text with the marks of the page being made; as it is where nobody explains."""
    explained = current.get()
    return explained.mark(stored) if explained is not None else stored


def marked_once(stored: str, term: Term) -> str | None:
    """The text with a mark behind the first use of a term; None where it does not stand outside of links."""
    pattern = pattern_of(term)
    parts = TAG.split(stored)
    in_link = False
    for place, part in enumerate(parts):
        if place % 2:  # a tag
            in_link = bool(LINK_BEGINS.match(part)) or (in_link and part != LINK_ENDS)
        elif not in_link and (found := pattern.search(part)):
            mark = f'<embed embedtype="{FEATURE}" id="{term.pk}"/>'
            parts[place] = part[: found.end()] + mark + part[found.end() :]
            return "".join(parts)
    return None


def pattern_of(term: Term) -> re.Pattern[str]:
    """A term or one of its forms, as whole words. With a capital it is found so only: “Act” is no “act”."""
    forms = sorted(term.forms, key=len, reverse=True)
    either = "|".join(re.escape(form) if form != form.lower() else f"(?i:{re.escape(form)})" for form in forms)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")
