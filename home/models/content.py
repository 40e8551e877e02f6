"""A plain page: about, history, privacy, accessibility, contact."""

from typing import Self

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from foundation.fields import BodyField
from foundation.models import BasePage
from home.blocks import ContentBodyBlock


class ContentPage(BasePage):
    """A page of blocks that lasts. Pages below it are named in its margin."""

    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage"]

    body = BodyField(ContentBodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")

    @cached_property
    def pages_below(self) -> list[Self]:
        """The public pages of this section, in the editors' order. One query; none in a preview of a new page."""
        if not self.pk:
            return []
        return list(ContentPage.objects.child_of(self).visible().order_by("path"))
