"""Blocks of campaigns: the steps after a signature, and the narrowed bodies."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from foundation.blocks.groups import WORDS
from publications.findings_block import StoryWithFindingsBlock


class StepBlock(blocks.StructBlock):
    """One thing that happens after somebody has signed."""

    text = blocks.TextBlock(max_length=200, label=_("What happens"))

    class Meta:
        icon = "arrow-right"
        label = _("Step")
        group = WORDS
        description = _("One thing that happens after people have signed.")
        template = "blocks/step.html"
        preview_value = {"text": "We hand over the list, and write to you only if you ticked the box."}


class StepsBlock(blocks.StreamBlock):
    """What happens next, in order."""

    step = StepBlock()


class LandingBodyBlock(StoryWithFindingsBlock):
    """A landing page's body: what fits beside the form. The demand is the one loud moment, so no sections.

    A name set to None is Wagtail's way of taking out an inherited block.
    """

    section = None  # type: ignore[assignment]
    columns = None  # type: ignore[assignment]
    tabs = None  # type: ignore[assignment]
    gallery = None  # type: ignore[assignment]
    page_cards = None  # type: ignore[assignment]
