"""What every template may use: the language, the organisation and the two menus."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from foundation.languages import active_language, direction, main_language, markup_code
from foundation.menus import menus_for
from foundation.models import OrganisationSettings


def language(request: HttpRequest) -> dict[str, Any]:
    """`page_language` and `page_direction` for the root element, `home_address` for what leads home, `main_language`
    for what has only one language."""
    active = active_language()
    return {
        "page_language": markup_code(active),
        "page_direction": direction(active),
        "main_language": main_language(),
        "home_address": "/" if active == main_language() else f"/{active}/",
    }


def organisation_of(request: HttpRequest) -> OrganisationSettings:
    """The settings of the request's site; those of nobody where there is no site yet."""
    try:
        return OrganisationSettings.for_request(request)
    except OrganisationSettings.DoesNotExist:
        return OrganisationSettings()


def organisation(request: HttpRequest) -> dict[str, Any]:
    """`organisation`, `menu_language`, `header_menu`, `header_button` and `footer_menu`, looked up only when a template asks."""
    menus: Any = SimpleLazyObject(lambda: menus_for(active_language(), request.path))
    return {
        "organisation": SimpleLazyObject(lambda: organisation_of(request)),
        "menu_language": SimpleLazyObject(lambda: menus.language),
        "header_button": SimpleLazyObject(lambda: menus.button),
        "header_menu": SimpleLazyObject(lambda: menus.header),
        "footer_menu": SimpleLazyObject(lambda: menus.footer),
    }
