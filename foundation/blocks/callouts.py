"""What asks or strikes: call to action, key figure, row of figures."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from foundation.blocks.groups import FIGURES, LINKS
from foundation.blocks.links import LinkBlock


class CallToActionBlock(blocks.StructBlock):
    """One thing to do, with a button or two."""

    heading = blocks.CharBlock(max_length=80, label=_("Heading"))
    text = blocks.TextBlock(required=False, max_length=300, label=_("Text"))
    links = blocks.ListBlock(
        LinkBlock(), min_num=1, max_num=2, label=_("Buttons"), help_text=_("One or two; the first is the main one.")
    )

    class Meta:
        icon = "pick"
        label = _("Call to action")
        group = LINKS
        description = _("Asks for one thing, with one or two buttons.")
        template = "blocks/call_to_action.html"
        preview_value = {
            "heading": "Add your voice",
            "text": "It takes a minute.",
            "links": [{"text": "Sign the petition", "address": "https://example.org/"}],
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `buttons`: the links that lead somewhere."""
        context = super().get_context(value, parent_context)
        context["buttons"] = [link for link in value["links"] if link.url]
        return context


class KeyFigureBlock(blocks.StructBlock):
    """A number, what it counts, and the stars that count it."""

    number = blocks.CharBlock(max_length=12, label=_("Number"), help_text=_("As it is read: 29, 1,284 or Half."))
    unit = blocks.CharBlock(required=False, max_length=6, label=_("Unit"), help_text=_("Such as %."))
    sentence = blocks.CharBlock(
        max_length=200, label=_("Sentence"), help_text=_("What the number counts, and of whom: “of respondents …”.")
    )
    inked = blocks.IntegerBlock(
        required=False,
        min_value=0,
        max_value=100,
        label=_("Stars inked, of 100"),
        help_text=_(
            "Draws the share as stars. If the number is a percentage, write the same number here. Left empty, no stars are drawn."
        ),
    )
    source = blocks.CharBlock(required=False, max_length=160, label=_("Source"), help_text=_("With month and year."))

    class Meta:
        icon = "decimal"
        label = _("Key figure")
        group = FIGURES
        description = _("One number with the sentence that explains it and, for a share, its star field.")
        template = "blocks/key_figure.html"
        preview_value = {
            "number": "29",
            "unit": "%",
            "sentence": "of respondents answered yes.",
            "inked": 29,
            "source": "A survey, with month and year",
        }

    def clean(self, value: Any) -> Any:
        """A star field never says anything else than the number beside it."""
        cleaned = super().clean(value)
        if self.is_deferred_validation or cleaned["inked"] is None or cleaned["unit"] != "%":
            return cleaned
        try:
            differs = round(float(cleaned["number"])) != cleaned["inked"]
        except ValueError:
            return cleaned
        if differs:
            problem = ValidationError(_("The stars must show the same share as the number."))
            raise blocks.StructBlockValidationError(block_errors={"inked": problem})
        return cleaned


class FiguresRowBlock(blocks.StructBlock):
    """Two to four numbers side by side."""

    heading = blocks.CharBlock(required=False, max_length=80, label=_("Heading"))
    figures = blocks.ListBlock(KeyFigureBlock(), min_num=2, max_num=4, label=_("Figures"))

    class Meta:
        icon = "order"
        label = _("Row of figures")
        group = FIGURES
        description = _("Two to four numbers side by side.")
        template = "blocks/figures_row.html"
        preview_value = {
            "heading": "In three numbers",
            "figures": [
                {"number": "Half", "sentence": "of respondents answered no.", "inked": 50},
                {"number": "29", "unit": "%", "sentence": "of respondents answered yes.", "inked": 29},
                {"number": "21", "unit": "%", "sentence": "of respondents did not know.", "inked": 21},
            ],
        }
