"""What every template may use: the organisation and the two menus."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.coreutils import get_supported_content_language_variant

from foundation.menus import menus_for
from foundation.models import OrganisationSettings


def main_language() -> str:
    """The site's own language, as Wagtail's `Locale.get_default()` finds it, without its query."""
    return get_supported_content_language_variant(settings.LANGUAGE_CODE)


def organisation(request: HttpRequest) -> dict[str, Any]:
    """`organisation`, `header_menu` and `footer_menu`, looked up only when a template asks."""
    menus: Any = SimpleLazyObject(lambda: menus_for(main_language(), request.path))
    return {
        "organisation": SimpleLazyObject(lambda: OrganisationSettings.for_request(request)),
        "header_menu": SimpleLazyObject(lambda: menus.header),
        "footer_menu": SimpleLazyObject(lambda: menus.footer),
    }
