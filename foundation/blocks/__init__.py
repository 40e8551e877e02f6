"""Shared blocks, one file for each family. Apps import them from here."""

from foundation.blocks.callouts import CallToActionBlock, FiguresRowBlock, KeyFigureBlock
from foundation.blocks.contents import ContentsEntry, contents_list, keep_anchors_apart
from foundation.blocks.data import TableBlock, TimelineBlock
from foundation.blocks.layout import ColumnsBlock, ColumnStoryBlock, SectionBlock, SectionStoryBlock, TabsBlock
from foundation.blocks.links import FooterColumnBlock, LinkBlock, LinkValue
from foundation.blocks.media import DownloadBlock, EmbedBlock, GalleryBlock, PictureBlock, VideoBlock
from foundation.blocks.pages import PageCardsBlock
from foundation.blocks.story import StoryBlock
from foundation.blocks.text import (
    AccordionBlock,
    HeadingBlock,
    MarginNoteBlock,
    NoticeBlock,
    ProseBlock,
    QuoteBlock,
)

__all__ = [
    "AccordionBlock",
    "CallToActionBlock",
    "ColumnStoryBlock",
    "ColumnsBlock",
    "ContentsEntry",
    "DownloadBlock",
    "EmbedBlock",
    "FiguresRowBlock",
    "FooterColumnBlock",
    "GalleryBlock",
    "HeadingBlock",
    "KeyFigureBlock",
    "LinkBlock",
    "LinkValue",
    "MarginNoteBlock",
    "NoticeBlock",
    "PageCardsBlock",
    "PictureBlock",
    "ProseBlock",
    "QuoteBlock",
    "SectionBlock",
    "SectionStoryBlock",
    "StoryBlock",
    "TableBlock",
    "TabsBlock",
    "TimelineBlock",
    "VideoBlock",
    "contents_list",
    "keep_anchors_apart",
]
