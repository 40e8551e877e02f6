"""Footnotes and words explained, in templates."""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString

from publications.footnotes import numbered
from publications.glossary import explaining

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


class ExplainedNode(template.Node):
    """See `explained_words`."""

    def __init__(self, nodelist: NodeList, report: template.base.FilterExpression, name: str) -> None:
        self.nodelist, self.report, self.name = nodelist, report, name

    def render(self, context: Any) -> SafeString:
        """What is within, with its marks; then the words that it used are in the context."""
        with explaining(self.report.resolve(context)) as explained:
            rendered = self.nodelist.render(context)
        context[self.name] = explained.listed
        return rendered


@register.tag
def explained_words(parser: Parser, token: Token) -> ExplainedNode:
    """`{% explained_words page as words_used %}…{% endexplained_words %}{% include "publications/word_list.html" %}`.

    Marks the first use of each word of the glossary in the texts within. One query.
    """
    words = token.split_contents()
    if len(words) != 4 or words[2] != "as":
        raise template.TemplateSyntaxError("Write {% explained_words <report> as <name> %}.")
    nodelist = parser.parse(("endexplained_words",))
    parser.delete_first_token()
    return ExplainedNode(nodelist, parser.compile_filter(words[1]), words[3])
