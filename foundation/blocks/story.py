"""The standard body of a page: each app narrows it (`section = None`) or extends it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from foundation.blocks.contents import keep_anchors_apart
from foundation.blocks.layout import SectionBlock, SectionStoryBlock


class StoryBlock(SectionStoryBlock):
    """Every shared block. Loop over it inside an element with the class `prose`."""

    section = SectionBlock()

    class Meta:
        template = "blocks/stream.html"

    def clean(self, value: Any) -> blocks.StreamValue:
        """One loud section a page, and no two headings with the same address."""
        cleaned = super().clean(value)
        loud = [
            place
            for place, child in enumerate(cleaned)
            if isinstance(child.block, SectionBlock) and child.value["theme"] == "accent"
        ]
        if len(loud) > 1:
            problem = blocks.StructBlockValidationError(
                block_errors={
                    "theme": ValidationError(_("A page has one section on the accent. Choose another ground."))
                }
            )
            raise blocks.StreamBlockValidationError(block_errors=dict.fromkeys(loud[1:], problem))
        if not self.is_deferred_validation:
            keep_anchors_apart(cleaned)
        return cleaned
