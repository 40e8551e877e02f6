"""The figures of a report: as its pages show them, and each alone, for a frame of another site."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import path

from foundation.framing import allow_framing
from publications.charts.showing import Figure, figures_of

if TYPE_CHECKING:
    from publications.models.reports import ReportPage


class FigureRoutes:
    """`embed/<figure>/`."""

    @cached_property
    def figures(self: Any) -> dict[str, Figure]:
        """Every figure and table by the id of its block. One query, and those of the newest version."""
        return figures_of(self)

    @path("embed/<slug:name>/", name="embed")
    def embed(self: "ReportPage", request: HttpRequest, name: str) -> HttpResponse:
        """A chart in a page that any site may frame: no script, no cookie, nothing of the site but an imprint.

        Raises Http404 where the report has no such chart.
        """
        figure = next((one for one in self.figures.values() if one.table.chart and one.table.name == name), None)
        if figure is None:
            raise Http404(_("This report has no such chart."))
        response: HttpResponse = self.render(
            request,
            context_overrides={"figure": figure, "is_alone": True},
            template="publications/chart_embed.html",
        )
        allow_framing(response)
        return response
