"""Shared blocks, one file for each family."""

from foundation.blocks.links import FooterColumnBlock, LinkBlock, LinkValue
from foundation.blocks.story import StoryBlock

__all__ = ["FooterColumnBlock", "LinkBlock", "LinkValue", "StoryBlock"]
