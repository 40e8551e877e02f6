"""What a reader is told of how people were asked, and what is not claimed."""

import datetime
import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from foundation.models import OrganisationSettings
from publications.making.printed import printed_context
from publications.margins import margin_of_error
from publications.models import Finding, ReportPage, SurveyDetails
from publications.passports import passport_of
from publications.surveys import survey_facts, survey_line
from tests.publications.conftest import MakeReport

FEW = "of members in Sampletown agreed"


def finding(**fields: Any) -> Finding:
    """A share of 1,000 people."""
    given_fields = {"statement": "agreed", "value": Decimal(50), "base_size": 1000, "number": 1, **fields}
    return Finding(**given_fields)


def margin(found: Finding, *surveys: SurveyDetails) -> str:
    """What the passport says of the margin of error."""
    return dict(passport_of(found, surveys)).get("Margin of error", "")


# Margins of error


@pytest.mark.parametrize(
    ("share", "base", "points"),
    # Worked by hand from 1.96 × √(p × (1 − p) ÷ n); 3.1 for a half of a thousand is what pollsters print.
    [("50", 1000, "3.1"), ("29", 1000, "2.8"), ("10", 500, "2.6"), ("50", 100, "9.8"), ("99", 10_000, "0.2")],
)
def test_the_margin_is_that_of_the_textbook(share: str, base: int, points: str) -> None:
    assert margin_of_error(Decimal(share), base) == Decimal(points)


@pytest.mark.parametrize(("share", "base"), [("0", 1000), ("100", 1000), ("1", 400), ("99.5", 900)])
def test_no_margin_is_claimed_where_the_formula_does_not_hold(share: str, base: int) -> None:
    assert margin_of_error(Decimal(share), base) is None


@pytest.mark.parametrize(("share", "base"), [("NaN", 10), ("Infinity", 10), ("-1", 10), ("101", 10), ("50", 0)])
def test_what_is_no_share_has_no_margin(share: str, base: int) -> None:
    with pytest.raises(ValueError, match="is no"):
        margin_of_error(Decimal(share), base)


@given(share=st.decimals(0, 100, places=2), base=st.integers(1, 10**9))
def test_a_margin_is_finite_and_never_wider_than_that_of_a_half(share: Decimal, base: int) -> None:
    points = margin_of_error(share, base)
    if points is not None:
        widest = margin_of_error(Decimal(50), base)
        assert widest is not None
        assert 0 <= points <= widest <= 50


def test_only_a_random_sample_with_a_known_base_has_a_margin() -> None:
    random, unknown = SurveyDetails(is_random_sample=True), SurveyDetails()
    assert margin(finding(), random) == "plus or minus 3.1 percentage points at 95 per cent, from the base alone"
    assert margin(finding(base_size=None), random) == ""
    assert margin(finding(), unknown) == ""
    assert margin(finding()) == ""
    assert margin(finding(), random, unknown) == ""
    assert margin(finding(unit="number"), random) == ""
    assert "before weighting" in margin(finding(), SurveyDetails(is_random_sample=True, weighting="By age"))


def test_an_open_survey_says_that_it_has_no_margin_and_others_do_not_say_so() -> None:
    assert margin(finding(), SurveyDetails(is_self_selected=True)) == "no margin of error: people chose to answer"
    assert margin(finding(), SurveyDetails(is_self_selected=True), SurveyDetails()) == ""


def test_a_survey_that_people_choose_to_answer_is_no_random_sample(report: ReportPage) -> None:
    survey = SurveyDetails(report=report, is_random_sample=True, is_self_selected=True)
    with pytest.raises(ValidationError):
        survey.clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        survey.save()
    with pytest.raises(ValidationError):
        SurveyDetails(is_self_selected=True, margin_of_error=Decimal(3)).clean()


# What a finding rests on


def test_a_reader_opens_what_a_finding_rests_on(client: Client, make_report: MakeReport) -> None:
    rests = finding(base="members", question="Do you agree?", comparison="24% in 2018", base_size=1284)
    report = make_report(findings=[rests], surveys=[SurveyDetails(is_random_sample=True)])
    html = client.get(report.url).content.decode()
    passport = html.split('<details class="passport">')[1].split("</details>")[0]
    for words in ("members (n = 1,284)", "Do you agree?", "24% in 2018", "plus or minus 2.7"):
        assert words in passport


def test_a_finding_of_which_nothing_is_known_offers_nothing_to_open(client: Client, report: ReportPage) -> None:
    assert "passport" not in client.get(report.url).content.decode()


# Too few people


@pytest.fixture
def small(make_report: MakeReport) -> ReportPage:
    """A report with a finding of 29 people, and one of 30."""
    few = finding(statement=FEW, value=Decimal(83), words="83%", base_size=29)
    return make_report(findings=[few, finding(statement="of all agreed", value=Decimal(64), base_size=30)])


def test_a_figure_of_fewer_than_30_people_is_shown_nowhere(client: Client, small: ReportPage) -> None:
    addresses = [
        small.url,
        f"{small.url}findings/",
        f"{small.url}v1/",
        f"{small.url}cite/",
        "/",
        "/search/?q=sampletown",
    ]
    for address in addresses:
        words = strip_tags(client.get(address).content.decode().split("<main")[1])
        assert not re.search(r"\b83\b", words), address
        assert re.search(r"\b64\b", words) or "search" in address, address
    assert "Base too small (n &lt; 30)" in client.get(small.url).content.decode()
    assert "83%" not in client.get(small.url).content.decode()


def test_neither_the_markdown_nor_the_printed_report_holds_it(client: Client, small: ReportPage) -> None:
    version = small.newest_version
    assert version is not None
    markdown = client.get(f"{small.url.rstrip('/')}.md").content.decode()
    assert "83%" not in markdown
    assert FEW in markdown
    context = printed_context(version, version.frozen_report(), OrganisationSettings())
    assert [figure.number for figure in context["findings"]] == ["", "64"]
    assert context["counted"].number == 2


def test_a_search_for_the_figure_does_not_find_it(client: Client, small: ReportPage) -> None:
    assert "Trust in the party" not in client.get("/search/?q=83%25").content.decode()


def test_the_value_stays_in_the_row_for_the_editor(small: ReportPage) -> None:
    kept = small.findings.get(number=1)
    assert (kept.value, kept.words, kept.printed, kept.share) == (Decimal(83), "83%", "", None)
    assert kept.sentence == f"… {FEW} (base too small, n < 30: the figure is not shown)"


# How it was asked


def test_a_survey_is_printed_with_what_is_known_and_nothing_else(client: Client, make_report: MakeReport) -> None:
    survey = SurveyDetails(population="Members", sample_size=1284, funding="Sample Trust", questions="Do you agree?\n")
    report = make_report(surveys=[survey])
    asked = client.get(report.url).content.decode().split('id="asked"')[1].split("<h2")[0]
    for words in ("Members", "1,284", "Sample Trust", "Do you agree?"):
        assert words in asked
    for absent in ("None", "Response rate", "Weighting", "Margin of error"):
        assert absent not in asked
    assert 'href="#asked"' in client.get(report.url).content.decode()


def test_a_report_without_a_survey_does_not_speak_of_one(client: Client, report: ReportPage) -> None:
    assert "How it was asked" not in client.get(report.url).content.decode()


def test_the_line_under_a_chart_names_what_is_known_of_the_one_survey() -> None:
    survey = SurveyDetails(
        population="Members", sample_size=1284, mode="online", fieldwork_start=datetime.date(2026, 1, 5)
    )
    assert survey_line([survey]) == "Members; n = 1,284; online; from 5 January 2026"
    assert survey_line([SurveyDetails()]) == ""
    assert survey_line([survey, survey]) == ""
    assert survey_line([]) == ""


def test_the_margin_of_a_whole_survey_is_the_source_s_else_the_widest_that_its_sample_has() -> None:
    def stated(**fields: Any) -> str:
        return dict(survey_facts(SurveyDetails(**fields))).get("Margin of error", "")

    assert stated(margin_of_error=Decimal(4)) == "plus or minus 4 percentage points, as stated by the source"
    assert (
        stated(is_random_sample=True, sample_size=1000) == "at most plus or minus 3.1 percentage points at 95 per cent"
    )
    assert stated(is_self_selected=True) == "none: people chose to answer"
    assert stated(sample_size=1000) == ""
