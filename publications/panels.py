"""What the editor of a report sees beside its fields."""

from typing import Any

from wagtail.admin.panels import Panel

from publications.inspection.preflight import points_of, verdict_in_words


class FilesPanel(Panel):
    """The versions of a report, the state of their files, and the files. Nothing here can be edited."""

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


class DesignedFilesPanel(Panel):
    """The PDFs that were uploaded for a report, with what the reading of each came to. Each leads to its own page."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one report."""

        template_name = "publications/uploads/panel.html"

        def is_shown(self) -> bool:
            """Once the report is saved: an upload belongs to one."""
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the files with their verdicts. One query."""
            files = self.instance.designed_files.order_by("pk")
            judged = [
                {
                    "file": file,
                    "verdict": verdict_in_words(file.state, points_of(file.state, file.message, file.preflight)),
                }
                for file in files
            ]
            return {**super().get_context_data(parent_context), "report": self.instance, "judged": judged}


class ReleasePanel(Panel):
    """The releases of a report, and the way to plan one. They are not part of a revision: nothing here is edited."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one report."""

        template_name = "publications/release_panel.html"

        def is_shown(self) -> bool:
            """Once the report is saved."""
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the releases, the latest first."""
            releases = list(self.instance.releases.all())
            context = super().get_context_data(parent_context)
            is_ahead = any(release.is_ahead for release in releases)
            return {**context, "releases": releases, "report": self.instance, "is_ahead": is_ahead}
