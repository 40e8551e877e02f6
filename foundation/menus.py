"""Turns the Navigation of a language into what the templates draw. Two queries: the menus, and all pages in them."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from foundation.blocks.links import LinkBlock, LinkValue
from foundation.languages import main_language
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
    """Both menus, the button beside the first, and the language that their words are in."""

    language: str
    header: list[MenuItem]
    button: MenuItem | None
    footer: list[MenuColumn]


def items_from(links: list[LinkValue], path: str, homes: set[str]) -> list[MenuItem]:
    """The links that lead somewhere: one whose page was deleted or unpublished is left out.

    `homes` are the front pages, which every address begins with.
    """
    return [
        MenuItem(label=link.label, url=link.url, is_current=link.url not in homes and path.startswith(link.url))
        for link in links
        if link.url
    ]


def menus_for(language: str, path: str) -> Menus:
    """The menus in a language, else those of the main one, empty where no editor has made any."""
    wanted = Navigation.objects.filter(locale__language_code__in={language, main_language()}).select_related("locale")
    found = {navigation.locale.language_code: navigation for navigation in wanted}
    navigation = found.get(language) or found.get(main_language())
    if navigation is None:
        return Menus(language=language, header=[], button=None, footer=[])
    rows = links_of(
        [
            [link["value"] for link in navigation.header.raw_data],
            [link["value"] for link in navigation.button.raw_data],
            *([link["value"] for link in column["value"]["links"]] for column in navigation.footer.raw_data),
        ]
    )
    header, button, *columns = (items_from(row, path, {"/", f"/{language}/"}) for row in rows)
    return Menus(
        language=navigation.locale.language_code,
        header=header,
        button=next(iter(button), None),
        footer=[
            MenuColumn(heading=column["value"].get("heading", ""), items=items)
            for column, items in zip(navigation.footer.raw_data, columns, strict=True)
        ],
    )


def links_of(stored: list[list[dict[str, Any]]]) -> list[list[LinkValue]]:
    """Lists of links as they are stored, read all at once: each stream by itself would ask for its own pages."""
    links = iter(LinkBlock().bulk_to_python([link for row in stored for link in row]))
    return [list(islice(links, len(row))) for row in stored]
