"""What the admin offers for releases: their pages, and the words for them in the log."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from publications import release_views as views


@hooks.register("register_admin_urls")
def add_release_addresses() -> list[URLPattern]:
    """Planning is of a report, everything else of a release."""
    return [
        path("reports/<int:pk>/release/", views.plan_release, name="publications_plan_release"),
        path("releases/<int:pk>/", views.show_release, name="publications_release"),
        path("releases/<int:pk>/move/", views.move_release, name="publications_move_release"),
        path("releases/<int:pk>/cancel/", views.cancel_release, name="publications_cancel_release"),
        path("releases/<int:pk>/approve/", views.approve_release, name="publications_approve_release"),
    ]


@hooks.register("register_log_actions")
def name_actions(actions: LogActionRegistry) -> None:
    """As the history of a report words them."""
    actions.register_action("publications.release.plan", _("Plan a release"), _("Release planned"))
    actions.register_action("publications.release.move", _("Move a release"), _("Release moved"))
    actions.register_action("publications.release.approve", _("Approve a release"), _("Release approved"))
    actions.register_action("publications.release.cancel", _("Cancel a release"), _("Release cancelled"))
