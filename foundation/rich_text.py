"""The buttons by which an editor marks a few words as being in another language."""

import wagtail.admin.rich_text.editors.draftail.features as draftail_features
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from foundation.blocks.features import WORDS_IN
from foundation.languages import direction, markup_code


@hooks.register("register_rich_text_features")
def register_languages(features: FeatureRegistry) -> None:
    """A button for each language of WORDS_IN; the words are stored in a `span` with `lang` and `dir`."""
    for language, (description, label) in WORDS_IN.items():
        code = markup_code(language)
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
                "from_database_format": {f'span[lang="{code}"]': InlineStyleElementHandler(style)},
                "to_database_format": {
                    "style_map": {style: {"element": "span", "props": {"lang": code, "dir": direction(language)}}}
                },
            },
        )
