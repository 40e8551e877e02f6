"""The whole guide: every group, and every entry by its name."""

from functools import cache

from portal.styleguide.entries import Entry, Group
from portal.styleguide.figures import numbers
from portal.styleguide.foundations import foundations
from portal.styleguide.heads import heads
from portal.styleguide.library import library
from portal.styleguide.lists import lists
from portal.styleguide.petitions import petitions
from portal.styleguide.reading import reading
from portal.styleguide.records import records
from portal.styleguide.reports import reports
from portal.styleguide.streams import streams
from portal.styleguide.wayfinding import wayfinding


@cache
def groups() -> tuple[Group, ...]:
    """The groups in the order of the guide."""
    return (
        foundations(),
        wayfinding(),
        heads(),
        lists(),
        library(),
        numbers(),
        reading(),
        reports(),
        records(),
        petitions(),
        *streams(),
    )


@cache
def entries() -> dict[str, Entry]:
    """Every entry by its name. Raises ValueError when two have the same."""
    found: dict[str, Entry] = {}
    for group in groups():
        for entry in group.entries:
            if entry.name in found:
                raise ValueError(f"Two entries of the style guide are called “{entry.name}”.")
            found[entry.name] = entry
    return found
