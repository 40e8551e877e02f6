"""What stands at the head of a page and in its margin."""

from typing import Any

from home.models import ContentPage
from portal.styleguide.entries import MARGIN, PAGE, Draw, Entry, Group, State, component, specimen
from portal.styleguide.photographs import LANDSCAPE, SMALL, UPRIGHT, photograph
from portal.styleguide.samples import ADDRESS, CAPITALS, SENTENCE, UNBROKEN, page, report

LONG_TITLE = "A sample demand that takes more words than it needs and so runs over several lines"
ACTIONS = [{"label": "Read the sample", "url": ADDRESS}, {"label": "About us", "url": ADDRESS}]


def hero(title: str, **changes: Any) -> dict[str, Any]:
    """The head of a front page."""
    return {
        "title": title,
        "page": page(ContentPage, title, slug="sample"),
        "label_title": "Sample label",
        "label": "and what it adds",
        "lede": SENTENCE,
        "actions": ACTIONS,
        **changes,
    }


def demand(title: str, **changes: Any) -> dict[str, Any]:
    """The head of a petition."""
    made = page(ContentPage, title, slug="sample", is_sample=True)
    return {"title": title, "page": made, "label": "Petition", "lede": SENTENCE, "form": True, **changes}


def lead(listing_image: tuple[int, int] | None = None) -> Draw:
    """What stands beside a title."""

    def context() -> dict[str, Any]:
        image = photograph(listing_image) if listing_image else None
        return {"page": report(listing_image=image)}

    return specimen("lead_picture", context)


def facts() -> dict[str, Any]:
    """Facts of every kind; the one without a value is left out."""
    return {
        "facts": [
            {"label": "Type", "value": "Sample report"},
            {"label": "Published", "value": "November 2020", "datetime": "2020-11"},
            {"label": "Topics", "links": [{"label": "Sample topic", "url": ADDRESS}, {"label": "Another", "url": ""}]},
            {"label": "Licence", "value": ""},
        ]
    }


def heads() -> Group:
    """The group of the guide."""
    return Group(
        "heads",
        "Heads and margins",
        (
            Entry(
                "hero",
                "Hero",
                "The head of the front page: what the organisation asks, and one or two things to do.",
                (
                    State(
                        "pattern", "With its pattern", component("hero", lambda: hero("A sample demand in few words"))
                    ),
                    State("long", "A long title", component("hero", lambda: hero(LONG_TITLE))),
                    State("capitals", "A title in capitals", component("hero", lambda: hero(CAPITALS))),
                    State("unbroken", "A title without a break", component("hero", lambda: hero(UNBROKEN))),
                    State(
                        "photograph",
                        "With a photograph",
                        component("hero", lambda: hero("A sample", image=photograph())),
                    ),
                    State(
                        "upright",
                        "With an upright photograph",
                        component("hero", lambda: hero("A sample", image=photograph(UPRIGHT), caption="A caption")),
                    ),
                    State(
                        "bare",
                        "Nothing but a title",
                        component("hero", lambda: hero("Sample", label="", label_title="", lede="", actions=[])),
                    ),
                ),
                components=("hero",),
                setting=PAGE,
                brings_title=True,
            ),
            Entry(
                "demand",
                "Demand",
                "The head of a petition: the demand as a poster.",
                (
                    State("short", "Two words", component("demand", lambda: demand("Act now"))),
                    State(
                        "wordy", "A sentence", component("demand", lambda: demand("Ask the council to act on samples"))
                    ),
                    State("capitals", "In capitals", component("demand", lambda: demand(CAPITALS))),
                    State("unbroken", "Without a break", component("demand", lambda: demand(UNBROKEN))),
                ),
                components=("demand",),
                setting=PAGE,
                brings_title=True,
            ),
            Entry(
                "lead-picture",
                "Picture beside a title",
                "The listing image of a page, else its pattern.",
                (
                    State("landscape", "A photograph", lead(listing_image=LANDSCAPE)),
                    State("upright", "An upright photograph", lead(listing_image=UPRIGHT)),
                    State("small", "A photograph that is too small", lead(listing_image=SMALL)),
                    State("missing", "None: the pattern", lead()),
                ),
                components=("lead_picture", "picture"),
            ),
            Entry(
                "facts",
                "Facts",
                "In the margin beside a title: what is known about the page, in a few words each.",
                (State("kinds", "Text, date, links", component("facts", facts)),),
                components=("facts",),
                setting=MARGIN,
            ),
            Entry(
                "sample-flag",
                "Sample flag",
                "Marks invented content. Nothing is printed for real content.",
                (
                    State("sample", "Invented", component("sample_flag", lambda: {"page": report(is_sample=True)})),
                    State("real", "Real: nothing is printed", component("sample_flag", lambda: {"page": report()})),
                ),
                components=("sample_flag",),
            ),
        ),
    )
