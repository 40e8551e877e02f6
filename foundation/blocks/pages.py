"""Cards of chosen pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from foundation.blocks.groups import LINKS
from foundation.querysets import visible_pages

PREVIEWED = 3


def cards_of(page_ids: list[int]) -> list[Page]:
    """The chosen pages that anybody may read, with all that a card shows, in the editor's order.

    As many queries for 30 pages as for 3: the rows, the restrictions, and for each page type its own rows and
    picture sizes.
    """
    chosen = (
        visible_pages()
        .filter(pk__in=page_ids)
        .not_exact_type(Page)  # Wagtail's welcome page has nothing that a card shows
        .specific()
        .select_related("art", "listing_image", for_specific_subqueries=True)
        .prefetch_related("listing_image__renditions", for_specific_subqueries=True)
    )
    found = {page.pk: page for page in chosen}
    return [found[page_id] for page_id in dict.fromkeys(page_ids) if page_id in found]


class PageCardsBlock(blocks.StructBlock):
    """Pages of this site, chosen by hand. One that is deleted or withdrawn leaves no gap."""

    heading = blocks.CharBlock(required=False, max_length=80, label=_("Heading"))
    pages = blocks.ListBlock(blocks.PageChooserBlock(label=_("Page")), min_num=1, max_num=12, label=_("Pages"))

    class Meta:
        icon = "doc-full"
        label = _("Page cards")
        group = LINKS
        description = _("Up to twelve pages of this site, each with its summary and picture.")
        template = "blocks/page_cards.html"
        preview_value = {"heading": "Read next", "pages": []}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `cards`."""
        context = super().get_context(value, parent_context)
        if "preview_cards" in context:
            context["cards"] = context["preview_cards"]
        else:
            context["cards"] = cards_of([page.pk for page in value["pages"] if page is not None])
        return context

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The newest pages stand in for chosen ones; words stand in for them on an empty site."""
        context = super().get_preview_context(value, parent_context)
        newest = visible_pages().newest_first().values_list("pk", flat=True)[:PREVIEWED]
        return {**context, "preview_cards": cards_of(list(newest)), "preview_words": _("The chosen pages stand here.")}
