"""Tags that say which language something is in."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from foundation import languages

register = template.Library()


@register.simple_tag
def language_attributes(language: str | None) -> SafeString:
    """` lang="ur" dir="rtl"` for an element in a language; nothing where none is chosen."""
    return languages.attributes(language)


@register.simple_tag
def language_marks(language: str | None) -> SafeString:
    """The same, and nothing where the page itself is in that language."""
    return languages.attributes("" if language == languages.active_language() else language)


@register.filter
def language_of(page: Any) -> str:
    """The language of a page. No query where its locale was fetched with it."""
    return languages.language_of(page)
