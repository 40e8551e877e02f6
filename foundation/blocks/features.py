"""What editors may do within a text."""

from django.utils.translation import gettext_lazy as _

# The languages that words within a sentence are marked with by a button: others have a block of their own.
WORDS_IN = {
    "ar": (_("Words in Arabic"), "ع"),
    "cy": (_("Words in Welsh"), "Cy"),
    "en": (_("Words in English"), "En"),
    "ur": (_("Words in Urdu"), "اُ"),
}
LANGUAGE_FEATURES = [f"language-{language}" for language in WORDS_IN]
# Headings are blocks of their own, so that each has a level, an address and a place in the contents list.
RICH_TEXT_FEATURES = ["bold", "italic", "superscript", "link", "document-link", "ol", "ul", *LANGUAGE_FEATURES]
SHORT_TEXT_FEATURES = ["bold", "italic", "link", *LANGUAGE_FEATURES]
