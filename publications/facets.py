"""The filters of the library with the number of reports behind each choice.

Each filter is counted as if it were not set itself. Three counts, whatever is chosen and however many reports there
are: one by all that stands in a report's own row (type, series, year, data), one by topic, one by author.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_
from typing import Any

from django.db.models import Count, Func, IntegerField, Q
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from foundation.facets import Group, Option
from foundation.models import PageTopic, Topic
from publications.filters import WITH_DATA, Chosen, conditions, with_words
from publications.models.authors import ReportAuthor
from publications.models.reports import ReportPage
from publications.models.series import Series
from publications.querysets import ReportQuerySet

MOST_OPTIONS = 30  # of one filter: what is rarer is found by words
LABELS: dict[str, Promise] = {
    "topic": _("Topic"),
    "type": _("Type"),
    "series": _("Series"),
    "author": _("Author"),
    "year": _("Year"),
    "data": _("Data"),
}


class YearOf(Func):
    """The year of a date column. SQLite keeps dates as text, and Django's own way there calls Python for every row."""

    template = "CAST(EXTRACT(YEAR FROM %(expressions)s) AS integer)"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """The first four letters of the text."""
        return self.as_sql(compiler, connection, template="CAST(SUBSTR(%(expressions)s, 1, 4) AS integer)", **context)


@dataclass(frozen=True)
class Cell:
    """How many reports have the same type, series, year and data. Values as in addresses, empty for none."""

    type: str
    series: str
    year: str
    data: str
    count: int

    def has(self, chosen: Chosen, *, ignoring: str = "") -> bool:
        """Whether these reports pass the filters that a cell knows, one of them left out of account."""
        return all(
            name == ignoring or not getattr(chosen, name) or getattr(self, name) == getattr(chosen, name)
            for name in ("type", "series", "year", "data")
        )


class Shelf:
    """The reports that a library lists, narrowed by what a reader chose. Each count is asked for once, when needed."""

    def __init__(self, listed: ReportQuerySet, chosen: Chosen) -> None:
        self.listed, self.chosen = listed.order_by(), chosen
        if chosen.q:  # looked for once, not once for each count
            found = self.listed.filter(with_words(chosen.q)).values_list("pk", flat=True)
            self.listed = self.listed.filter(pk__in=list(found))

    def leaving_out(self, *names: str) -> ReportQuerySet:
        """The reports that pass all filters but these."""
        asked = conditions(self.chosen, self.names_of_author)
        return self.listed.filter(reduce(and_, (one for name, one in asked.items() if name not in names), Q()))

    @property
    def narrowed(self) -> ReportQuerySet:
        """The reports that pass them all, in the chosen order."""
        return self.leaving_out().order_by(*self.chosen.order)

    @property
    def count(self) -> int:
        """How many pass them all."""
        return sum(cell.count for cell in self.cells if cell.has(self.chosen))

    @cached_property
    def names_of_author(self) -> list[str]:
        """The names that the chosen author's address stands for. One query, none where no author is chosen."""
        if not self.chosen.author:
            return []
        rows = written_in(self.listed).values_list("person__slug", "person__title", "kept_name").distinct()
        return [title or name for slug, title, name in rows if address_of(slug, name) == self.chosen.author]

    @cached_property
    def series(self) -> dict[int, Series]:
        """Every series by its key. One query."""
        return Series.objects.in_bulk()

    @cached_property
    def cells(self) -> list[Cell]:
        """The reports that pass the filters by words, topic and author, counted by all the others. One query."""
        rows = (
            self.leaving_out("type", "series", "year", "data")
            .values_list("report_type", "series_id", YearOf("published_on"), "has_data")
            .annotate(total=Count("pk"))
        )
        return [
            Cell(kind, self.series[key].slug if key in self.series else "", str(year), WITH_DATA if data else "", total)
            for kind, key, year, data, total in rows
        ]

    def counted(self, name: str) -> Counter[str]:
        """How many reports each value of a filter leaves. No query but that of the cells, of topics or of authors."""
        if name in {"topic", "author"}:
            return Counter({value: total for value, (_label, total) in getattr(self, f"by_{name}").items()})
        counts: Counter[str] = Counter()
        for cell in self.cells:
            if cell.has(self.chosen, ignoring=name):
                counts[getattr(cell, name)] += cell.count
        counts.pop("", None)
        return counts

    @cached_property
    def by_topic(self) -> dict[str, tuple[str, int]]:
        """The name of each topic and its number of reports, by its slug. One query."""
        rows = (
            PageTopic.objects.filter(page__in=self.leaving_out("topic").values("pk"))
            .order_by()
            .values_list("topic__slug", "topic__name")
            .annotate(total=Count("pk"))
        )
        return {slug: (name, total) for slug, name, total in rows}

    @cached_property
    def by_author(self) -> dict[str, tuple[str, int]]:
        """The name of each author and the number of reports, by how an address names the author. One query."""
        rows = (
            written_in(self.leaving_out("author"))
            .values_list("person__slug", "person__title", "kept_name")
            .annotate(total=Count("pk"))
        )
        authors: dict[str, tuple[str, int]] = {}
        for slug, title, name, total in rows:
            if address := address_of(slug, name):
                before = authors.get(address, ("", 0))
                authors[address] = (before[0] or title or name, before[1] + total)
        return authors

    def label_of(self, name: str, value: str) -> object:
        """What readers call a value. One that no listed report has is shown as it was typed: a name must not leak."""
        match name:
            case "type":
                return dict(ReportPage.Type.choices).get(value, value)
            case "data":
                return _("With figures or tables") if value == WITH_DATA else value
            case "topic" | "author":
                found = getattr(self, f"by_{name}").get(value)
                return found[0] if found else self.label_of_none(name, value)
            case "series":
                named = {series.slug: series.title for series in self.series.values()}
                return named[value] if self.counted("series")[value] else self.label_of_none(name, value)
        return value

    def label_of_none(self, name: str, value: str) -> str:
        """What readers call a chosen value that the other filters leave no report of. One query, if any."""
        found = None
        if name == "author":
            found = next(iter(self.names_of_author), None)
        elif name == "topic":
            topics = Topic.objects.filter(slug=value, page_links__page__in=self.listed.values("pk"))
            found = topics.values_list("name", flat=True).first()
        elif name == "series":
            titles = Series.objects.filter(slug=value, editions__in=self.listed.values("pk"))
            found = titles.values_list("title", flat=True).first()
        return found or value

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
        counts = self.counted(name)
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
        return [(LABELS[name], self.option(name, value, self.counted(name)[value])) for name, value in filters]


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


def written_in(reports: ReportQuerySet) -> Any:
    """Who wrote these reports, by name."""
    return ReportAuthor.objects.filter(report__in=reports.values("pk")).order_by("kept_name")


def address_of(slug: str | None, name: str) -> str:
    """How an address names an author: by the profile, or by the name."""
    return slug or slugify(name, allow_unicode=True)
