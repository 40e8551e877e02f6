"""Numbers: findings, and a petition on its way."""

from typing import Any

from campaigns.progress import drawn
from portal.styleguide.entries import Entry, Group, State, component
from portal.styleguide.records import correction
from portal.styleguide.samples import ADDRESS, NAMES, SENTENCE, UNBROKEN, figure, figures
from supporters.counting.recent_signers import Signer

GOAL = 2000


def findings(*kept: Any, **options: Any) -> dict[str, Any]:
    """Findings with their star fields."""
    return {"findings": list(kept) or figures(), "stars": True, **options}


def long_figures() -> dict[str, Any]:
    """A number of fourteen characters beside a short one, and a finding in words."""
    return findings(
        figure("1,234,567.89", "is an invented number with all its places.", unit=" %"),
        figure("2", "is a short one.", ordinal=2),
        figure("", SENTENCE, ordinal=3),
    )


def told() -> dict[str, Any]:
    """A finding with what it rests on, one of too few people, and one that was corrected."""
    facts = [("Of whom", "sample respondents (n = 1,284)"), ("As it was asked", SENTENCE)]
    return findings(
        figure("29", "of sample respondents chose the second answer.", unit="%", inked=29, facts=facts),
        figure("", "… of sample respondents in Sampletown agreed.", ordinal=2, is_suppressed=True),
        figure("31", "of sample respondents did not choose.", unit="%", ordinal=3, corrections=[correction()]),
    )


def petition(count: int, milestone: int | None = None, paper: int = 0, **options: Any) -> dict[str, Any]:
    """So many signatures of 2,000."""
    return {"progress": drawn(count, GOAL, milestone, paper), **options}


def signers(*places: str) -> list[Signer]:
    """Invented people who signed lately, one in each place."""
    return [Signer(name.split()[0], place) for name, place in zip(NAMES, places, strict=False)]


def numbers() -> Group:
    """The group of the guide."""
    quotable = [figure("29", "of sample respondents.", unit="%", quotation="29% of sample respondents. Sample, 2020.")]
    return Group(
        "figures",
        "Figures",
        (
            Entry(
                "findings",
                "Findings",
                "Two to four numbers side by side, each with the sentence that says what it counts, and of whom.",
                (
                    State("three", "Three, with star fields", component("key_figures", findings)),
                    State("one", "One", component("key_figures", lambda: findings(figures()[1]))),
                    State("four", "Four", component("key_figures", lambda: findings(*figures(), figures()[0]))),
                    State("long", "A very long number, and words alone", component("key_figures", long_figures)),
                    State("record", "What it rests on; too few people; corrected", component("key_figures", told)),
                    State(
                        "quotable",
                        "To be quoted",
                        component("key_figures", lambda: {"findings": quotable, "quotable": True}),
                    ),
                ),
                components=("key_figures",),
            ),
            Entry(
                "progress",
                "Petition so far",
                "How many have signed, of how many, and the next milestone, as stars.",
                (
                    State("none", "0 of 2,000", component("progress", lambda: petition(0, 1500))),
                    State("some", "1,284 of 2,000", component("progress", lambda: petition(1284, 1500))),
                    State("milestone", "A milestone reached", component("progress", lambda: petition(1500, 2000))),
                    State("goal", "The goal reached", component("progress", lambda: petition(2000))),
                    State("passed", "The goal passed", component("progress", lambda: petition(2413))),
                    State(
                        "paper",
                        "Some on paper, some with their names",
                        component(
                            "progress",
                            lambda: petition(
                                1284,
                                1500,
                                paper=216,
                                count_url=ADDRESS,
                                signers=signers(
                                    "Sampletown", "", "Exampleton", "Specimen-on-the-Instance", "East London"
                                ),
                            ),
                        ),
                    ),
                    State(
                        "paper-only",
                        "One, on paper",
                        component(
                            "progress", lambda: petition(1, paper=1, signers=signers(UNBROKEN, *["Sampletown"] * 4))
                        ),
                    ),
                    State("closed", "Closed", component("progress", lambda: petition(1284, 1500, closed=True))),
                    State("closed-none", "Closed with none", component("progress", lambda: petition(0, closed=True))),
                    State(
                        "goalless", "Without a goal", component("progress", lambda: {"progress": drawn(12, None, None)})
                    ),
                ),
                components=("progress", "recent_signers"),
            ),
        ),
    )
