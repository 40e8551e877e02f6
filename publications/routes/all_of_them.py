"""Every route of a report in one class."""

from wagtail.contrib.routable_page.models import RoutablePageMixin

from publications.routes.citations import CitationRoutes
from publications.routes.embeds import FigureRoutes
from publications.routes.files import FileRoutes
from publications.routes.gone import GoneRoutes
from publications.routes.reading import ReadingRoutes
from publications.routes.versions import VersionRoutes


class ReportRoutes(
    GoneRoutes, CitationRoutes, VersionRoutes, ReadingRoutes, FigureRoutes, FileRoutes, RoutablePageMixin
):
    """In this order: a removed report answers for all; of the others the first that knows an address."""
