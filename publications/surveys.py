"""How a survey was made, as readers are told it: on the page, in the PDF, the EPUB and the workbook alike."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from foundation.dates import DatePrecision, date_in_words
from publications.margins import margin_of_error

if TYPE_CHECKING:
    from publications.models import SurveyDetails

HALF = Decimal(50)


def survey_facts(survey: SurveyDetails) -> list[tuple[str, str]]:
    """What is known, as pairs of label and words, in the order of the British Polling Council. No query."""
    facts = [
        (_("Population"), survey.population),
        (_("How people were asked"), survey.get_mode_display() if survey.mode else ""),
        (_("How people were found"), survey.sampling_method),
        (_("Sample"), number_format(survey.sample_size, force_grouping=True) if survey.sample_size else ""),
        (_("Fieldwork"), fieldwork_in_words(survey)),
        (_("Response rate"), _("%(rate)s per cent") % {"rate": survey.response_rate} if survey.response_rate else ""),
        (_("Weighting"), survey.weighting),
        (_("Margin of error"), margin_in_words(survey)),
        (_("Commissioned by"), survey.commissioner),
        (_("Fieldwork by"), survey.fieldwork_provider),
        (_("Paid for by"), survey.funding),
    ]
    return [(label, str(words)) for label, words in facts if words]


def survey_line(surveys: Sequence[SurveyDetails]) -> str:
    """One line for the foot of a chart: who was asked, how many, how and when, of what is known; empty without a survey.

    With several surveys a chart does not say which it draws, so nothing is said.
    """
    if len(surveys) != 1:
        return ""
    survey = surveys[0]
    size = number_format(survey.sample_size, force_grouping=True) if survey.sample_size else ""
    parts = [
        survey.population,
        _("n = %(size)s") % {"size": size} if size else "",
        str(survey.get_mode_display()) if survey.mode else "",
        fieldwork_in_words(survey),
        survey.weighting,
    ]
    return "; ".join(part for part in parts if part)


def margin_in_words(survey: SurveyDetails) -> str:
    """The margin that the source states, else the widest that a random sample of this size has; else what is known."""
    if survey.is_self_selected:
        return _("none: people chose to answer")
    if not survey.margin_of_error:
        return computed_margin(survey)
    return _("plus or minus %(points)s percentage points, as stated by the source") % {"points": survey.margin_of_error}


def computed_margin(survey: SurveyDetails) -> str:
    """The margin of a share of 50 per cent in the whole sample, which no other share of it exceeds."""
    points = margin_of_error(HALF, survey.sample_size) if survey.is_random_sample and survey.sample_size else None
    if points is None:
        return ""
    if survey.weighting:
        words = _("at most plus or minus %(points)s percentage points at 95 per cent, before weighting")
    else:
        words = _("at most plus or minus %(points)s percentage points at 95 per cent")
    return words % {"points": number_format(points)}


def fieldwork_in_words(survey: SurveyDetails) -> str:
    """ "1 November 2026 to 14 November 2026", or the one day that is known."""
    start, end = (
        date_in_words(day, DatePrecision.DAY) if day else "" for day in (survey.fieldwork_start, survey.fieldwork_end)
    )
    if start and end and start != end:
        return _("%(start)s to %(end)s") % {"start": start, "end": end}
    if start and not end:
        return _("from %(start)s") % {"start": start}
    return start if start == end else _("until %(end)s") % {"end": end}


def questions_of(survey: SurveyDetails) -> list[str]:
    """The questions as they were asked."""
    return [line.strip() for line in survey.questions.splitlines() if line.strip()]
