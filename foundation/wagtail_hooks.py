"""What the admin offers for the shared models."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from foundation.models import Navigation, Topic


class TopicViewSet(SnippetViewSet):
    """Topics, in the main menu because editors meet them daily."""

    model = Topic
    icon = "tag"
    menu_order = 300
    add_to_admin_menu = True
    list_display = ("name", "slug")
    search_fields = ("name",)


class NavigationViewSet(SnippetViewSet):
    """The two menus, under Settings."""

    model = Navigation
    icon = "list-ul"
    add_to_settings_menu = True
    list_display = ("__str__",)


register_snippet(TopicViewSet)
register_snippet(NavigationViewSet)
