"""The glossary in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from publications.models import Term


class TermViewSet(SnippetViewSet):
    """The words that reports explain, under Settings."""

    model = Term
    icon = "help"
    menu_label = _("Glossary")
    add_to_settings_menu = True
    list_display = ("name", "also", "definition")
    search_fields = ("name", "also", "definition")


register_snippet(TermViewSet)
