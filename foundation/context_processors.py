"""What every template may use: the organisation and the two menus."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Locale

from foundation.menus import menus_for
from foundation.models import OrganisationSettings


def organisation(request: HttpRequest) -> dict[str, Any]:
    """`organisation`, `header_menu` and `footer_menu`, looked up only when a template asks."""
    menus: Any = SimpleLazyObject(lambda: menus_for(Locale.get_default(), request.path))
    return {
        "organisation": SimpleLazyObject(lambda: OrganisationSettings.for_request(request)),
        "header_menu": SimpleLazyObject(lambda: menus.header),
        "footer_menu": SimpleLazyObject(lambda: menus.footer),
    }
