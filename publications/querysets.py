"""Reports and findings as readers meet them."""

from typing import Any, Self

from django.db import models
from wagtail.models import PageManager

from foundation.querysets import BasePageQuerySet


class ReportQuerySet(BasePageQuerySet):
    """What the library, the home page and the feeds list."""

    def released(self) -> Self:
        """Reports that anybody may read. An embargoed report is not live (docs/decisions/0008)."""
        return self.visible()

    def in_order(self) -> Self:
        """The latest publication date at the top; the primary key settles a tie."""
        return self.order_by("-published_on", "-pk")


ReportManager = PageManager.from_queryset(ReportQuerySet)


class FindingQuerySet(models.QuerySet):
    """Findings wherever they are shown."""

    def released(self) -> Self:
        """Findings of reports that anybody may read and rely on: those of a withdrawn one stand in the report alone."""
        reports: Any = self.model._meta.get_field("report").related_model
        return self.filter(report__in=reports.objects.released().filter(is_withdrawn=False))


class VersionQuerySet(models.QuerySet):
    """Versions without the frozen text, which may be long and which no list needs."""

    def light(self) -> Self:
        """Everything but the content."""
        return self.defer("content_json")

    def public(self) -> Self:
        """Those that came out. An approved one that waits for its release did not."""
        return self.filter(published_at__isnull=False)


class ReportFileQuerySet(models.QuerySet):
    """Files as they are served."""

    def with_version(self) -> Self:
        """With the version, in the same query and without its content."""
        return self.select_related("version").defer("version__content_json")

    def latest_pdfs(self) -> Self:
        """PDFs of full reports, the one first that `latest.pdf` gives: of the newest version, and rather the made one than
        a designed one, for it is tagged."""
        return self.filter(role="report", format="pdf").order_by("-version__number", "-origin", "pk")
