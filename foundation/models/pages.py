"""The abstract page that every page type builds on."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from foundation.languages import active_language, language_of_address, main_language, markup_code
from foundation.models.media import LibraryImage
from foundation.querysets import BasePageManager, visible_pages


class BasePage(Page):
    """A page with a summary, artwork, topics and metadata. Forms are never parsed here: GET and HEAD only."""

    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]
    # What the page is called on cards and in search results; subclasses say "Report", "Campaign" …
    kind: ClassVar[Any] = _("Page")
    # The type that schema.org uses for the page (structured data).
    schema_type: ClassVar[str] = "WebPage"

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two plain sentences for cards, search results and shared links."),
    )
    listing_image = models.ForeignKey(
        LibraryImage,
        verbose_name=_("listing image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Takes the place of the drawn pattern."),
    )
    social_image = models.ForeignKey(
        LibraryImage,
        verbose_name=_("social image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("For shared links. Left empty, one is drawn with the title and the imprint."),
    )
    is_sample = models.BooleanField(
        _("sample content"), default=False, help_text=_("Marks the page as invented, for demonstration.")
    )

    objects = BasePageManager()

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("For search engines"),
        ),
        MultiFieldPanel(
            [FieldPanel("listing_image"), FieldPanel("social_image")], heading=_("Pictures on cards and shared links")
        ),
        InlinePanel("topic_links", heading=_("Topics"), label=_("topic")),
        FieldPanel("is_sample"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.AutocompleteField("title"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """An address that begins with the prefix of a language leads to the pages of that language."""
        super().clean()
        if language_of_address(f"/{self.slug}/") != main_language():
            raise ValidationError({"slug": _("Pages in another language begin with this word. Choose another.")})

    @property
    def description(self) -> str:
        """The words for search engines and shared links."""
        return self.search_description or self.summary

    @property
    def accent_class(self) -> str:
        """The class that gives the page another accent than the organisation's own; empty for almost all pages."""
        return ""

    @cached_property
    def topics(self) -> list[Any]:
        """The topics that the page is filed under, by name. One query, or none when prefetched."""
        return [link.topic for link in self.topic_links.select_related("topic").order_by("topic__name")]

    @cached_property
    def breadcrumbs(self) -> list[Page]:
        """The pages above this one, home first. One query, none on the home page."""
        if (self.depth or 0) <= 2:
            return []
        return list(self.get_ancestors().filter(depth__gt=1).only("title", "url_path", "depth", "path", "locale_id"))

    @cached_property
    def translations(self) -> list[Page]:
        """The same page in other languages, as far as anybody may read it. One query, none in a preview of a new page.

        An alias is no translation: it shows the words of the page that it stands for.
        """
        if not self.pk:
            return []
        same = visible_pages().filter(translation_key=self.translation_key, alias_of=None)
        return list(same.exclude(pk=self.pk).select_related("locale").order_by("locale__language_code"))

    def topics_in_list(self, request: HttpRequest | None = None) -> list[dict[str, str]]:
        """The topics, each leading to its pages in the list right above this page (components/facts.html)."""
        above = self.breadcrumbs[-1].get_url(request) if self.breadcrumbs else ""
        return [{"label": topic.name, "url": f"{above}?topic={topic.slug}"} for topic in self.topics]

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """The page as schema.org sees it. Subclasses add to it; personal data never goes in."""
        return {
            "@type": self.schema_type,
            "name": self.title,
            "url": self.get_full_url(request),
            "description": self.description,
            "inLanguage": markup_code(active_language()),
            **({"dateModified": self.last_published_at.isoformat()} if self.last_published_at else {}),
        }
