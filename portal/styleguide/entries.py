"""What the style guide consists of: groups of entries, each in one or more states."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from portal.styleguide.samples import organisation

Draw = Callable[[HttpRequest], str]
Context = Callable[[], dict[str, Any]]

# Where a specimen stands: across the page, in the content column, in the reading column, in the margin.
PAGE, COLUMN, PROSE, MARGIN = "page", "column", "prose", "margin"

ID = re.compile(r'\sid="([^"]+)"')
# Attributes that name an element by its id, or several of them.
NAMING = re.compile(r'(\s(?:id|for|list|popovertarget|aria-(?:labelledby|describedby|controls|owns)))="([^"]+)"')
LEADING = re.compile(r'(href="#|url\(#)([^")]+)')


@dataclass(frozen=True)
class State:
    """One state of an entry. `draw` gives its HTML, the same bytes at every look."""

    name: str
    title: str
    draw: Draw


@dataclass(frozen=True)
class Entry:
    """One component, block or token family: what it is called, when to use it, and its states.

    `components` are the templates below templates/components that it shows. `brings_title` says that a state
    holds an h1 of its own. `preview` is the address of the admin's own preview, for a block.
    """

    name: str
    title: str
    use: str
    states: tuple[State, ...]
    components: tuple[str, ...] = ()
    setting: str = COLUMN
    scripts: tuple[str, ...] = ()
    brings_title: bool = False
    preview: str = ""

    def state(self, name: str) -> State | None:
        """The state of that name."""
        return next((state for state in self.states if state.name == name), None)


@dataclass(frozen=True)
class Group:
    """Entries under one heading of the guide."""

    name: str
    title: str
    entries: tuple[Entry, ...] = field(default=())


def nothing() -> dict[str, Any]:
    """The context of a template that needs none."""
    return {}


def template(name: str, context: Context = nothing) -> Draw:
    """Draws a template of the site with a context that is made anew at each look."""

    def draw(request: HttpRequest) -> str:
        return render_to_string(name, {"organisation": organisation(), "page": None, **context()}, request)

    return draw


def component(name: str, context: Context = nothing) -> Draw:
    """Draws a template of templates/components."""
    return template(f"components/{name}.html", context)


def specimen(name: str, context: Context = nothing) -> Draw:
    """Draws a template of templates/styleguide/specimens: what a component stands in, or several together."""
    return template(f"styleguide/specimens/{name}.html", context)


def apart(html: str, prefix: str) -> SafeString:
    """The same HTML with ids of its own, so that many specimens may stand on one page. None takes the focus."""
    own = set(ID.findall(html))

    def renamed(found: re.Match[str]) -> str:
        names = " ".join(f"{prefix}-{name}" if name in own else name for name in found[2].split(" "))
        return f'{found[1]}="{names}"'

    def led(found: re.Match[str]) -> str:
        return f"{found[1]}{prefix}-{found[2]}" if found[2] in own else found[0]

    html = LEADING.sub(led, NAMING.sub(renamed, html)).replace(" autofocus", "")
    return mark_safe(html)  # noqa: S308  (made by our own templates, which escape)
