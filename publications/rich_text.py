"""The footnote in the editor of a text: its button, and how the editor's form of it becomes the stored one and back.
And the mark of a word explained, which is put in when a page is made and never stored."""

from typing import Any

import wagtail.admin.rich_text.editors.draftail.features as draftail_features
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail import hooks
from wagtail.admin.rich_text.converters.contentstate_models import ContentState
from wagtail.admin.rich_text.converters.html_to_contentstate import HandlerState, InlineEntityElementHandler
from wagtail.rich_text import EmbedHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from publications import glossary
from publications.footnotes import FEATURE, LONGEST_NOTE, mark_of

ENTITY = "FOOTNOTE"
MARK = "†"  # stands in the editor's text, never in the stored one


class FootnoteHandler(EmbedHandler):
    """From the stored form to the page."""

    identifier = FEATURE

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        """The mark, numbered. The exporter writes an apostrophe as `&#x27;`, which Wagtail's rewriter leaves so."""
        return mark_of(attrs.get("note", "").replace("&#x27;", "'"))


class TermHandler(EmbedHandler):
    """From the mark that publications.glossary has put in to the page."""

    identifier = glossary.FEATURE

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        """What opens the explanation; nothing where nobody explains."""
        explained = glossary.current.get()
        return explained.mark_of(attrs["id"]) if explained is not None else ""


class FootnoteElementHandler(InlineEntityElementHandler):
    """From the stored form to the editor: one character that carries the note."""

    mutability = "IMMUTABLE"

    def handle_starttag(
        self, name: str, attrs: list[tuple[str, str]], state: HandlerState, contentstate: ContentState
    ) -> None:
        """The base class begins the entity; its one character follows."""
        super().handle_starttag(name, attrs, state, contentstate)
        state.current_block.text += MARK

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        """The words of the note."""
        return {"note": attrs.get("note", "")}


def footnote_element(props: dict[str, Any]) -> Any:
    """From the editor to the stored form."""
    return DOM.create_element("embed", {"embedtype": FEATURE, "note": props.get("note", "")})


@hooks.register("register_rich_text_features")
def register_footnote(features: FeatureRegistry) -> None:
    """For texts whose features name it: those of reports (publications.blocks)."""
    features.register_embed_type(FootnoteHandler)
    features.register_embed_type(TermHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        draftail_features.EntityFeature(
            {
                "type": ENTITY,
                "label": MARK,
                "description": _("Footnote"),
                "attributes": ["note"],
                "words": {
                    "heading": _("Footnote"),
                    "help": _("Addresses become links; *words between asterisks* are set in italics."),
                    "save": _("Save"),
                    "remove": _("Remove the footnote"),
                    "cancel": _("Cancel"),
                },
                "longest": LONGEST_NOTE,
                "mark": MARK,
            },
            js=["portal/js/admin/footnote.js"],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {f'embed[embedtype="{FEATURE}"]': FootnoteElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: footnote_element}},
        },
    )
