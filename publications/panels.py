"""What the editor of a report sees beside its fields."""

from typing import Any

from wagtail.admin.panels import Panel


class FilesPanel(Panel):
    """The versions of a report, the state of each PDF and its files. Nothing here can be edited."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one report."""

        template_name = "publications/files_panel.html"

        def is_shown(self) -> bool:
            """Once there is a version."""
            return bool(super().is_shown() and self.instance.pk and self.instance.versions.exists())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the versions, newest first, with their files."""
            versions = self.instance.versions.light().prefetch_related("files").order_by("-number")
            return {**super().get_context_data(parent_context), "versions": versions}
