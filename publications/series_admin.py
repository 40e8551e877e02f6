"""Series in the admin, and for editors of a report to choose from."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from publications.models import Series


class SeriesViewSet(SnippetViewSet):
    """The series with how often they come out. What reports belong to one, its usage says."""

    model = Series
    icon = "list-ol"
    menu_order = 310
    add_to_admin_menu = True
    list_display = ("title", "frequency")
    search_fields = ("title",)


register_snippet(SeriesViewSet)
