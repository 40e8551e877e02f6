"""How readers narrow the library: what an address asks for, and the reports that it leaves.

A value that no report has leaves none, and the page says so. An order that is none is the usual one.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Exists, Func, OuterRef, Q, TextField, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from publications.models.authors import ReportAuthor
from publications.models.findings import OF_TOO_FEW, Finding

MAXIMUM_WORDS = 10  # each costs a comparison over the table
LONGEST = 200  # characters of any one value; the field for words takes no more
WITH_DATA = "yes"
YEAR = re.compile(r"[12][0-9]{3}")
NOTHING = Q(pk__in=[])
# The usual order first.
ORDERS: dict[str, tuple[Promise, tuple[str, str]]] = {
    "newest": (_("Newest first"), ("-published_on", "-pk")),
    "oldest": (_("Oldest first"), ("published_on", "pk")),
    "title": (_("By title"), ("title", "pk")),
}
USUAL = next(iter(ORDERS))


@dataclass(frozen=True)
class Chosen:
    """What a reader narrows by; empty strings for nothing. The order of the fields is that of every address."""

    q: str = ""
    topic: str = ""
    type: str = ""
    series: str = ""
    author: str = ""
    year: str = ""
    data: str = ""
    sort: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Self:
        """From the parameters of an address: others are left out, values become one line of at most `LONGEST`."""
        values = {field.name: tidy(given.get(field.name, "")) for field in fields(cls)}
        if values["sort"] == USUAL or values["sort"] not in ORDERS:
            values["sort"] = ""
        return cls(**values)

    @property
    def query(self) -> str:
        """The address's query, the same for the same choice however it was typed. Empty for the whole library."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return urlencode({name: value for name, value in named.items() if value})

    def address(self, **changes: str) -> str:
        """Where the list with some of it changed is, from its first page on; relative to the library."""
        return f"?{replace(self, **changes).query}"

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, words left out."""
        names = ("topic", "type", "series", "author", "year", "data")
        return {name: getattr(self, name) for name in names if getattr(self, name)}

    @property
    def hidden_fields(self) -> list[dict[str, str]]:
        """The filters as hidden fields of the form for words and order."""
        return [{"name": name, "value": value} for name, value in self.filters.items()]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.q or self.filters)

    @property
    def order(self) -> tuple[str, str]:
        """The order of the list, for `order_by`: the key settles a tie."""
        return ORDERS[self.sort or USUAL][1]


def tidy(typed: str) -> str:
    """One line, in the composed form of its letters, not too long."""
    return unicodedata.normalize("NFC", " ".join(typed[:LONGEST].split()))


def conditions(chosen: Chosen) -> dict[str, Q]:
    """What each filter that is set asks of a report, by the filter's name."""
    by_year = Q(published_on__year=int(chosen.year)) if YEAR.fullmatch(chosen.year) else NOTHING
    asked = {
        "topic": Q(pk__in=Page.objects.filter(topic_links__topic__slug=chosen.topic).order_by().values("pk")),
        "type": Q(report_type=chosen.type),
        "series": Q(series__slug=chosen.series),
        "author": Q(pk__in=ReportAuthor.objects.filter(written_by(chosen.author)).order_by().values("report")),
        "year": by_year,
        "data": Q(has_data=True) if chosen.data == WITH_DATA else NOTHING,
    }
    return {name: asked[name] for name in chosen.filters}


def written_by(address: str) -> Q:
    """Rows of authors: somebody with a profile by the profile, anybody else by the name."""
    return Q(person__slug=address) | Q(person__isnull=True, kept_slug=address)


class KeysOf(Func):
    """A list of keys as one parameter: thousands of parameters cost more than to look for what they stand for."""

    template = "(SELECT value FROM json_each(%(expressions)s))"

    def __init__(self, keys: Iterable[int]) -> None:
        super().__init__(Value(json.dumps(list(keys)), output_field=TextField()))

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """The same there."""
        template = "(SELECT value::bigint FROM jsonb_array_elements_text(%(expressions)s::jsonb) AS value)"
        return self.as_sql(compiler, connection, template=template, **context)


def with_words(words: str) -> Q:
    """Reports that hold every word, in the title, the texts about them or a finding.

    A figure that is not shown is not found either: searches one after another would tell it.
    """
    found = Q()
    for word in words.split()[:MAXIMUM_WORDS]:
        finding = Finding.objects.filter(report=OuterRef("pk")).filter(
            Q(statement__icontains=word) | (Q(words__icontains=word) & ~OF_TOO_FEW)
        )
        found &= (
            Q(title__icontains=word)
            | Q(subtitle__icontains=word)
            | Q(summary__icontains=word)
            | Q(abstract__icontains=word)
            | Q(Exists(finding))
        )
    return found
