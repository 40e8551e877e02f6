"""What leads through the site: head and foot of every page, menus, lists of links, filters."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from wagtail.models import Locale

from foundation.facets import Group as FacetGroup
from foundation.facets import Option
from foundation.menus import MenuColumn, MenuItem
from foundation.models import BasePage
from foundation.templatetags.language_tags import Edition
from home.models import ContentPage
from portal.styleguide.entries import COLUMN, MARGIN, PAGE, Entry, Group, State, component
from portal.styleguide.samples import ADDRESS, CAPITALS, UNBROKEN, campaign, page, report

MENU = ("Publications", "Campaigns", "People", "Events", "About")


class SampleFilters(forms.Form):
    """The filters of a list."""

    words = forms.CharField(label="Words", required=False)
    topic = forms.ChoiceField(label="Topic", choices=[("", "All topics"), ("sample", "Sample topic")])
    year = forms.ChoiceField(label="Year", choices=[("", "All years"), ("2020", "2020")])


def menus() -> dict[str, Any]:
    """A menu of five, the second of them where the visitor is."""
    return {
        "header_menu": [MenuItem(label, ADDRESS, is_current=place == 1) for place, label in enumerate(MENU)],
        "footer_menu": [
            MenuColumn("Sample column", [MenuItem(label, ADDRESS, is_current=False) for label in MENU[:3]]),
            MenuColumn("Another column", [MenuItem(label, ADDRESS, is_current=False) for label in MENU[3:]]),
        ],
        "header_button": MenuItem("Do a sample", ADDRESS, is_current=False),
        "page": page(ContentPage, "Sample page"),
    }


def translated() -> dict[str, Any]:
    """The same head on a page that is there in Urdu too."""
    found = menus()
    found["page"].translations = [page(ContentPage, "نمونہ", locale=Locale(language_code="ur"))]
    return found


def editions() -> dict[str, Any]:
    """A page in three languages, its own first."""
    return {"editions": [Edition(language, ADDRESS, ADDRESS) for language in ("en", "ur", "ar")]}


def trail(title: str) -> dict[str, Any]:
    """The way to a page three levels down."""
    above: list[BasePage] = [page(ContentPage, "Home"), page(ContentPage, "Sample section"), campaign()]
    return {"crumbs": above, "page": report(title)}


def steps(number: int) -> dict[str, Any]:
    """Page `number` of twenty."""
    return {"page_obj": Paginator(range(200), 10).page(number), "query": urlencode({"topic": "sample"})}


def facets() -> dict[str, Any]:
    """Two filters, one choice of the first taken."""
    return {
        "groups": [
            FacetGroup("Type", [Option("Report", ADDRESS, 12, True), Option("Event", ADDRESS, 1, False)]),
            FacetGroup(
                "Topic",
                [
                    Option("Sample topic", ADDRESS, 1284, False),
                    Option("A sample topic with a name that takes two lines", ADDRESS, 3, False),
                ],
            ),
        ]
    }


def wayfinding() -> Group:
    """The group of the guide."""
    return Group("wayfinding", "Finding the way", (*page_frame(), *within_a_page(), *through_a_list()))


def page_frame() -> tuple[Entry, ...]:
    """The head and the foot of every page."""
    return (
        Entry(
            "skip-link",
            "Skip link",
            "The first thing that a keyboard reaches on every page. Press Tab to see it.",
            (State("hidden", "Seen only in focus", component("skip_link")),),
            components=("skip_link",),
        ),
        Entry(
            "masthead",
            "Header",
            "The head of every page. On a phone the menu opens over the page, without JavaScript.",
            (
                State("menu", "With five sections", component("masthead", menus)),
                State("translated", "On a page that is there in Urdu too", component("masthead", translated)),
            ),
            components=("masthead",),
            setting=PAGE,
        ),
        Entry(
            "languages",
            "Language switcher",
            "In the header of a page that is there in other languages; each is named in its own words.",
            (State("three", "Two others", component("language_switcher", editions)),),
            components=("language_switcher",),
        ),
        Entry(
            "footer",
            "Footer",
            "The foot of every page, with the imprint that election law asks for.",
            (State("menu", "With two columns", component("footer", menus)),),
            components=("footer",),
            setting=PAGE,
        ),
    )


def within_a_page() -> tuple[Entry, ...]:
    """Where am I, and what is on this page."""
    return (
        Entry(
            "breadcrumbs",
            "Breadcrumbs",
            "Above the title of every page but the home page.",
            (
                State("short", "Three levels down", component("breadcrumbs", lambda: trail("Sample report"))),
                State("long", "A very long title", component("breadcrumbs", lambda: trail(CAPITALS))),
                State("unbroken", "A title without a break", component("breadcrumbs", lambda: trail(UNBROKEN))),
            ),
            components=("breadcrumbs",),
        ),
    )


def through_a_list() -> tuple[Entry, ...]:
    """Narrowing a list and walking through it."""
    bound = {"words": "sample", "topic": "sample", "year": "2020"}
    return (
        Entry(
            "facets",
            "Facets",
            "In the margin of a list: each choice with the number of pages that it leaves.",
            (State("one", "One choice taken", component("facets", facets)),),
            components=("facets",),
            setting=MARGIN,
        ),
        Entry(
            "filters",
            "Filters",
            "Above a list with few choices.",
            (
                State("empty", "Nothing chosen", component("filters", lambda: {"form": SampleFilters()})),
                State(
                    "set", "Chosen", component("filters", lambda: {"form": SampleFilters(bound), "is_filtered": True})
                ),
            ),
            components=("filters",),
        ),
        Entry(
            "search-form",
            "Search field",
            "The one field of the search page; filters that are set go with the words.",
            (
                State("empty", "Empty", component("search_form", lambda: {"q": ""})),
                State("filled", "With words", component("search_form", lambda: {"q": "sample words"})),
            ),
            components=("search_form",),
            setting=COLUMN,
        ),
        Entry(
            "pagination",
            "Pagination",
            "Below a list that is longer than a page.",
            (
                State("first", "First page", component("pagination", lambda: steps(1))),
                State("middle", "In the middle", component("pagination", lambda: steps(10))),
                State("last", "Last page", component("pagination", lambda: steps(20))),
            ),
            components=("pagination",),
        ),
    )
