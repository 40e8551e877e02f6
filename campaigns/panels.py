"""What the campaigner sees of a petition that has opened."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from wagtail.admin.panels import Panel

from campaigns.progress import progress_of


class PetitionPanel(Panel):
    """The terms and counts of the action, to read. Absent until there is an action."""

    class BoundPanel(Panel.BoundPanel):
        """Bound to one landing page."""

        template_name = "campaigns/petition_panel.html"

        def is_shown(self) -> bool:
            """Only once the petition has opened."""
            return getattr(self.instance, "action", None) is not None

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Adds the action and its progress."""
            context = super().get_context_data(parent_context)
            context["action"] = self.instance.action
            context["progress"] = progress_of(self.instance.action)
            return context
