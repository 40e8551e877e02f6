"""What the admin offers for the shared models."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.images.image_operations import Operation
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from foundation import brand_preview, documents, rich_text  # noqa: F401  (the latter two register their own hooks)
from foundation.models import Navigation, Topic
from foundation.pictures.crops import HeadroomFill


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


@hooks.register("register_image_operations", order=1)
def cut_with_headroom() -> list[tuple[str, type[Operation]]]:
    """Our way to cut in the place of Wagtail's."""
    return [("fill", HeadroomFill)]


@hooks.register("register_admin_urls")
def brand_preview_urls() -> list[URLPattern]:
    """The frame of the Brand tab, and its colours. For people who may enter the admin."""
    return [
        path("brand/<int:site>/", brand_preview.preview, name="brand_preview"),
        path("brand/<int:site>/palette.css", brand_preview.preview_sheet, name="brand_preview_sheet"),
    ]
