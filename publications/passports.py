"""What a finding rests on: of whom it is a share, what was asked, with what it compares, and how far chance goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from publications.margins import margin_of_error

if TYPE_CHECKING:
    from publications.models.findings import Finding
    from publications.models.survey import SurveyDetails


def passport_of(finding: Finding, surveys: Sequence[SurveyDetails]) -> list[tuple[str, str]]:
    """What is known, as pairs of label and words; empty for a finding of which nothing is. No query."""
    facts = [
        (_("Of whom"), base_in_words(finding)),
        (_("As it was asked"), finding.question),
        (_("To compare"), finding.comparison),
        (_("Margin of error"), margin_in_words(finding, surveys)),
    ]
    return [(label, words) for label, words in facts if words]


def base_in_words(finding: Finding) -> str:
    """ "respondents who are party members (n = 1,284)", as much of it as is known."""
    if not finding.base_size:
        return finding.base
    size = number_format(finding.base_size, force_grouping=True)
    if not finding.base:
        return _("n = %(size)s") % {"size": size}
    return _("%(base)s (n = %(size)s)") % {"base": finding.base, "size": size}


def margin_in_words(finding: Finding, surveys: Sequence[SurveyDetails]) -> str:
    """The margin of a share of a random sample; that there is none, where people chose to answer; else nothing.

    A report may have several surveys, and a finding does not say which it is of: what is said holds for all of them.
    """
    if finding.share is None or finding.value is None or not surveys:
        return ""
    if all(survey.is_self_selected for survey in surveys):
        return _("no margin of error: people chose to answer")
    if not finding.base_size or not all(survey.is_random_sample for survey in surveys):
        return ""
    points = margin_of_error(finding.value, finding.base_size)
    if points is None:
        return ""
    if any(survey.weighting for survey in surveys):
        words = _("plus or minus %(points)s percentage points at 95 per cent, from the base alone, before weighting")
    else:
        words = _("plus or minus %(points)s percentage points at 95 per cent, from the base alone")
    return words % {"points": number_format(points)}
