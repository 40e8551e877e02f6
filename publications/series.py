"""A series as readers meet it: its editions, and where a report stands among them.

Only what anybody may read counts: an edition under embargo is neither named nor numbered before its second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publications.models.series import SERIES_ADDRESS, Series
from publications.querysets import ReportQuerySet

if TYPE_CHECKING:
    from publications.models.library import PublicationIndexPage
    from publications.models.reports import ReportPage


@dataclass(frozen=True)
class PlaceInSeries:
    """Where a report stands in its series. `newest` is None on the newest itself."""

    series: Series
    edition: str
    url: str
    number: int
    count: int
    before: ReportPage | None
    after: ReportPage | None
    newest: ReportPage | None


def editions_of(series: Series | int, reports: ReportQuerySet) -> ReportQuerySet:
    """The editions that anybody may read, the latest at the top; the key settles a tie."""
    return reports.filter(series=series).in_order()


def series_context(library: PublicationIndexPage, slug: str) -> dict[str, Any]:
    """What the page of a series shows: `series`, `latest` (the newest edition alone), `editions` (all), facts, addresses.

    Raises Http404 where no edition is out: the title of a series must not tell of a report to come.
    """
    series = Series.objects.filter(slug=slug).first()
    editions = list(editions_of(series, library.get_listing()).for_listing()) if series is not None else []
    if series is None or not editions:
        raise Http404(_("There is no such series."))
    address = library.reverse_subpage("series", kwargs={"slug": slug})
    return {
        "series": series,
        "latest": editions[:1],
        "editions": editions,
        "canonical": f"{library.full_url}{address}",
        "feed": f"{library.url}feed.atom?series={slug}",
        "facts": facts_of(series, len(editions)),
    }


def facts_of(series: Series, count: int) -> list[dict[str, Any]]:
    """The facts column (docs/templates.md, facts)."""
    return [
        {"label": _("Series"), "value": ngettext("%(count)d edition", "%(count)d editions", count) % {"count": count}},
        {"label": _("Comes out"), "value": series.get_frequency_display()},
    ]


def place_in_series(report: ReportPage) -> PlaceInSeries | None:
    """Where the report stands among the editions that are out. None where it has no series or is not out itself.

    One query for a report with a series, none for the others.
    """
    if report.series_id is None:
        return None
    shown = ("title", "edition", "published_on", "published_precision", "url_path", "depth", "path", "locale_id")
    released = type(report).objects.released().select_related("series").only(*shown, "series__title", "series__slug")
    editions = list(editions_of(report.series_id, released).reverse())
    keys = [edition.pk for edition in editions]
    if report.pk not in keys:
        return None
    place = keys.index(report.pk)
    series = editions[place].series
    return PlaceInSeries(
        series=series,
        edition=report.edition,
        url=f"{report.breadcrumbs[-1].url}{SERIES_ADDRESS}/{series.slug}/" if report.breadcrumbs else "",
        number=place + 1,
        count=len(editions),
        before=editions[place - 1] if place else None,
        after=editions[place + 1] if place + 1 < len(editions) else None,
        newest=editions[-1] if place + 1 < len(editions) else None,
    )
