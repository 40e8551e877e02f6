"""The library: filters of many choices, editions of a series."""

from typing import Any

from foundation.facets import Group as FacetGroup
from foundation.facets import Option
from portal.styleguide.entries import COLUMN, MARGIN, Entry, Group, State, component
from portal.styleguide.samples import ADDRESS, CAPITALS, UNBROKEN, report
from publications.models import Series
from publications.series import PlaceInSeries


def many_choices() -> dict[str, Any]:
    """A filter of twenty choices, the last of them taken."""
    options = [Option(f"Sample author {number}", ADDRESS, 40 - number, number == 19) for number in range(20)]
    return {"groups": [FacetGroup("Author", options)]}


def place(number: int, count: int, **series: str) -> dict[str, Any]:
    """One of so many editions."""
    editions = [
        report(f"Sample report {year}", slug=f"sample-{year}", edition=str(year)) for year in range(2020, 2020 + count)
    ]
    here = number - 1
    return {
        "place": PlaceInSeries(
            series=Series(**{"title": "Sample series", "slug": "sample", **series}),
            edition=editions[here].edition,
            url=ADDRESS,
            number=number,
            count=count,
            before=editions[here - 1] if here else None,
            after=editions[here + 1] if number < count else None,
            newest=editions[-1] if number < count else None,
        )
    }


def editions() -> dict[str, Any]:
    """Editions with odd titles."""
    return {"editions": [report(edition="2021"), report(CAPITALS, edition="Spring 2020"), report(UNBROKEN)]}


def library() -> Group:
    """The group of the guide."""
    return Group(
        "library",
        "The library",
        (
            Entry(
                "many-facets",
                "A filter of many choices",
                "The first eight and what is chosen are in view, the rest is unfolded.",
                (State("twenty", "Twenty, the last one taken", component("facets", many_choices)),),
                components=("facet",),
                setting=MARGIN,
            ),
            Entry(
                "edition-steps",
                "Place in a series",
                "Below the title of a report that is one of a series.",
                (
                    State("middle", "Between two others", component("edition_steps", lambda: place(2, 3))),
                    State("newest", "The newest", component("edition_steps", lambda: place(3, 3))),
                    State("only", "The only one", component("edition_steps", lambda: place(1, 1, title=UNBROKEN))),
                ),
                components=("edition_steps",),
                setting=COLUMN,
            ),
            Entry(
                "editions",
                "Editions of a series",
                "All that came out, the latest at the top.",
                (State("three", "Three, with odd titles", component("edition_list", editions)),),
                components=("edition_list",),
            ),
        ),
    )
