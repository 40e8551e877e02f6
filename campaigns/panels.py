"""What the campaigner sees of a petition that has opened."""

from typing import Any

from django.urls import reverse
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
            """Adds the action, its progress and, for those who may, where it is changed."""
            context = super().get_context_data(parent_context)
            action = self.instance.action
            context["action"], context["progress"] = action, progress_of(action)
            if self.request is not None and self.request.user.has_perm("supporters.change_action"):
                context["action_url"] = reverse("supporters_actions:edit", args=[action.pk])
            return context
