"""What holds other blocks: columns, tabs and themed sections."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from foundation.blocks.callouts import CallToActionBlock, FiguresRowBlock, KeyFigureBlock
from foundation.blocks.data import TableBlock, TimelineBlock
from foundation.blocks.groups import LAYOUT
from foundation.blocks.languages import LanguageBlock, PassageBlock
from foundation.blocks.media import DownloadBlock, EmbedBlock, GalleryBlock, PictureBlock, VideoBlock
from foundation.blocks.pages import PageCardsBlock
from foundation.blocks.text import AccordionBlock, HeadingBlock, MarginNoteBlock, NoticeBlock, ProseBlock, QuoteBlock

THEMES = [("plain", _("Paper")), ("stock", _("Stock")), ("ink", _("Ink")), ("accent", _("Accent, once a page"))]


class ColumnStoryBlock(blocks.StreamBlock):
    """What fits half the width."""

    heading = HeadingBlock()
    text = ProseBlock()
    passage = PassageBlock()
    image = PictureBlock()
    quote = QuoteBlock()
    key_figure = KeyFigureBlock()
    call_to_action = CallToActionBlock()
    notice = NoticeBlock()
    video = VideoBlock()
    download = DownloadBlock()

    class Meta:
        template = "blocks/stream.html"


class ColumnsBlock(blocks.StructBlock):
    """Two columns, one below the other on a phone."""

    widths = blocks.ChoiceBlock(
        choices=[("equal", _("Equal")), ("wide", _("First one wider"))], default="equal", label=_("Widths")
    )
    first = ColumnStoryBlock(label=_("First column"))
    second = ColumnStoryBlock(label=_("Second column"))

    class Meta:
        icon = "grip"
        label = _("Two columns")
        group = LAYOUT
        description = _("Two columns side by side; on a phone the second follows the first.")
        template = "blocks/columns.html"
        preview_value = {
            "widths": "equal",
            "first": [{"type": "text", "value": "<p>The first column is read first, on a phone too.</p>"}],
            "second": [{"type": "text", "value": "<p>The second column stands beside it where there is room.</p>"}],
        }


class TabStoryBlock(ColumnStoryBlock):
    """What a tab may hold. Its heading is its own, so it holds no other.

    A name set to None is Wagtail's way of taking out an inherited block.
    """

    heading = None  # type: ignore[assignment]
    figures_row = FiguresRowBlock()
    timeline = TimelineBlock()
    table = TableBlock()


class TabBlock(blocks.StructBlock):
    """A heading and what it shows."""

    heading = blocks.CharBlock(max_length=60, label=_("Heading"))
    content = TabStoryBlock(label=_("Content"))

    class Meta:
        icon = "folder-open-1"
        label = _("Tab")


class TabsBlock(blocks.StructBlock):
    """Sections of which one is seen at a time; without JavaScript and on paper, all of them."""

    tabs = blocks.ListBlock(TabBlock(), min_num=2, max_num=6, label=_("Tabs"))

    class Meta:
        icon = "folder-open-1"
        label = _("Tabs")
        group = LAYOUT
        description = _("Two to six parts of equal weight, of which a reader wants one: by place, by year, by role.")
        template = "blocks/tabs.html"
        preview_value = {
            "tabs": [
                {
                    "heading": "Members",
                    "content": [{"type": "text", "value": "<p>What a member can do this month.</p>"}],
                },
                {
                    "heading": "Councillors",
                    "content": [{"type": "text", "value": "<p>What a councillor can put to a meeting.</p>"}],
                },
            ]
        }


class SectionStoryBlock(blocks.StreamBlock):
    """What a section may hold: everything but another section."""

    heading = HeadingBlock()
    text = ProseBlock()
    passage = PassageBlock()
    image = PictureBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    embed = EmbedBlock()
    quote = QuoteBlock()
    key_figure = KeyFigureBlock()
    figures_row = FiguresRowBlock()
    timeline = TimelineBlock()
    table = TableBlock()
    accordion = AccordionBlock()
    margin_note = MarginNoteBlock()
    notice = NoticeBlock()
    call_to_action = CallToActionBlock()
    page_cards = PageCardsBlock()
    download = DownloadBlock()
    columns = ColumnsBlock()
    tabs = TabsBlock()

    class Meta:
        template = "blocks/stream.html"


class SectionBlock(blocks.StructBlock):
    """Blocks on a ground of their own."""

    theme = blocks.ChoiceBlock(choices=THEMES, default="stock", label=_("Ground"))
    language = LanguageBlock(help_text=_("Of all that it holds, where it is another than the language of the page."))
    content = SectionStoryBlock(label=_("Content"))

    class Meta:
        icon = "form"
        label = _("Section")
        group = LAYOUT
        description = _("Sets a group of blocks on a ground of its own: paper, stock, ink or accent.")
        template = "blocks/section.html"
        preview_value = {
            "theme": "stock",
            "content": [
                {"type": "heading", "value": {"text": "What we ask for", "level": "2"}},
                {"type": "text", "value": "<p>Three things, each with a date by which it should be done.</p>"},
            ],
        }
