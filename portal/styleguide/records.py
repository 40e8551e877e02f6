"""What became of a report: corrections, versions, a withdrawal; and how people were asked."""

import datetime
from typing import Any

from portal.styleguide.entries import PROSE, Entry, Group, State, component
from portal.styleguide.samples import ADDRESS, LONDON, SENTENCE, UNBROKEN, report
from publications.models import Correction, SurveyDetails, Version
from publications.surveys import questions_of, survey_facts


def version(number: int, change_note: str = "") -> Version:
    """A version that came out on a day in the past."""
    moment = datetime.datetime(2026, 1, number, 9, tzinfo=LONDON)
    return Version(number=number, published_at=moment, change_note=change_note)


def correction(**fields: Any) -> Correction:
    """An invented correction that version 2 carries."""
    given = {
        "place": "finding-2",
        "was": "29% of sample respondents chose the second answer.",
        "now": "31% of sample respondents chose the second answer.",
        "reason": "A sample row was counted twice.",
        **fields,
    }
    return Correction(version_from=version(1), version_to=version(2), **given)


def corrections(**fields: Any) -> dict[str, Any]:
    """One correction, with what is said of it below a component's own parameters."""
    return {"corrections": [correction(**fields)], "address": ""}


def withdrawal(**fields: Any) -> dict[str, Any]:
    """An invented withdrawal."""
    given = {
        "kind": "withdrawn",
        "reason": "The sample was drawn from the wrong list.",
        "withdrawn_at": datetime.datetime(2026, 1, 3, 9, tzinfo=LONDON),
        "replacement": None,
        **fields,
    }
    return {"withdrawal": given}


def surveys(**fields: Any) -> dict[str, Any]:
    """An invented survey with what is known of it."""
    survey = SurveyDetails(**fields)
    return {"surveys": [{"facts": survey_facts(survey), "questions": questions_of(survey)}]}


def whole_survey() -> dict[str, Any]:
    """One of which everything is known."""
    return surveys(
        population="Members of Sample Organisation",
        mode="online",
        sampling_method="Drawn by lot from the list of members",
        sample_size=1284,
        fieldwork_start=datetime.date(2026, 1, 5),
        fieldwork_end=datetime.date(2026, 1, 19),
        weighting="By age and region",
        response_rate=31,
        is_random_sample=True,
        commissioner="Sample Organisation",
        funding="Sample Trust",
        questions=f"Do you trust samples?\n{SENTENCE}",
    )


def records() -> Group:
    """The group of the guide."""
    return Group(
        "records",
        "What became of a report",
        (correction_entry(), later_entry(), withdrawal_entry(), history_entry(), survey_entry()),
    )


def correction_entry() -> Entry:
    """A correction where it belongs."""

    def listed() -> dict[str, Any]:
        return {**corrections(affects=SENTENCE), "listed": True}

    return Entry(
        "correction",
        "Correction",
        "Under the finding or figure that was wrong, and again in the notes.",
        (
            State("place", "At its place", component("corrections", corrections)),
            State("notes", "In the notes", component("corrections", listed)),
            State("long", "Without a break", component("corrections", lambda: corrections(was=UNBROKEN, place=""))),
        ),
        components=("corrections",),
        setting=PROSE,
    )


def later_entry() -> Entry:
    """What an old version says of itself."""
    return Entry(
        "corrected-later",
        "Corrected later",
        "Above every page of an old version that has something wrong.",
        (State("one", "One correction", component("corrected_later", corrections)),),
        components=("corrected_later",),
    )


def withdrawal_entry() -> Entry:
    """The banner of a withdrawn report."""

    def replaced() -> dict[str, Any]:
        return withdrawal(replacement=report("Sample report, done again"))

    return Entry(
        "withdrawal",
        "Withdrawal",
        "Below the title of every page of a report that was taken back.",
        (
            State("reason", "With its reason", component("withdrawal_banner", withdrawal)),
            State("replaced", "With what takes its place", component("withdrawal_banner", replaced)),
        ),
        components=("withdrawal_banner",),
    )


def history_entry() -> Entry:
    """The versions of a report."""

    def three() -> dict[str, Any]:
        history = [version(3, SENTENCE), version(2, "Finding 2 is corrected."), version(1)]
        return {"history": history, "address": ADDRESS}

    return Entry(
        "version-history",
        "Versions",
        "In the notes of a report that came out more than once.",
        (State("three", "Three", component("version_history", three)),),
        components=("version_history",),
        setting=PROSE,
    )


def survey_entry() -> Entry:
    """How people were asked."""

    def little() -> dict[str, Any]:
        return surveys(population="Visitors of a sample page", is_self_selected=True)

    return Entry(
        "survey-details",
        "How it was asked",
        "In a report with a survey: what a reader needs to judge its figures. What is not known is left out.",
        (
            State("whole", "All that is asked for", component("survey_details", whole_survey)),
            State("little", "Little is known", component("survey_details", little)),
        ),
        components=("survey_details",),
        setting=PROSE,
    )
