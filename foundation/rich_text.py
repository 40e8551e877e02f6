"""What editors may do within a text, and the mark that a few words are in another language."""

import wagtail.admin.rich_text.editors.draftail.features as draftail_features
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from foundation.languages import direction

# The languages that words within a sentence are marked with by a button: others have a block of their own.
WORDS_IN = {"ar": (_("Words in Arabic"), "ع"), "cy": (_("Words in Welsh"), "Cy"), "ur": (_("Words in Urdu"), "اُ")}
LANGUAGE_FEATURES = [f"language-{language}" for language in WORDS_IN]
# Headings are blocks of their own, so that each has a level, an address and a place in the contents list.
RICH_TEXT_FEATURES = ["bold", "italic", "superscript", "link", "document-link", "ol", "ul", *LANGUAGE_FEATURES]
SHORT_TEXT_FEATURES = ["bold", "italic", "link", *LANGUAGE_FEATURES]


@hooks.register("register_rich_text_features")
def register_languages(features: FeatureRegistry) -> None:
    """A button for each language of WORDS_IN; the words are stored in a `span` with `lang` and `dir`."""
    for language, (description, label) in WORDS_IN.items():
        name, style = f"language-{language}", f"LANGUAGE-{language.upper()}"
        features.register_editor_plugin(
            "draftail",
            name,
            draftail_features.InlineStyleFeature(
                {"type": style, "label": label, "description": description, "style": {"borderBottom": "1px dotted"}}
            ),
        )
        features.register_converter_rule(
            "contentstate",
            name,
            {
                "from_database_format": {f'span[lang="{language}"]': InlineStyleElementHandler(style)},
                "to_database_format": {
                    "style_map": {
                        style: {"element": "span", "props": {"lang": language, "dir": direction(language)}}
                    }
                },
            },
        )
