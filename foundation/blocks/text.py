"""Words: heading, rich text, quotation, accordion, notice."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from foundation.blocks.features import RICH_TEXT_FEATURES
from foundation.blocks.groups import WORDS
from foundation.blocks.languages import LanguageBlock
from foundation.blocks.paragraphs import KeyedRichTextBlock

ANCHOR_LENGTH = 60
# One pair around all the words; a quotation within them is theirs.
IN_QUOTATION_MARKS = re.compile('(?:“[^“”]*”|‘[^‘’]*’|"[^"]*")')


class HeadingValue(blocks.StructValue):
    """A heading that knows its own address within the page."""

    def anchor_for(self, block_id: str | None) -> str:
        """The kept address, else one made of the block's id. The prefix keeps it apart from the page's own ids."""
        kept = self.get("anchor") or (block_id or "")[:8]
        return f"h-{kept}" if kept else ""


class HeadingBlock(blocks.StructBlock):
    """A heading within the page. Its address is made from the words at first publication, then kept."""

    text = blocks.CharBlock(max_length=120, label=_("Words"))
    level = blocks.ChoiceBlock(
        choices=[("2", _("Section")), ("3", _("Part of a section"))], default="2", label=_("Level")
    )
    language = LanguageBlock()
    anchor = blocks.RegexBlock(
        regex=r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
        required=False,
        max_length=80,
        search_index=False,
        label=_("Address of the heading"),
        help_text=_("Made from the words when the page is published, then kept, so that links to it go on working."),
        error_messages={"invalid": _("Use small letters, digits and single hyphens only.")},
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        group = WORDS
        description = _("Begins a section or a part of one, and stands in the contents list.")
        value_class = HeadingValue
        template = "blocks/heading.html"
        form_layout = BlockGroup(children=["text", "level"], settings=["language", "anchor"])
        preview_value = {"text": "What members told us", "level": "2"}

    def clean(self, value: Any) -> Any:
        """Give the heading its address once, and never while the page is still a draft in writing."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not cleaned["anchor"]:
            cleaned["anchor"] = slugify(cleaned["text"])[:ANCHOR_LENGTH].strip("-")
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `anchor`."""
        context = super().get_context(value, parent_context)
        context["anchor"] = value.anchor_for(context.get("id"))
        return context


class ProseBlock(KeyedRichTextBlock):
    """Paragraphs and lists. No headings, pictures or embeds inside: they are blocks of their own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": RICH_TEXT_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = WORDS
        description = _("Paragraphs and lists with links.")
        template = "blocks/text.html"
        preview_value = (
            "<p>Each figure on this page is a share of the people who responded. It describes them, and it should be "
            "quoted with that word attached: <b>respondents</b>.</p><ul><li>Give the month and the year.</li>"
            "<li>Link to the finding.</li></ul>"
        )


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words, large."""

    quotation = blocks.TextBlock(max_length=600, label=_("Words"), help_text=_("Without quotation marks."))
    speaker = blocks.CharBlock(
        max_length=100, label=_("Who said it"), help_text=_("A name, or what is known: “a councillor in London”.")
    )
    source = blocks.CharBlock(required=False, max_length=160, label=_("Where and when"))
    language = LanguageBlock(help_text=_("Of the words quoted, where it is another than the language of the page."))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        group = WORDS
        description = _("Somebody’s own words, set large, with who said them.")
        template = "blocks/quote.html"
        preview_value = {
            "quotation": "I joined because I wanted my ward to be heard, and stayed because it was.",
            "speaker": "A member",
            "source": "In reply to our survey",
        }

    def clean(self, value: Any) -> Any:
        """Words without quotation marks: the page sets them as a quotation."""
        cleaned = super().clean(value)
        if IN_QUOTATION_MARKS.fullmatch(cleaned["quotation"].strip()):
            problem = ValidationError(
                _("Leave out the quotation marks: the page shows that these are somebody’s words.")
            )
            raise blocks.StructBlockValidationError(block_errors={"quotation": problem})
        return cleaned


class AccordionItemBlock(blocks.StructBlock):
    """A heading that opens."""

    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    text = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Text"))

    class Meta:
        icon = "collapse-down"
        label = _("Entry")


class AccordionBlock(blocks.StructBlock):
    """Questions and answers, closed until they are wanted."""

    entries = blocks.ListBlock(AccordionItemBlock(), min_num=1, max_num=30, label=_("Entries"))
    one_at_a_time = blocks.BooleanBlock(
        required=False, label=_("One open at a time"), help_text=_("Opening an entry closes the one that was open.")
    )

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        group = WORDS
        description = _("Questions and answers that open with a click.")
        template = "blocks/accordion.html"
        preview_value = {
            "entries": [
                {"heading": "Who can join?", "text": "<p>Any Muslim member of the party, and any ally.</p>"},
                {"heading": "What does it cost?", "text": "<p>Nothing.</p>"},
            ]
        }


class NoticeBlock(blocks.StructBlock):
    """A framed message that must not be missed."""

    kind = blocks.ChoiceBlock(
        choices=[("info", _("Note")), ("warning", _("Warning")), ("success", _("Good news"))],
        default="info",
        label=_("Kind"),
    )
    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    text = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Notice")
        group = WORDS
        description = _("A framed message: a deadline, a correction, a change of place.")
        template = "blocks/notice.html"
        preview_value = {
            "kind": "warning",
            "heading": "The deadline has moved",
            "text": "<p>Evidence may now be sent until the end of the month.</p>",
        }


class MarginNoteBlock(blocks.StructBlock):
    """A short note beside the text, in the margin where the screen is wide enough."""

    heading = blocks.CharBlock(required=False, max_length=60, label=_("First words"), help_text=_("Set in bold."))
    text = blocks.TextBlock(max_length=300, label=_("Text"), help_text=_("At most 300 characters."))

    class Meta:
        icon = "comment"
        label = _("Note in the margin")
        group = WORDS
        description = _("A short note that stands beside the text.")
        template = "blocks/margin_note.html"
        preview_value = {
            "heading": "Quote with care.",
            "text": "Say “respondents”, give the month and the year, and link to the finding.",
        }
