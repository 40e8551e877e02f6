"""What follows when a workflow has come to its end. Wagtail reads the setting that names this while it loads its models,
so nothing here imports any."""

from typing import Any


def publish_unless_embargoed(workflow_state: Any, user: Any = None) -> None:
    """Publish, as Wagtail does, unless a release of the page is ahead: then the release does it, at its second."""
    page = workflow_state.content_object
    if getattr(getattr(page, "specific", page), "is_under_embargo", False):
        return
    page.get_latest_revision().publish(user=user)
