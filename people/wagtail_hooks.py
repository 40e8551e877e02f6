"""What the admin offers for profiles."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from people.models import LeadershipGroup


class LeadershipGroupViewSet(SnippetViewSet):
    """Leadership groups. Opens in the editors' order, where rows can be dragged."""

    model = LeadershipGroup
    icon = "group"
    menu_order = 310
    add_to_admin_menu = True
    ordering = ("sort_order",)
    list_display = ("name",)
    search_fields = ("name",)


register_snippet(LeadershipGroupViewSet)
