"""Named querysets: every list of pages on the site comes from here, so that one rule decides what is public."""

from typing import Self

from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef
from wagtail.models import Page, PageManager, PageQuerySet, PageViewRestriction

from foundation.languages import main_language


class BasePageQuerySet(PageQuerySet):
    """What editors call these lists."""

    def visible(self, private: models.Q | None = None) -> Self:
        """Live pages that anybody may read. An embargoed page is not live (docs/decisions/0008).

        `private` is what `private_q()` returned: for a page that makes many lists, and for search backends that are
        no database.
        """
        if private is not None:
            return self.live().exclude(private)
        return self.filter(visible_q())

    def in_main_language(self) -> Self:
        """Pages in the site's own language: for lists of the whole site, where a translation would be a second entry."""
        return self.filter(locale__language_code=main_language())

    def on_topic(self, slug: str) -> Self:
        """Pages filed under the topic with this slug. By primary key, so that a search may follow."""
        return self.filter(
            pk__in=Page.objects.filter(topic_links__topic__slug=slug).order_by().values("pk"),
        )

    def newest_first(self) -> Self:
        """The latest first publication at the top; the primary key settles a tie."""
        return self.order_by("-first_published_at", "-pk")

    def for_listing(self) -> Self:
        """With all that a card shows, so that 30 cards cost as many queries as 3."""
        return self.select_related("art", "listing_image").prefetch_related("listing_image__renditions")


def visible_q() -> models.Q:
    """That a page is live and anybody may read it. As `private_q()`, without its query: private is what is restricted,
    and all that lies below it."""
    asked = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
    restricted = PageViewRestriction.objects.alias(asked=asked).filter(asked__startswith=models.F("page__path"))
    return models.Q(models.Q(live=True), ~Exists(restricted))


BasePageManager = PageManager.from_queryset(BasePageQuerySet)


def visible_pages(private: models.Q | None = None) -> BasePageQuerySet:
    """All pages that anybody may read, of every type: for search, feeds, the sitemap and the API."""
    return BasePageQuerySet(model=Page).visible(private).filter(depth__gt=1)


def all_but_visible_below(parent: Page) -> BasePageQuerySet:
    """Every page but those below a parent that anybody may read: few, where what is asked for is nearly all there is."""
    pages = BasePageQuerySet(model=Page)
    return pages.filter(~(visible_q() & pages.descendant_of_q(parent)))


class TopicQuerySet(models.QuerySet):
    """Topics as the public meets them."""

    def in_use(self) -> Self:
        """Topics that at least one public page is filed under."""
        return self.of_pages(visible_pages())

    def of_pages(self, pages: models.QuerySet) -> Self:
        """Topics that at least one of these pages is filed under."""
        return self.filter(page_links__page__in=pages.order_by().values("pk")).distinct()
