"""Atom feeds of what is new: everything, publications, campaigns, events."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from campaigns.models import CampaignPage, LandingPage
from events.models import EventPage
from foundation.feeds import FEED_LENGTH, PageFeed
from foundation.models import OrganisationSettings
from foundation.querysets import BasePageQuerySet, visible_pages
from home.models import ContentPage
from people.models import PersonPage
from publications.models import ReportPage

# Feeds by name, and the page types in each. The lists themselves and the front page are no news.
KINDS: dict[str, tuple[type[Page], ...]] = {
    "all": (ReportPage, CampaignPage, LandingPage, EventPage, PersonPage, ContentPage),
    "publications": (ReportPage,),
    "campaigns": (CampaignPage, LandingPage),
    "events": (EventPage,),
}


@dataclass(frozen=True)
class FeedOf:
    """What one request asks for. The feed itself is shared by all threads and remembers nothing."""

    kind: str
    site: Site
    organisation: OrganisationSettings

    @property
    def pages(self) -> BasePageQuerySet:
        """The public pages of the feed, in the main language: a translation is no news, and shares its page's id."""
        return visible_pages().in_main_language().type(*KINDS[self.kind])


class SiteFeed(PageFeed):
    """The latest thirty public pages of a kind, by the day they first came out."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FeedOf:
        """The feed that was asked for. Raises Http404 where there is no site."""
        site = Site.find_for_request(request)
        if site is None:
            raise Http404
        return FeedOf(str(kwargs["kind"]), site, OrganisationSettings.for_site(site))

    def title(self, feed: FeedOf) -> str:
        """Who speaks, and of what."""
        name = feed.organisation.name
        titles = {
            "all": name,
            "publications": _("Publications – %(name)s") % {"name": name},
            "campaigns": _("Campaigns – %(name)s") % {"name": name},
            "events": _("Events – %(name)s") % {"name": name},
        }
        return titles[feed.kind]

    def link(self, feed: FeedOf) -> str:
        """The site itself."""
        return f"{feed.site.root_url}/"

    def feed_url(self, feed: FeedOf) -> str:
        """The feed's own full address."""
        return f"{feed.site.root_url}{reverse('feed', kwargs={'kind': feed.kind})}"

    def feed_guid(self, feed: FeedOf) -> str:
        """Stays the same for ever, whatever the site's scheme or port."""
        return f"tag:{feed.site.hostname},2016:feed:{feed.kind}"

    def items(self, feed: FeedOf) -> list[Page]:
        """The pages, newest first. A query for each page type among them, and one more."""
        return list(feed.pages.newest_first()[:FEED_LENGTH].specific())
