"""Pictures, films, outside players and files."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from foundation.blocks.groups import PICTURES
from foundation.embedding import EMBED_HINT, VIDEO_HINT, Player, find_player, is_video_file
from foundation.models.media import LibraryDocument


class PatternPreview:
    """For blocks with pictures: in the block picker a drawn pattern takes the place of a chosen picture."""

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `is_block_preview`: templates then draw a pattern where no picture is chosen."""
        return {**(parent_context or {}), "is_block_preview": True}


class PictureBlock(PatternPreview, blocks.StructBlock):
    """A picture with its description, caption and credit."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, max_length=300, label=_("Caption"))
    size = blocks.ChoiceBlock(
        choices=[("text", _("As wide as the text")), ("wide", _("Full width")), ("margin", _("Small, in the margin"))],
        default="text",
        label=_("Size"),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        group = PICTURES
        description = _("One picture with its description, caption and credit.")
        template = "blocks/image.html"
        form_layout = BlockGroup(children=["image", "caption"], settings=["size"])
        preview_value = {"image": None, "caption": "What the picture shows, and when", "size": "text"}


class GalleryPictureValue(blocks.StructValue):
    """A picture of a gallery."""

    @property
    def slug(self) -> str:
        """What the pattern is drawn from that stands in for the picture in the block picker."""
        return slugify(self["caption"])


class GalleryPictureBlock(blocks.StructBlock):
    """One picture of a gallery."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, max_length=200, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        value_class = GalleryPictureValue


class GalleryBlock(PatternPreview, blocks.StructBlock):
    """Pictures side by side; no carousel, all of them are seen."""

    pictures = blocks.ListBlock(GalleryPictureBlock(), min_num=2, max_num=24, label=_("Pictures"))

    class Meta:
        icon = "grip"
        label = _("Gallery")
        group = PICTURES
        description = _("Two or more pictures side by side.")
        template = "blocks/gallery.html"
        preview_value = {"pictures": [{"image": None, "caption": f"Picture {number}"} for number in (1, 2, 3)]}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `shown`: the pictures that are still in the library, their sizes fetched in one query."""
        context = super().get_context(value, parent_context)
        shown = [picture for picture in value["pictures"] if picture["image"] or context.get("is_block_preview")]
        prefetch_related_objects([picture["image"] for picture in shown if picture["image"]], "renditions")
        context["shown"] = shown
        return context


class PlayerValue(blocks.StructValue):
    """Where a film or embed leads, and what is loaded after the click."""

    @property
    def player(self) -> Player | None:
        """The outside player; nothing for a film's own file."""
        return find_player(self.get("address") or "", video=isinstance(self.block, VideoBlock))

    @property
    def file_of_this_site(self) -> str:
        """The address of a film that lies on this site and so may play in the page; others are only linked."""
        address = self.get("address") or ""
        own_host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
        return address if is_video_file(address) and urlsplit(address).hostname == own_host else ""


class VideoBlock(PatternPreview, blocks.StructBlock):
    """A film. Its poster comes from this site; the provider is asked for nothing before the click."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    address = blocks.URLBlock(max_length=500, search_index=False, label=_("Address"), help_text=VIDEO_HINT)
    poster = ImageBlock(
        required=False,
        label=_("Poster"),
        help_text=_("Shown until the film is played. Left empty, a pattern is drawn."),
    )
    transcript = blocks.PageChooserBlock(
        required=False, label=_("Page with the transcript"), help_text=_("What is said, for those who cannot hear it.")
    )

    class Meta:
        icon = "media"
        label = _("Video")
        group = PICTURES
        description = _("A film behind its poster. Nothing is loaded from elsewhere until a visitor plays it.")
        value_class = PlayerValue
        template = "blocks/video.html"
        preview_value = {"title": "What members told us", "address": "https://vimeo.com/1", "poster": None}

    def clean(self, value: Any) -> Any:
        """Only addresses that we can play without asking anybody first."""
        cleaned = super().clean(value)
        address = cleaned["address"]
        if address and not find_player(address, video=True) and not is_video_file(address):
            raise blocks.StructBlockValidationError(block_errors={"address": ValidationError(VIDEO_HINT)})
        return cleaned


class EmbedBlock(PatternPreview, blocks.StructBlock):
    """A chart, map or recording that lives elsewhere, shown after a click."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    address = blocks.URLBlock(max_length=500, search_index=False, label=_("Address"), help_text=EMBED_HINT)
    poster = ImageBlock(
        required=False,
        label=_("Poster"),
        help_text=_("Shown until the embed is asked for. Left empty, a pattern is drawn."),
    )

    class Meta:
        icon = "site"
        label = _("Embed")
        group = PICTURES
        description = _("A chart, map or recording from another site, loaded only when a visitor asks for it.")
        value_class = PlayerValue
        template = "blocks/embed.html"
        preview_value = {
            "title": "Where we met",
            "address": "https://www.openstreetmap.org/export/embed.html?bbox=-0.2,51.4,0.0,51.6",
            "poster": None,
        }

    def clean(self, value: Any) -> Any:
        """Only the providers that the content security policy lets in."""
        cleaned = super().clean(value)
        if cleaned["address"] and not find_player(cleaned["address"], video=False):
            raise blocks.StructBlockValidationError(block_errors={"address": ValidationError(EMBED_HINT)})
        return cleaned


class DownloadValue(blocks.StructValue):
    """A file with what a visitor wants to know before taking it."""

    @property
    def format(self) -> str:
        """The kind of file: PDF, DOCX …"""
        return self["document"].file_extension.upper()

    @property
    def label(self) -> str:
        """The typed words, else the document's title."""
        return self.get("text") or self["document"].title

    @property
    def size(self) -> str:
        """Such as 1.2 MB; empty when it was never measured. Never measured here: that would write to the database."""
        size = self["document"].file_size
        return filesizeformat(size) if size else ""


class DownloadBlock(blocks.StructBlock):
    """A document of the library. Reports carry their own files and do not need this block."""

    document = DocumentChooserBlock(label=_("Document"))
    text = blocks.CharBlock(
        required=False, max_length=120, label=_("Words"), help_text=_("Left empty, the document’s title is used.")
    )

    class Meta:
        icon = "download"
        label = _("Download")
        group = PICTURES
        description = _("A document from the library, with its type and size.")
        value_class = DownloadValue
        template = "blocks/download.html"

    def get_preview_value(self) -> Any:
        """A document that is not in the library, so that an empty library shows the block too."""
        document = LibraryDocument(
            pk=0, title="Template letter to your councillor", file="letter.pdf", file_size=122_880
        )
        return self.normalize({"document": document})
