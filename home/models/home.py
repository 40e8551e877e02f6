"""The front page."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Page
from wagtail.search import index

from campaigns.models import CampaignIndexPage, CampaignPage
from events.models import EventIndexPage, EventPage
from foundation.blocks import LinkBlock
from foundation.fields import BodyField
from foundation.logos import logo_file
from foundation.models import BasePage, LibraryImage, OrganisationSettings
from foundation.pictures.showing import Making
from home.featuring import front_page
from home.models.content import ContentPage
from people.models import PeopleIndexPage
from publications.findings_block import StoryWithFindingsBlock
from publications.models import PublicationIndexPage, ReportPage


class HomePage(BasePage):
    """The front page of a site: who we are, the report, the campaign, what is new, people, event, history.

    What an editor does not choose is the newest of its kind below this page; what does not exist is left out.
    """

    parent_page_types = [Page]
    subpage_types = [
        ContentPage,
        PublicationIndexPage,
        CampaignIndexPage,
        PeopleIndexPage,
        EventIndexPage,
    ]

    kind = _("Home")
    schema_type = "WebSite"

    hero_title = models.CharField(
        _("heading"), max_length=120, blank=True, help_text=_("Left empty, the organisation's name stands here.")
    )
    hero_lede = models.TextField(
        _("lede"), max_length=300, blank=True, help_text=_("Left empty, the organisation's purpose stands here.")
    )
    hero_actions = BodyField([("link", LinkBlock())], blank=True, max_num=2, verbose_name=_("buttons"))
    hero_image = models.ForeignKey(
        LibraryImage,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Takes the place of the drawn pattern."),
    )
    featured_report = models.ForeignKey(
        ReportPage, verbose_name=_("report"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    featured_campaign = models.ForeignKey(
        CampaignPage, verbose_name=_("campaign"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    featured_event = models.ForeignKey(
        EventPage, verbose_name=_("event"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    history_page = models.ForeignKey(
        ContentPage,
        verbose_name=_("history"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The last entries of the first timeline on this page are shown."),
    )
    body = BodyField(StoryWithFindingsBlock(), blank=True, verbose_name=_("sections"))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("hero_title"),
                FieldPanel("hero_lede"),
                FieldPanel("hero_actions"),
                FieldPanel("hero_image"),
            ],
            heading=_("Head of the page"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(content=_("Left empty: the newest report, the newest open campaign, the next event.")),
                PageChooserPanel("featured_report"),
                PageChooserPanel("featured_campaign"),
                PageChooserPanel("featured_event"),
                PageChooserPanel("history_page"),
            ],
            heading=_("Featured"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("hero_title"),
        index.SearchField("hero_lede"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """The organisation, as far as its settings say; nothing is invented."""
        organisation = OrganisationSettings.for_request(request)
        data: dict[str, Any] = {
            "@type": "Organization",
            "name": organisation.name,
            "url": self.get_full_url(request),
            "alternateName": organisation.abbreviation,
            "description": organisation.purpose,
            "foundingDate": str(organisation.formed or ""),
            "sameAs": [link.value.url for link in organisation.social_links if link.value.url],
        }
        if organisation.parent_organisation:
            data["parentOrganization"] = {"@type": "Organization", "name": organisation.parent_organisation}
        logo = logo_file(organisation, Making.NOTHING)
        if logo is not None:
            data["logo"] = request.build_absolute_uri(logo.url)
        return {key: value for key, value in data.items() if value}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the front page features: see home.featuring."""
        context = super().get_context(request, *args, **kwargs)
        context["front"] = front_page(self, request)
        return context
