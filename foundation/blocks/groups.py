"""The groups of the block picker, by what an editor wants to do."""

from django.utils.translation import gettext_lazy as _

WORDS = _("Words")
PICTURES = _("Pictures and media")
FIGURES = _("Figures and data")
LINKS = _("Links")
LAYOUT = _("Layout")
