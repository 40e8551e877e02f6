"""How many of the library's reports there are of each type, series, year, topic and author: two queries for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, F, Func, Q, Value, When
from wagtail.models import Page

from foundation.models import PageTopic, Topic
from publications.filters import WITH_DATA
from publications.models.authors import ReportAuthor
from publications.models.reports import ReportPage
from publications.models.series import Series

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


def tallies(reports: Q, links: Q, written: Q) -> Iterator[Tally]:
    """Count reports by all that stands in their own row, and what links them to topics and to authors.

    Grouped by keys alone, which indexes hold. What they are called is looked up afterwards.
    """
    rows = list(counted(reports, links, written))
    names = named(rows)
    for kind, key, first, second, third, total in rows:
        name = names.get((SERIES if kind == REPORTS else kind, key), NAMELESS)
        if kind == REPORTS:
            yield Tally(kind, first, name.title, total, series=name.slug, year=second, data=third)
        else:  # an author without a profile goes by what is kept
            yield Tally(kind, name.slug or first, name.title or second, total)


def counted(reports: Q, links: Q, written: Q) -> Any:
    """Rows of kind, key, three texts and a number. One query."""
    data = Case(When(has_data=True, then=Value(WITH_DATA)), default=Value(""), output_field=TEXT)
    return grouped(
        ReportPage.objects.filter(reports), REPORTS, "series_id", F("report_type"), YearOf("published_on"), data
    ).union(
        grouped(PageTopic.objects.filter(links), TOPIC, "topic_id"),
        grouped(ReportAuthor.objects.filter(written), AUTHOR, "person_id", F("kept_slug"), F("kept_name")),
        all=True,
    )


def grouped(rows: Any, kind: str, key: str, *texts: Any) -> Any:
    """The number of rows with the same key and texts, in any order; texts that are not given are empty."""
    columns = {"its_kind": Value(kind, output_field=TEXT), "its_key": F(key)}
    for place in range(3):
        columns[f"its_text_{place}"] = texts[place] if place < len(texts) else Value("", output_field=TEXT)
    return rows.order_by().annotate(**columns).values_list(*columns).annotate(total=Count("pk"))


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
