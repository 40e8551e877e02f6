"""Atom feeds of what is new: everything, publications, campaigns, events."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from campaigns.models import CampaignPage, LandingPage
from events.models import EventPage
from foundation.models import OrganisationSettings
from foundation.querysets import BasePageQuerySet, visible_pages
from home.models import ContentPage
from people.models import PersonPage
from publications.models import ReportPage

LENGTH = 30
# Feeds by name, and the page types in each. The lists themselves and the front page are no news.
KINDS: dict[str, tuple[type[Page], ...]] = {
    "all": (ReportPage, CampaignPage, LandingPage, EventPage, PersonPage, ContentPage),
    "publications": (ReportPage,),
    "campaigns": (CampaignPage, LandingPage),
    "events": (EventPage,),
}
NEVER = datetime.datetime(2016, 9, 1, tzinfo=datetime.UTC)


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


class SteadyAtomFeed(Atom1Feed):
    """Atom, where a feed without entries has a date that stays, so that its bytes do."""

    def latest_post_date(self) -> datetime.datetime:
        """When anything last changed."""
        latest: datetime.datetime = super().latest_post_date() if self.items else NEVER
        return latest


class SiteFeed(Feed):
    """The latest thirty public pages of a kind, by the day they first came out."""

    feed_type = SteadyAtomFeed

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

    def subtitle(self, feed: FeedOf) -> str:
        """What the organisation is for."""
        return feed.organisation.purpose

    def link(self, feed: FeedOf) -> str:
        """The site itself."""
        return f"{feed.site.root_url}/"

    def feed_url(self, feed: FeedOf) -> str:
        """The feed's own full address."""
        return f"{feed.site.root_url}{reverse('feed', kwargs={'kind': feed.kind})}"

    def feed_guid(self, feed: FeedOf) -> str:
        """Stays the same for ever, whatever the site's scheme or port."""
        return f"tag:{feed.site.hostname},2016:feed:{feed.kind}"

    def author_name(self, feed: FeedOf) -> str:
        """The organisation: an entry without an author of its own takes the feed's."""
        return feed.organisation.name

    def items(self, feed: FeedOf) -> list[Page]:
        """The pages, newest first. A query for each page type among them, and one more."""
        return list(feed.pages.newest_first()[:LENGTH].specific())

    def item_title(self, item: Page) -> str:
        """The page's title. Django escapes it: an Atom title is text here."""
        return item.title

    def item_description(self, item: Page) -> str:
        """The summary."""
        return str(getattr(item, "summary", ""))

    def item_link(self, item: Page) -> str:
        """The full address."""
        return item.full_url or ""

    def item_guid(self, item: Page) -> str:
        """Survives moves, new addresses and an export: the page's translation key."""
        return f"urn:uuid:{item.translation_key}"

    def item_pubdate(self, item: Page) -> datetime.datetime:
        """When it first came out here."""
        return item.first_published_at or NEVER

    def item_updateddate(self, item: Page) -> datetime.datetime:
        """When it last changed."""
        return item.last_published_at or item.first_published_at or NEVER

    def item_categories(self, item: Page) -> list[str]:
        """What kind of page it is."""
        return [str(getattr(item, "kind", ""))]
