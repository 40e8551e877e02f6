"""How many of the library's reports there are of each type, series, year, topic and author: two queries for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, Exists, F, Func, OuterRef, Q, Value, When
from wagtail.models import Page

from foundation.models import PageTopic, Topic
from foundation.querysets import BasePageQuerySet
from publications.filters import WITH_DATA
from publications.models.authors import ReportAuthor
from publications.models.series import Series
from publications.querysets import ReportQuerySet

REPORTS, SERIES, TOPIC, AUTHOR = "reports", "series", "topic", "author"
TEXT = CharField()


@dataclass(frozen=True)
class Tally:
    """So many reports of which the same is true.

    Of the kind `reports`, `value` is the type, and series, year and data are given; of the kinds `topic` and `author`
    it is the topic or the author. `label` is what readers call the series, the topic or the author. Values are as in
    addresses, empty for none.
    """

    kind: str
    value: str
    label: str
    count: int
    series: str = ""
    year: str = ""
    data: str = ""


class Name(NamedTuple):
    """How addresses and readers name something."""

    slug: str
    title: str


NAMELESS = Name("", "")


class YearOf(Func):
    """The year of a date column, as text. SQLite keeps dates as text, and Django's own way there calls Python a row."""

    template = "CAST(EXTRACT(YEAR FROM %(expressions)s) AS varchar)"
    output_field = TEXT

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """The first four letters."""
        return self.as_sql(compiler, connection, template="SUBSTR(%(expressions)s, 1, 4)", **context)


def tallies(reports: ReportQuerySet, of_topics: BasePageQuerySet, of_authors: BasePageQuerySet) -> Iterator[Tally]:
    """Count three sets of reports: the first by all that stands in a report's own row, the others by topic and author.

    Grouped by keys alone, which indexes hold. What they are called is looked up afterwards.
    """
    rows = list(counted(reports, of_topics, of_authors))
    names = named(rows)
    for kind, key, first, second, third, total in rows:
        name = names.get((SERIES if kind == REPORTS else kind, key), NAMELESS)
        if kind == REPORTS:
            yield Tally(kind, first, name.title, total, series=name.slug, year=second, data=third)
        else:  # an author without a profile goes by what is kept
            yield Tally(kind, name.slug or first, name.title or second, total)


def counted(reports: ReportQuerySet, of_topics: BasePageQuerySet, of_authors: BasePageQuerySet) -> Any:
    """Rows of kind, key, three texts and a number. One query."""
    data = Case(When(has_data=True, then=Value(WITH_DATA)), default=Value(""), output_field=TEXT)
    links = PageTopic.objects.filter(page__in=of_topics.order_by().values("pk"))
    written = ReportAuthor.objects.filter(by_report(of_authors)).order_by()
    return grouped(reports.order_by(), REPORTS, "series_id", F("report_type"), YearOf("published_on"), data).union(
        grouped(links, TOPIC, "topic_id"),
        grouped(written, AUTHOR, "person_id", F("kept_slug"), F("kept_name")),
        all=True,
    )


def by_report(reports: BasePageQuerySet) -> Exists | Q:
    """Authors of these reports. Nearly every author's row is of the whole library: they are read in the order of the
    index that groups them, and each asks for its page. A few reports rather lead to theirs."""
    if reports.model is Page:
        return Exists(reports.order_by().filter(pk=OuterRef("report_id")))
    return Q(report__in=reports.order_by().values("pk"))


def grouped(rows: Any, kind: str, key: str, *texts: Any) -> Any:
    """The number of rows with the same key and texts; texts that are not given are empty."""
    columns = {"its_kind": Value(kind, output_field=TEXT), "its_key": F(key)}
    for place in range(3):
        columns[f"its_text_{place}"] = texts[place] if place < len(texts) else Value("", output_field=TEXT)
    return rows.annotate(**columns).values_list(*columns).annotate(total=Count("pk"))


def named(rows: list[tuple[Any, ...]]) -> dict[tuple[str, int | None], Name]:
    """The names of all series, and of the topics and the authors with a profile among the rows. One query."""

    def names(kind: str, found: Any, title: str) -> Any:
        columns = {"its_kind": Value(kind, output_field=TEXT), "its_key": F("pk")}
        columns |= {"its_slug": F("slug"), "its_title": F(title)}
        return found.order_by().annotate(**columns).values_list(*columns)

    topics = Topic.objects.filter(pk__in={key for kind, key, *_rest in rows if kind == TOPIC})
    people = Page.objects.filter(pk__in={key for kind, key, *_rest in rows if kind == AUTHOR and key})
    found = names(SERIES, Series.objects.all(), "title").union(
        names(TOPIC, topics, "name"), names(AUTHOR, people, "title"), all=True
    )
    return {(kind, key): Name(slug, title) for kind, key, slug, title in found}
