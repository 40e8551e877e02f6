"""How readers narrow the library. Every value comes from the reports that are there; another one finds nothing."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from foundation.filters import TopicFilterSet
from publications.models.authors import ReportAuthor
from publications.models.findings import Finding
from publications.models.reports import ReportPage

MAXIMUM_WORDS = 10  # each costs a comparison over the table
ORDERS = {
    "newest": (_("Newest first"), ("-published_on", "-pk")),
    "oldest": (_("Oldest first"), ("published_on", "pk")),
    "title": (_("By title"), ("title", "pk")),
}


class ReportFilter(TopicFilterSet):
    """`?q=&topic=&type=&author=&year=&sort=`."""

    q = django_filters.CharFilter(label=_("Words"), method="with_words", max_length=200)
    type = django_filters.ChoiceFilter(label=_("Type"), empty_label=_("All types"), field_name="report_type")
    author = django_filters.ChoiceFilter(label=_("Author"), empty_label=_("All authors"), method="by_author")
    year = django_filters.ChoiceFilter(label=_("Year"), empty_label=_("All years"), field_name="published_on__year")
    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        empty_label=None,
        method="sorted_by",
        choices=[(value, label) for value, (label, _fields) in ORDERS.items()],
    )

    class Meta:
        model = ReportPage
        fields = ["q", "topic", "type", "author", "year", "sort"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer what the listed reports have: four queries, however many reports."""
        super().__init__(*args, **kwargs)
        listed = self.queryset.order_by().values("pk")
        self.authors = named_authors(listed)
        types = set(self.queryset.order_by().values_list("report_type", flat=True).distinct())
        years = self.queryset.order_by("-published_on__year").values_list("published_on__year", flat=True).distinct()
        offered = {
            "type": [choice for choice in ReportPage.Type.choices if choice[0] in types],
            "author": [(slug, names[0]) for slug, names in self.authors.items()],
            "year": [(str(year), str(year)) for year in years],
        }
        for name, choices in offered.items():
            self.filters[name].extra["choices"] = choices

    def with_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Reports that hold every word, in the title, the texts about them or a finding."""
        for word in value.split()[:MAXIMUM_WORDS]:
            finding = Finding.objects.filter(report=OuterRef("pk")).filter(
                Q(statement__icontains=word) | Q(words__icontains=word)
            )
            queryset = queryset.filter(
                Q(title__icontains=word)
                | Q(subtitle__icontains=word)
                | Q(summary__icontains=word)
                | Q(abstract__icontains=word)
                | Exists(finding)
            )
        return queryset

    def by_author(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Reports by an author, with a profile or without."""
        authors = ReportAuthor.objects.filter(
            Q(person__slug=value) | Q(person__isnull=True, kept_name__in=self.authors.get(value, []))
        )
        return queryset.filter(pk__in=authors.values("report"))

    def sorted_by(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The order that the reader chose."""
        return queryset.order_by(*ORDERS[value][1])


def named_authors(reports: QuerySet) -> dict[str, list[str]]:
    """The authors of some reports by name: how an address names each, and the names that it stands for."""
    rows = (
        ReportAuthor.objects.filter(report__in=reports)
        .order_by("kept_name")
        .values_list("person__slug", "person__title", "kept_name")
        .distinct()
    )
    authors: dict[str, list[str]] = {}
    for slug, title, kept_name in rows:
        if address := slug or slugify(kept_name, allow_unicode=True):
            authors.setdefault(address, []).append(title or kept_name)
    return authors
