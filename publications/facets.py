"""The filters of the library with the number of reports behind each choice.

Each filter is counted as if it were not set itself. One query, whatever is chosen and however many reports there are
(publications.tallies); one more where words are looked for.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property, reduce
from operator import and_
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.facets import Group, Option
from foundation.models import Topic
from foundation.querysets import BasePageQuerySet
from publications.filters import WITH_DATA, Chosen, KeysOf, conditions, with_words, written_by
from publications.models.authors import ReportAuthor
from publications.models.reports import ReportPage
from publications.models.series import Series
from publications.querysets import ReportQuerySet
from publications.tallies import REPORTS, Tally, tallies

MOST_OPTIONS = 30  # of one filter: what is rarer is found by words
LABELS: dict[str, Promise] = {
    "topic": _("Topic"),
    "type": _("Type"),
    "series": _("Series"),
    "author": _("Author"),
    "year": _("Year"),
    "data": _("Data"),
}


class Shelf:
    """The reports that a library lists, narrowed by what a reader chose. Each count is asked for once, when needed."""

    def __init__(self, listed: ReportQuerySet, others: BasePageQuerySet, chosen: Chosen) -> None:
        """`others` are all pages of the site that are not listed: few, so that to count all but them is quick."""
        self.listed, self.others, self.chosen = listed.order_by(), others, chosen
        if chosen.q:  # looked for once, not once for each count
            found = self.listed.filter(with_words(chosen.q)).values_list("pk", flat=True)
            self.listed = self.listed.filter(pk__in=KeysOf(found))

    def leaving_out(self, *names: str) -> ReportQuerySet:
        """The reports that pass all filters but these."""
        return self.listed.filter(reduce(and_, self.asked(*names), Q()))

    def asked(self, *left_out: str) -> list[Q]:
        """What the filters ask but these."""
        return [one for name, one in conditions(self.chosen).items() if name not in left_out]

    def keys(self, field: str, *left_out: str) -> Q:
        """That a field holds the key of a report that passes all filters but these."""
        if self.chosen.q or self.asked(*left_out):
            return Q(**{f"{field}__in": self.leaving_out(*left_out).values("pk")})
        return ~Q(**{f"{field}__in": self.others.values("pk")})

    @property
    def narrowed(self) -> ReportQuerySet:
        """The reports that pass them all, in the chosen order."""
        return self.leaving_out().order_by(*self.chosen.order)

    @property
    def count(self) -> int:
        """How many pass them all."""
        return sum(tally.count for tally in self.tallies if tally.kind == REPORTS and self.has(tally))

    @cached_property
    def tallies(self) -> list[Tally]:
        """All counts. One query."""
        return list(
            tallies(
                self.keys("pk", "type", "series", "year", "data"),
                self.keys("page", "topic"),
                self.keys("report", "author"),
            )
        )

    def has(self, tally: Tally, *, ignoring: str = "") -> bool:
        """Whether these reports pass the filters by what stands in their own row, one left out of account."""
        given = {"type": tally.value, "series": tally.series, "year": tally.year, "data": tally.data}
        wanted = self.chosen.filters
        return all(name == ignoring or wanted.get(name, value) == value for name, value in given.items())

    @cached_property
    def counts(self) -> dict[str, Counter[str]]:
        """How many reports each value leaves, by the name of its filter."""
        counts: dict[str, Counter[str]] = {name: Counter() for name in LABELS}
        for tally in self.tallies:
            if tally.kind != REPORTS:
                counts[tally.kind][tally.value] += tally.count
                continue
            for name, value in (
                ("type", tally.value),
                ("series", tally.series),
                ("year", tally.year),
                ("data", tally.data),
            ):
                if self.has(tally, ignoring=name):
                    counts[name][value] += tally.count
        for counter in counts.values():
            counter.pop("", None)
        return counts

    @cached_property
    def labels(self) -> dict[str, dict[str, object]]:
        """What readers call each value that some report has, by the name of its filter."""
        labels: dict[str, dict[str, object]] = {name: {} for name in LABELS}
        labels["type"] = dict(ReportPage.Type.choices)
        labels["data"] = {WITH_DATA: _("With figures or tables")}
        for tally in self.tallies:
            if tally.kind == REPORTS:
                labels["series"][tally.series] = tally.label
            else:
                labels[tally.kind][tally.value] = tally.label
        return labels

    def label_of(self, name: str, value: str) -> object:
        """What readers call a value. One that no listed report has is shown as it was typed: a name must not leak."""
        return self.labels[name].get(value) or self.label_of_none(name, value)

    def label_of_none(self, name: str, value: str) -> str:
        """What readers call a chosen value that the other filters leave no report of. One query, if any."""
        listed = self.listed.values("pk")
        found: Any = None
        if name == "author":
            authors = ReportAuthor.objects.filter(written_by(value), report__in=listed)
            found = authors.values_list(Coalesce("person__title", "kept_name"), flat=True)
        elif name == "topic":
            found = Topic.objects.filter(slug=value, page_links__page__in=listed).values_list("name", flat=True)
        elif name == "series":
            found = Series.objects.filter(slug=value, editions__in=listed).values_list("title", flat=True)
        return (found.first() if found is not None else None) or value

    def option(self, name: str, value: str, count: int) -> Option:
        """A choice, with the address that takes it or takes it away again."""
        selected = getattr(self.chosen, name) == value
        address = self.chosen.address(**{name: "" if selected else value})
        return Option(self.label_of(name, value), address, count, selected)

    @cached_property
    def groups(self) -> list[Group]:
        """Each filter that has anything to choose. What is chosen is there even if it leaves nothing."""
        return [group for group in (self.group(name) for name in LABELS) if group.options]

    def group(self, name: str) -> Group:
        """One filter: years from the latest, types in their own order, the others by how many reports they leave."""
        counts = self.counts[name]
        chosen = getattr(self.chosen, name)
        if chosen:
            counts[chosen] += 0
        return Group(
            LABELS[name], [self.option(name, value, counts[value]) for value in in_order(name, counts, chosen)]
        )

    @cached_property
    def taken(self) -> list[tuple[object, Option]]:
        """The filters that are set, each with its name and the choice."""
        filters = self.chosen.filters.items()
        return [(LABELS[name], self.option(name, value, self.counts[name][value])) for name, value in filters]


def in_order(name: str, counts: Counter[str], chosen: str) -> Iterable[str]:
    """The values that are offered, in the order in which they are."""
    if name == "year":
        values = sorted(counts, reverse=True)
    elif name == "type":
        values = [value for value in ReportPage.Type.values if value in counts]
        values += [value for value in counts if value not in values]
    else:
        values = sorted(counts, key=lambda value: (-counts[value], value))
    offered = values[:MOST_OPTIONS]
    return offered if not chosen or chosen in offered else [*offered, chosen]
