"""Filters of a list as readers meet them: choices, each with the number of pages that it leaves (components/facets.html)."""

from dataclasses import dataclass

IN_VIEW = 8


@dataclass(frozen=True)
class Option:
    """One choice of a filter. The address of a chosen one takes it away again."""

    label: object
    url: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Group:
    """A filter."""

    label: object
    options: list[Option]

    @property
    def first(self) -> list[Option]:
        """What is in view: the first few, and what is chosen."""
        return [option for place, option in enumerate(self.options) if place < IN_VIEW or option.selected]

    @property
    def more(self) -> list[Option]:
        """What a reader unfolds."""
        return [option for option in self.options[IN_VIEW:] if not option.selected]
