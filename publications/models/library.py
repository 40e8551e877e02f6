"""The library: every report, found by topic, type, author, year or words."""

from django.utils.translation import gettext_lazy as _

from foundation.models import IndexPage
from publications.filters import ReportFilter
from publications.models.reports import ReportPage
from publications.querysets import ReportQuerySet


class PublicationIndexPage(IndexPage):
    """Lists the reports below it, the latest at the top."""

    subpage_types = ["publications.ReportPage"]

    kind = _("Publications")
    filterset_class = ReportFilter

    class Meta:
        verbose_name = _("publications list")
        verbose_name_plural = _("publications lists")

    def get_listing(self) -> ReportQuerySet:
        """The released reports below this page."""
        return ReportPage.objects.released().descendant_of(self).in_order().for_listing()
