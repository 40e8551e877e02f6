"""The one link block of the site."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from foundation.blocks.groups import LINKS


class LinkValue(blocks.StructValue):
    """Answers where a link leads and what it says, so that no template decides."""

    @property
    def url(self) -> str:
        """The page's address, else the typed one; empty when the page is gone or not live. A private one asks to log in."""
        page = self.get("page")
        if page is not None:
            return page.url if page.live and page.url else ""
        return self.get("address") or ""

    @property
    def label(self) -> str:
        """The typed words, else the page’s title."""
        if self.get("text"):
            return self["text"]
        page = self.get("page")
        return page.title if page is not None else self.url


class LinkBlock(blocks.StructBlock):
    """A link to a page of this site or to an address, never both."""

    text = blocks.CharBlock(
        required=False, max_length=80, label=_("Words"), help_text=_("Left empty, the page’s title is used.")
    )
    page = blocks.PageChooserBlock(required=False, label=_("Page of this site"))
    address = blocks.URLBlock(
        required=False,
        validators=[RegexValidator("^https://", _("Start the address with https://"))],
        label=_("Or an address"),
        help_text=_("Starts with https://"),
    )

    class Meta:
        icon = "link"
        label = _("Link")
        group = LINKS
        description = _("A link to a page of this site or to another address.")
        value_class = LinkValue
        template = "blocks/link.html"
        preview_value = {"text": "Read the report", "address": "https://example.org/"}

    def clean(self, value: Any) -> Any:
        """Exactly one of page and address; an address needs words. A draft may still lack them."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if bool(cleaned.get("page")) == bool(cleaned.get("address")):
            problem = ValidationError(_("Choose a page or type an address, one of the two."))
            raise blocks.StructBlockValidationError(block_errors={"page": problem})
        if cleaned.get("address") and not cleaned.get("text"):
            raise blocks.StructBlockValidationError(
                block_errors={"text": ValidationError(_("Say in words where the link leads."))}
            )
        return cleaned


class FooterColumnBlock(blocks.StructBlock):
    """A column of links in the footer."""

    heading = blocks.CharBlock(required=False, max_length=40, label=_("Heading"))
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1, max_num=8)

    class Meta:
        icon = "list-ul"
        label = _("Column of links")
        group = LINKS
        description = _("Up to eight links below a heading.")
        template = "blocks/footer_column.html"
        preview_value = {
            "heading": "About",
            "links": [{"text": "Our history", "address": "https://example.org/history/"}],
        }
