"""Footnotes in templates."""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString

from publications.footnotes import numbered

register = template.Library()


class NumberedNode(template.Node):
    """See `numbered_notes`."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: Any) -> SafeString:
        """What is within, its notes numbered; then they are in the context."""
        with numbered() as numbering:
            rendered = self.nodelist.render(context)
        context[self.name] = numbering.notes
        return rendered


@register.tag
def numbered_notes(parser: Parser, token: Token) -> NumberedNode:
    """`{% numbered_notes as notes %}…{% endnumbered_notes %}{% include "components/footnotes.html" %}`.

    Numbers the footnotes of all texts within, from 1. One for each page: the numbers run through it.
    """
    words = token.split_contents()
    if len(words) != 3 or words[1] != "as":
        raise template.TemplateSyntaxError("Write {% numbered_notes as <name> %}.")
    nodelist = parser.parse(("endnumbered_notes",))
    parser.delete_first_token()
    return NumberedNode(nodelist, words[2])
