"""Narrowing what was found by type, topic and year, with the number behind each choice.

The hits are at most 2,000 keys, so they are sorted into types, topics and years in memory: five queries, however many
hits there are.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from campaigns.models import CampaignPage, LandingPage
from events.models import EventPage
from foundation.facets import Group, Option
from foundation.models import PageTopic, Topic
from foundation.querysets import visible_pages
from people.models import PersonPage
from publications.models import ReportPage

# The value in the address, the page type behind it, and what visitors call it. Every other type is a plain page.
TYPES = {
    "report": (ReportPage, _("Reports")),
    "campaign": (CampaignPage, _("Campaigns")),
    "petition": (LandingPage, _("Petitions")),
    "event": (EventPage, _("Events")),
    "profile": (PersonPage, _("Profiles")),
}
PLAIN, PLAIN_LABEL = "page", _("Pages")


@dataclass(frozen=True)
class Hit:
    """One public page that matches, and what it can be narrowed by."""

    key: int
    type: str
    year: str
    topics: frozenset[str]


def describe(keys: list[int]) -> list[Hit]:
    """The public pages among the keys, in the same order. Keys that are not public drop out here. Five queries."""
    types = {found.pk: name for name, found in content_types().items()}
    rows = {
        key: (types.get(content_type, PLAIN), published)
        for key, content_type, published in visible_pages()
        .filter(pk__in=keys)
        .values_list("pk", "content_type_id", "first_published_at")
    }
    years = own_years(keys)
    topics: dict[int, set[str]] = {}
    for page, slug in PageTopic.objects.filter(page__in=keys).values_list("page_id", "topic__slug"):
        topics.setdefault(page, set()).add(slug)
    return [
        Hit(
            key=key,
            type=rows[key][0],
            year=years.get(key) or (str(timezone.localtime(rows[key][1]).year) if rows[key][1] else ""),
            topics=frozenset(topics.get(key, ())),
        )
        for key in keys
        if key in rows
    ]


def content_types() -> dict[str, ContentType]:
    """The content type behind each value of `type`."""
    found = ContentType.objects.get_for_models(*(model for model, _label in TYPES.values()))
    return {name: found[model] for name, (model, _label) in TYPES.items()}


def own_years(keys: list[int]) -> dict[int, str]:
    """The year that a page itself names: when a report came out, when an event begins."""

    def years(pages: QuerySet[Page], field: str) -> dict[int, str]:
        return {key: str(year) for key, year in pages.filter(pk__in=keys).values_list("pk", f"{field}__year")}

    return years(ReportPage.objects.all(), "published_on") | years(EventPage.objects.all(), "starts_at")


@dataclass(frozen=True)
class Chosen:
    """What the visitor narrows by; empty strings for nothing."""

    q: str
    type: str
    topic: str
    year: str

    def keeps(self, hit: Hit, *, ignoring: str = "") -> bool:
        """Whether a hit passes the filters, one of them left out of account."""
        return (
            (ignoring == "type" or not self.type or hit.type == self.type)
            and (ignoring == "topic" or not self.topic or self.topic in hit.topics)
            and (ignoring == "year" or not self.year or hit.year == self.year)
        )

    def address(self, **changes: str) -> str:
        """The search with some of it changed, from the first page on."""
        values = {"q": self.q, "type": self.type, "topic": self.topic, "year": self.year} | changes
        return f"?{urlencode({name: value for name, value in values.items() if value})}"

    @property
    def query(self) -> str:
        """What page links carry on."""
        return self.address().removeprefix("?")

    @property
    def hidden_fields(self) -> list[dict[str, str]]:
        """The filters as hidden fields of the search form, so that a new word keeps them."""
        filters = {"type": self.type, "topic": self.topic, "year": self.year}
        return [{"name": name, "value": value} for name, value in filters.items() if value]

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return bool(self.type or self.topic or self.year)


def groups(hits: list[Hit], chosen: Chosen) -> list[Group]:
    """Each filter with its choices and their counts; a choice without hits is left out unless it is the one chosen."""
    topics = dict(Topic.objects.in_use().values_list("slug", "name"))
    types = {**{name: label for name, (_model, label) in TYPES.items()}, PLAIN: PLAIN_LABEL}
    years = {year: year for year in sorted({hit.year for hit in hits if hit.year}, reverse=True)}
    return [
        group
        for group in (
            group_of(_("Type"), "type", types, hits, chosen, lambda hit: [hit.type]),
            group_of(_("Topic"), "topic", topics, hits, chosen, lambda hit: hit.topics),
            group_of(_("Year"), "year", years, hits, chosen, lambda hit: [hit.year]),
        )
        if group.options
    ]


def group_of(  # noqa: PLR0913, PLR0917  (one call, one table)
    label: object,
    name: str,
    labels: Mapping[str, object],
    hits: list[Hit],
    chosen: Chosen,
    values: Callable[[Hit], Iterable[str]],
) -> Group:
    """One filter, counted as if it were not set."""
    counts = Counter(value for hit in hits if chosen.keeps(hit, ignoring=name) for value in values(hit))
    selected = getattr(chosen, name)
    return Group(
        label,
        [
            Option(text, chosen.address(**{name: "" if value == selected else value}), counts[value], value == selected)
            for value, text in labels.items()
            if counts[value] or value == selected
        ],
    )
