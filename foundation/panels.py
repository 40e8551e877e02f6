"""Panels of the admin for the shared models."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from wagtail.admin.panels import Panel


class BrandPreviewPanel(Panel):
    """The palette on a light and on a dark screen, as the colours of the form stand; before they are saved."""

    class BoundPanel(Panel.BoundPanel):
        """Bound to one organisation."""

        template_name = "foundation/brand_preview_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Adds the address of the preview, with and without the colours of the form."""
            context = super().get_context_data(parent_context)
            context["address"] = reverse("brand_preview", args=[self.instance.site_id])
            names = ("paper", "ink", "accent", "accent_2", "accent_3")
            context["query"] = urlencode({name: self.form[name].value() or "" for name in names})
            return context
