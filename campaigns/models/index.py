"""The list of campaigns."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from campaigns.models.campaign import CampaignPage
from campaigns.querysets import CampaignQuerySet
from foundation.filters import TopicFilterSet
from foundation.models import IndexPage


class CampaignIndexPage(IndexPage):
    """Every campaign: the open ones, then the closed ones with their outcomes."""

    subpage_types = [CampaignPage]
    max_count_per_parent = 1
    filterset_class = TopicFilterSet

    kind = _("Campaigns")

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*IndexPage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("list of campaigns")
        verbose_name_plural = _("lists of campaigns")

    def get_listing(self) -> CampaignQuerySet:
        """The public campaigns below this page, open ones first."""
        return CampaignPage.objects.child_of(self).visible().for_listing().open_first()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `sections`: the open and the closed campaigns of this page of results."""
        context = super().get_context(request, *args, **kwargs)
        listed = list(context["page_obj"].object_list)
        running = [campaign for campaign in listed if campaign.is_open]
        closed = [campaign for campaign in listed if not campaign.is_open]
        sections = [
            {"anchor": "open", "heading": _("Open"), "pages": running, "leads": context["page_obj"].number == 1},
            {"anchor": "closed", "heading": _("Closed"), "pages": closed, "leads": False},
        ]
        context["sections"] = [section for section in sections if section["pages"]]
        return context
