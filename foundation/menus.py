"""Turns the Navigation of a language into what the templates draw. Two queries for both menus."""

from dataclasses import dataclass

from foundation.blocks.links import LinkValue
from foundation.models.navigation import Navigation


@dataclass(frozen=True)
class MenuItem:
    """One link. `is_current` marks the section that the visitor is in."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class MenuColumn:
    """A column of the footer."""

    heading: str
    items: list[MenuItem]


@dataclass(frozen=True)
class Menus:
    """Both menus of one language."""

    header: list[MenuItem]
    footer: list[MenuColumn]


def items_from(links: list[LinkValue], path: str) -> list[MenuItem]:
    """The links that lead somewhere: one whose page was deleted or unpublished is left out."""
    return [
        MenuItem(label=link.label, url=link.url, is_current=link.url != "/" and path.startswith(link.url))
        for link in links
        if link.url
    ]


def menus_for(language_code: str, path: str) -> Menus:
    """The menus in a language, empty where no editor has made any."""
    navigation = Navigation.objects.filter(locale__language_code=language_code).first()
    if navigation is None:
        return Menus(header=[], footer=[])
    return Menus(
        header=items_from([child.value for child in navigation.header], path),
        footer=[
            MenuColumn(heading=child.value["heading"], items=items_from(list(child.value["links"]), path))
            for child in navigation.footer
        ],
    )
