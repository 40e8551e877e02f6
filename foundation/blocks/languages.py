"""Passages in another language than the page: a choice that other blocks offer, and a text that is nothing else."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from foundation.blocks.features import RICH_TEXT_FEATURES
from foundation.blocks.groups import WORDS
from foundation.blocks.paragraphs import KeyedRichTextBlock
from foundation.languages import PASSAGE_LANGUAGES


class LanguageBlock(blocks.ChoiceBlock):
    """The language of the words beside it, for browsers, screen readers and the direction of the script."""

    def __init__(self, **kwargs: Any) -> None:
        options = {
            "choices": PASSAGE_LANGUAGES,
            "required": False,
            "search_index": False,
            "label": _("Language"),
            "help_text": _("Only where it is another than the language of the page."),
        }
        super().__init__(**{**options, **kwargs})


class PassageBlock(blocks.StructBlock):
    """Paragraphs in another language."""

    language = LanguageBlock(required=True, help_text=_("Read aloud in this language, and from the right where it is."))
    text = KeyedRichTextBlock(features=RICH_TEXT_FEATURES, label=_("Text"))

    class Meta:
        icon = "globe"
        label = _("Text in another language")
        group = WORDS
        description = _("Paragraphs in Urdu, Arabic, Welsh or another language than that of the page.")
        template = "blocks/passage.html"
        preview_value = {"language": "cy", "text": "<p>Croeso i bawb, aelodau neu beidio.</p>"}
