"""The rules of findings."""

import json
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.models import Site

from home.models import ContentPage
from publications.citing.quoting import quotation_of
from publications.models import Finding, ReportPage, Withdrawal
from publications.usage import pages_showing
from publications.withdrawals import withdraw
from tests.publications.conftest import MakeReport


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Half", "50"),
        ("half", "50"),
        ("29%", "29"),
        ("29%", "29.4"),
        ("A third", "33.33"),
        ("1,284", "1284"),
        ("", "12"),
        ("Most", None),
    ],
)
def test_words_that_say_the_value_are_accepted(words: str, value: str | None) -> None:
    number = Finding(words=words, value=Decimal(value) if value else None, unit="number", statement="x")
    number.clean()


@pytest.mark.parametrize(
    ("words", "value"), [("Half", "49"), ("Half", None), ("29%", "31"), ("29%", None), ("29.5%", "29.4"), ("0", "1")]
)
def test_words_that_say_another_number_are_refused(words: str, value: str | None) -> None:
    with pytest.raises(ValidationError) as refused:
        Finding(words=words, value=Decimal(value) if value else None, statement="x").clean()
    assert "value" in refused.value.message_dict


def test_half_is_worded_half_and_drawn_as_50() -> None:
    finding = Finding(statement="of respondents agreed.", words="Half", value=Decimal(50), number=1)
    figure = finding.key_figure()
    assert (figure.number, figure.unit, figure.inked) == ("Half", "", 50.0)
    assert finding.sentence == "Half of respondents agreed."


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [("29", "percent", "29%"), ("29.50", "percent", "29.5%"), ("100", "percent", "100%"), ("1284", "number", "1,284")],
)
def test_a_value_without_words_is_printed_without_false_precision(value: str, unit: str, printed: str) -> None:
    assert Finding(value=Decimal(value), unit=unit).printed == printed


def test_a_finding_without_a_figure_has_no_star_field() -> None:
    figure = Finding(statement="Respondents reported a hierarchy.", number=4).key_figure()
    assert (figure.number, figure.inked) == ("", None)


def test_a_plain_number_is_no_share() -> None:
    assert Finding(value=Decimal(64), unit="number").share is None


def test_a_share_over_100_is_refused_in_the_form_and_by_the_database(report: ReportPage) -> None:
    finding = Finding(report=report, number=9, statement="x", value=Decimal("100.01"))
    with pytest.raises(ValidationError):
        finding.clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        finding.save()


def test_findings_are_numbered_in_order(report: ReportPage) -> None:
    assert [finding.number for finding in report.findings.all()] == [1, 2, 3]


def test_a_finding_keeps_its_number_when_the_list_is_put_in_another_order(report: ReportPage) -> None:
    first, second, third = report.findings.all()
    report.findings = [third, first, second]
    for place, finding in enumerate(report.findings.all()):
        finding.sort_order = place
    report.change_note = "The findings stand in another order."
    report.save_revision().publish()
    fresh = ReportPage.objects.get(pk=report.pk)
    assert [(finding.number, finding.words) for finding in fresh.findings.all()] == [(3, ""), (1, "Half"), (2, "29%")]


def test_the_number_of_a_removed_finding_is_not_given_again(report: ReportPage) -> None:
    first, second, _third = report.findings.all()
    report.findings, report.change_note = [first, second], "The third finding is gone."
    report.save_revision().publish()
    report = ReportPage.objects.get(pk=report.pk)
    report.findings.add(Finding(statement="something new"))
    report.change_note = "There is a new finding."
    report.save_revision().publish()
    fresh = ReportPage.objects.get(pk=report.pk)
    assert {finding.statement: finding.number for finding in fresh.findings.all()}["something new"] == 4


def test_a_quotation_names_source_date_finding_and_version(report: ReportPage) -> None:
    finding = report.findings.get(number=2)
    assert quotation_of(finding, report, report.newest_version) == (
        "29% had directly experienced it. Labour Muslim Network, Trust in the party, November 2020, "
        "finding 2, version 1. http://localhost/publications/trust/v1/#finding-2"
    )


def test_the_star_field_draws_the_first_percentage(report: ReportPage) -> None:
    assert report.counted_finding.number == 2


def test_the_star_field_falls_back_to_the_first_share(make_report: MakeReport) -> None:
    report = make_report(findings=[Finding(statement="agreed", words="Half", value=Decimal(50))])
    assert report.counted_finding.number == 1


def test_findings_of_an_unpublished_report_are_not_released(report: ReportPage) -> None:
    assert Finding.objects.released().count() == 3
    report.unpublish()
    assert Finding.objects.released().count() == 0


def test_findings_of_a_withdrawn_report_stand_in_the_report_alone(client: Client, report: ReportPage) -> None:
    home = Site.objects.get().root_page.specific
    shown = {"type": "findings", "value": {"report": report.pk, "numbers": []}}
    page = home.add_child(instance=ContentPage(title="About", slug="about", body=json.dumps([shown])))
    assert ">Half<" in client.get(page.url).content.decode()
    assert ">Half<" in client.get("/").content.decode()
    assert pages_showing(report.findings.get(number=1))
    withdraw(Withdrawal(kind="withdrawn", reason="The wrong list."), report, None)
    assert ">Half<" not in client.get(page.url).content.decode()
    assert ">Half<" not in client.get("/").content.decode()
    assert pages_showing(ReportPage.objects.get(pk=report.pk).findings.get(number=1)) == []
    assert ">Half<" in client.get(report.url).content.decode()


def test_a_figure_that_is_not_shown_cannot_be_guessed_by_searching(client: Client, make_report: MakeReport) -> None:
    few = Finding(statement="of councillors left", words="17%", value=Decimal(17), base_size=12)
    many = Finding(statement="of members left", words="23%", value=Decimal(23), base_size=400)
    make_report(findings=[few, many])
    assert "Trust in the party" in client.get("/publications/?q=23%25").content.decode()
    assert "Trust in the party" in client.get("/publications/?q=councillors").content.decode()
    assert "Trust in the party" not in client.get("/publications/?q=17%25").content.decode()
