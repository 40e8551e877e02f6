"""Tags that say which language something is in, and in which others a page is there."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.safestring import SafeString

from foundation import languages
from foundation.models import BasePage

register = template.Library()


@dataclass(frozen=True)
class Edition:
    """A page in one language. `code` is for `lang` and `hreflang`, `open_graph` for `og:locale`."""

    language: str
    url: str
    full_url: str

    @property
    def code(self) -> str:
        """Such as en-GB."""
        return languages.markup_code(self.language)

    @property
    def open_graph(self) -> str:
        """Such as en_GB."""
        return languages.open_graph_code(self.language)

    @property
    def name(self) -> str:
        """The language in its own words."""
        return languages.own_name(self.language)

    @property
    def is_main(self) -> bool:
        """Whether it is the one for whoever reads none of the languages."""
        return self.language == languages.main_language()


@register.simple_tag
def language_attributes(language: str | None) -> SafeString:
    """` lang="ur" dir="rtl"` for an element in a language; nothing where none is chosen."""
    return languages.attributes(language)


@register.simple_tag
def language_marks(language: str | None) -> SafeString:
    """The same, and nothing where the page itself is in that language."""
    return languages.attributes("" if language == languages.active_language() else language)


@register.simple_tag(takes_context=True)
def editions(context: Context, page: Any) -> list[Edition]:
    """A page in all its languages, its own first; empty where it has but one. One query."""
    if not isinstance(page, BasePage) or not page.translations:
        return []
    request: HttpRequest = context["request"]
    everywhere = [
        (languages.active_language(), page),
        *((languages.language_of(one), one) for one in page.translations),
    ]
    return [
        Edition(language, one.get_url(request) or "", one.get_full_url(request) or "") for language, one in everywhere
    ]


@register.simple_tag
def open_graph_language() -> str:
    """The language of the page as `og:locale` says it."""
    return languages.open_graph_code(languages.active_language())
