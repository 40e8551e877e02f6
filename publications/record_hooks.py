"""What the admin offers for the record of a report: corrections, withdrawals, and why it is not deleted."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page, PagePermissionTester

from publications import record_views as views
from publications.models import Release, ReportPage
from publications.removal import approved_releases_in, published_reports_in, refusal

ACTIONS = {
    "correction.record": (_("Record a correction"), _("Correction recorded")),
    "correction.take_back": (_("Take a correction back"), _("Correction taken back before it was published")),
    "withdrawal.withdrawn": (_("Withdraw a report"), _("Report withdrawn")),
    "withdrawal.removed": (_("Remove a report"), _("Report removed")),
    "withdrawal.lift": (_("Lift a withdrawal"), _("Withdrawal lifted")),
}


@hooks.register("register_admin_urls")
def add_record_addresses() -> list[URLPattern]:
    """Below the report, but for a single correction."""
    return [
        path("reports/<int:pk>/corrections/", views.corrections, name="publications_corrections"),
        path("corrections/<int:pk>/take-back/", views.take_correction_back, name="publications_take_correction_back"),
        path("reports/<int:pk>/withdraw/", views.withdraw_report, name="publications_withdraw"),
        path("reports/<int:pk>/withdraw/lift/", views.lift_withdrawal, name="publications_lift_withdrawal"),
    ]


@hooks.register("register_log_actions")
def name_actions(actions: LogActionRegistry) -> None:
    """How they read in the history of a report."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"publications.{name}", label, message)


@hooks.register("register_page_header_buttons")
def offer_record(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Correct and withdraw, in the menu of a report that readers have seen. One query for a report."""
    if not isinstance(page, ReportPage) or not page.versions.public().exists():
        return
    tester = PagePermissionTester(user, page)
    if tester.can_edit():
        address = reverse("publications_corrections", args=[page.pk])
        yield Button(_("Corrections"), address, icon_name="edit", priority=62)
    if tester.can_publish():
        address = reverse("publications_withdraw", args=[page.pk])
        yield Button(_("Withdraw"), address, icon_name="circle-xmark", priority=63)


def say_what_is_ahead(releases: list[Release]) -> str:
    """Why reports with a release cannot be deleted, and what to do first."""
    titles = ", ".join(f"“{release.report.title}”" for release in releases)
    return gettext("%(titles)s: a release is approved. Cancel the release first.") % {"titles": titles}


@hooks.register("before_delete_page")
def refuse_to_delete_published_reports(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say why, before anything is asked, and lead to what can be done instead."""
    if ahead := approved_releases_in(page):
        messages.error(request, say_what_is_ahead(ahead))
        return redirect("publications_release", ahead[0].pk)
    reports = list(published_reports_in(page))
    if not reports:
        return None
    messages.error(request, refusal(reports))
    if len(reports) == 1 and PagePermissionTester(request.user, reports[0]).can_publish():
        return redirect("publications_withdraw", reports[0].pk)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def refuse_to_delete_published_reports_together(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """The same for pages that are ticked in a list."""
    pages = [page for page in objects if isinstance(page, Page)]
    reports = [report for page in pages for report in published_reports_in(page)]
    ahead = [release for page in pages for release in approved_releases_in(page)]
    if action_type != "delete" or not (reports or ahead):
        return None
    messages.error(request, refusal(reports) if reports else say_what_is_ahead(ahead))
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
