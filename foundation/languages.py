"""Which language an address, a page or a passage is in, and how it is written in markup.

The address alone decides: pages below `/ur/` are in Urdu, everything else is in the main language. What a browser
prefers is never asked, so that no answer varies by it.
"""

from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_content_languages, get_supported_content_language_variant

# Where the markup says more than the locale: the British English of the main language.
MARKUP_CODES = {"en": "en-GB"}
# Open Graph wants a territory with the language.
OPEN_GRAPH_CODES = {"ar": "ar_AR", "cy": "cy_GB", "en": "en_GB", "ur": "ur_PK"}
# What an editor may mark a passage with, by the name that the editor reads.
PASSAGE_LANGUAGES = [
    ("ar", _("Arabic")),
    ("bn", _("Bengali")),
    ("en", _("English")),
    ("fa", _("Persian")),
    ("fr", _("French")),
    ("gu", _("Gujarati")),
    ("pa", _("Punjabi")),
    ("ps", _("Pashto")),
    ("so", _("Somali")),
    ("tr", _("Turkish")),
    ("ur", _("Urdu")),
    ("cy", _("Welsh")),
]
# Django's own list knows no Pashto.
RIGHT_TO_LEFT = frozenset({*settings.LANGUAGES_BIDI, "ps"})


def main_language() -> str:
    """The site's own language, as Wagtail's `Locale.get_default()` finds it, without its query."""
    return get_supported_content_language_variant(settings.LANGUAGE_CODE)


def active_language() -> str:
    """The language of the page in hand: the active one, or the main one where that is no language of pages."""
    try:
        return get_supported_content_language_variant(get_language())
    except LookupError:
        return main_language()


def language_of_address(path: str) -> str:
    """The language that an address is in: its first part, if that is another language than the main one."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in get_content_languages() and first != main_language() else main_language()


def markup_code(language: str) -> str:
    """The language as `lang` and `hreflang` say it, such as en-GB."""
    return MARKUP_CODES.get(language, language)


def open_graph_code(language: str) -> str:
    """The language as `og:locale` says it, such as en_GB."""
    return OPEN_GRAPH_CODES.get(language, language)


def direction(language: str) -> str:
    """Which way the language is written: `rtl` or `ltr`."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def own_name(language: str) -> str:
    """What the language is called in itself."""
    return str(get_content_languages().get(language, language))


def attributes(language: str | None) -> SafeString:
    """The attributes of an element that is in a language; none where none is given."""
    if not language:
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', markup_code(language), direction(language))


def language_of(page: Any) -> str:
    """The language of a page. No query where its locale was fetched with it."""
    return str(page.locale.language_code)
