"""Policy topics: one list for reports, campaigns, events and people."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, TranslatableMixin

from foundation.querysets import TopicQuerySet


class Topic(TranslatableMixin, models.Model):
    """A subject that pages are filed under, such as Islamophobia or representation."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, help_text=_("How the topic appears in addresses."))
    description = models.TextField(_("description"), max_length=300, blank=True)

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]

    objects = TopicQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=("locale", "slug"), name="one_topic_for_each_slug_and_locale"),
        ]

    def __str__(self) -> str:
        return self.name


class PageTopic(models.Model):
    """Files a page under a topic. Keyed to Wagtail's Page, so that one table serves every page type."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="page_links", verbose_name=_("topic"))

    panels = [FieldPanel("topic")]

    class Meta:
        verbose_name = _("topic of a page")
        verbose_name_plural = _("topics of pages")
        constraints = [models.UniqueConstraint(fields=("page", "topic"), name="a_page_has_a_topic_once")]
        # Read whole by the library (docs/decisions/0031): in this order nothing need be sorted.
        indexes = [models.Index(fields=["topic", "page"], name="whose_pages_are_counted")]

    def __str__(self) -> str:
        return str(self.topic)
