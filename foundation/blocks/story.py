"""The standard body of a page: each app narrows or extends it."""

from wagtail import blocks


class StoryBlock(blocks.StreamBlock):
    """The blocks that every page's body may hold."""

    text = blocks.RichTextBlock()
