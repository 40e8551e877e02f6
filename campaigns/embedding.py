"""A petition in a frame of another site: the demand, the count, the form and the imprint, and what follows a signature.

The form's page token says that it stands in a frame, so that its answer is shown there too; nothing in the address does.
No cookie is needed: the frame's own form goes to its own site.
"""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from wagtail.contrib.routable_page.models import path

from campaigns.landing_context import thanks_context
from foundation.framing import allow_framing

if TYPE_CHECKING:
    from campaigns.models import LandingPage

# Pixels: demand, count and form on a phone, where they are longest. With errors the frame scrolls.
FRAME_HEIGHT = 1900


class EmbedRoutes:
    """`embed/` and `embed/thanks/`."""

    embed_template = "campaigns/landing_page_embed.html"

    @path("embed/", name="embed")
    def serve_embed(self: "LandingPage", request: HttpRequest) -> HttpResponseBase:
        """The petition alone, the same bytes for everybody, in a page that any site may frame."""
        context = self.get_context(request)
        if context["form"] is not None:
            context["form"] = self.sign_form(request, is_framed=True)
        return framed(request, self.embed_template, context)

    @path("embed/thanks/", name="embed_thanks")
    def serve_embed_thanks(self: "LandingPage", request: HttpRequest) -> HttpResponseBase:
        """Where a form that was sent in a frame leads: the same for everybody, whatever was sent."""
        context = {**super().get_context(request), **thanks_context(self, request)}
        return framed(request, "campaigns/landing_page_embed_thanks.html", context)


def framed(request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
    """A page that any site may frame."""
    response = TemplateResponse(request, template, context)
    allow_framing(response)
    return response


def embed_code(page: "LandingPage", request: HttpRequest) -> str:
    """The line of HTML that puts the petition on another site; empty for a page that has no address yet."""
    address = page.get_full_url(request) if page.pk else None
    if not address:
        return ""
    context = {"address": f"{address}embed/", "page": page, "height": FRAME_HEIGHT}
    return render_to_string("campaigns/embed_code.html", context).strip()
