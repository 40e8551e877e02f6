"""Who may do what with a report."""

from wagtail.models import PagePermissionTester


class ReportPermissionTester(PagePermissionTester):
    """While a release is ahead, nobody publishes the report by hand: the release does (publications.embargo)."""

    def can_publish(self) -> bool:
        """Whether the user may publish now. One query where the user may publish at all."""
        return super().can_publish() and not self.page.is_under_embargo
