"""What every Atom feed of pages has in common."""

import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from wagtail.models import Page

from foundation.models import OrganisationSettings

FEED_LENGTH = 30
NEVER = datetime.datetime(2016, 9, 1, tzinfo=datetime.UTC)


class SteadyAtomFeed(Atom1Feed):
    """Atom, where a feed without entries has a date that stays, so that its bytes do."""

    def latest_post_date(self) -> datetime.datetime:
        """When anything last changed."""
        latest: datetime.datetime = super().latest_post_date() if self.items else NEVER
        return latest


class PageFeed(Feed):
    """Entries are pages. What a feed is of knows its `organisation`.

    The feed itself is shared by all threads and remembers nothing: Django hands what one request asks for to each
    method.
    """

    feed_type = SteadyAtomFeed

    def subtitle(self, feed: Any) -> str:
        """What the organisation is for."""
        return organisation_of(feed).purpose

    def author_name(self, feed: Any) -> str:
        """The organisation: an entry without an author of its own takes the feed's."""
        return organisation_of(feed).name

    def item_title(self, item: Page) -> str:
        """The page's title; of a report that was taken back, that it was. Django escapes it: an Atom title is text here."""
        if getattr(item, "is_withdrawn", False):
            return _("Withdrawn: %(title)s") % {"title": item.title}
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


def organisation_of(feed: Any) -> OrganisationSettings:
    """Whose feed it is."""
    organisation: OrganisationSettings = feed.organisation
    return organisation
