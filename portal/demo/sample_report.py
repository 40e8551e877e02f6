"""A sample report of two versions: everything in it is invented, to show a corrected figure, a survey, charts of every kind
that fits, and what becomes of a base that is too small."""

from datetime import date
from decimal import Decimal

from foundation.models import Topic
from portal.demo.builder import file_under, find_or_make, page_below, publish
from portal.demo.streams import Block, chapter, chart, heading, margin_note, stream, text
from publications.corrections import record_correction
from publications.models import (
    Correction,
    Finding,
    PublicationIndexPage,
    ReportAuthor,
    ReportPage,
    Series,
    SurveyDetails,
)

SOURCE = "Sample data, invented for this demonstration"
WRONG, RIGHT = Decimal(64), Decimal(46)


def make_sample_report(library: PublicationIndexPage, topics: dict[str, Topic]) -> ReportPage:
    """Publish it with a wrong figure, then once more with the correction, as an editor would."""
    series = find_or_make(
        Series,
        {
            "title": "Sample training survey",
            "frequency": Series.Frequency.ANNUAL,
            "description": "An invented series, to show editions.",
            "methodology": "Everybody who comes to a sample training day is asked the same invented questions.",
        },
        slug="sample-training-survey",
    )
    report, made = page_below(
        library,
        ReportPage(
            title="Sample: what people want from training",
            slug="sample-training-survey-2026",
            subtitle="An invented survey of people who came to invented training days.",
            summary="Sample content: an invented survey that shows charts, a corrected figure and two versions.",
            abstract="Everything in this report is invented. It shows how a survey is reported, and how a mistake in it "
            "is corrected in the open.",
            about_this_page="This is sample content. Nobody was asked, and no figure in it is true of anybody.",
            is_sample=True,
            report_type=ReportPage.Type.SURVEY,
            series=series,
            edition="2026",
            licence="CC BY 4.0",
            published_on=date(2026, 9, 1),
            body=stream(
                heading("What this sample shows"),
                text(
                    "Charts of several kinds with their tables, a survey with its method, a share whose base is too small "
                    "to be shown, and a figure that was wrong in the first version."
                ),
                margin_note("Sample.", "Invented from the first word to the last."),
            ),
            chapters=chapters(WRONG),
        ),
    )
    if not made:
        return report
    report.authors = [ReportAuthor(external_name="Sample Research Unit")]
    report.surveys = [survey()]
    report.findings = findings()
    file_under(report, topics, "representation")
    publish(report)
    correct(ReportPage.objects.get(pk=report.pk))
    return report


def correct(report: ReportPage) -> None:
    """Record what was wrong, put it right, and publish the second version."""
    finding = report.findings.get(value=WRONG)
    record_correction(
        Correction(
            finding_key=finding.key,
            was="64% of sample respondents wanted training near home.",
            now="46% of sample respondents wanted training near home.",
            reason="Two digits were swapped when the sample figure was typed in.",
            affects="The first chart and its table. No other figure rests on it.",
            noticed_on=date(2026, 9, 8),
        ),
        report,
        None,
    )
    finding.words, finding.value = "46%", RIGHT
    report.findings = [finding if one.pk == finding.pk else one for one in report.findings.all()]
    report.chapters = chapters(RIGHT)
    report.change_note = "The share who wanted training near home is 46%, not 64%."
    publish(report)


def findings() -> list[Finding]:
    """One that is corrected later, one that is compared, one whose base is too small."""
    return [
        Finding(
            statement="of sample respondents wanted training near home.",
            words="64%",
            value=WRONG,
            base="All sample respondents",
            base_size=412,
            question="Where would you like the next training day to be?",
            place="figure-1",
        ),
        Finding(
            statement="of sample respondents had never stood for election.",
            words="71%",
            value=Decimal(71),
            base="All sample respondents",
            base_size=412,
            comparison="68% in the invented survey of 2025",
            place="figure-2",
        ),
        Finding(
            statement="of sample respondents aged 16 or 17 wanted training at school.",
            words="38%",
            value=Decimal(38),
            base="Sample respondents aged 16 or 17",
            base_size=21,
        ),
    ]


def survey() -> SurveyDetails:
    """Filled in to the last field."""
    return SurveyDetails(
        population="People who came to an invented training day",
        mode=SurveyDetails.Mode.ONLINE,
        sampling_method="A random sample of the invented attendance lists",
        sample_size=412,
        fieldwork_start=date(2026, 6, 1),
        fieldwork_end=date(2026, 6, 14),
        weighting="Not weighted",
        response_rate=Decimal("41.2"),
        is_random_sample=True,
        commissioner="Sample Research Unit",
        fieldwork_provider="Sample Research Unit",
        funding="Nobody: it is invented",
        questions="Where would you like the next training day to be?\nHave you ever stood for election?",
    )


def chapters(near_home: Decimal) -> str:
    """Two chapters with a chart of each kind that suits them."""
    return stream(
        chapter("Where people want to meet", "where", *where(near_home)),
        chapter("What people have done before", "before", *before()),
    )


def where(near_home: Decimal) -> list[Block]:
    """Bars."""
    elsewhere = 100 - near_home - 15
    return [
        text("The question was about the next training day. Everybody gave one answer."),
        chart(
            "Where sample respondents wanted the next training day",
            "bar",
            [
                ["Place", "Share"],
                ["Near home", f"{near_home}%"],
                ["In a large city", f"{elsewhere}%"],
                ["Online", "15%"],
            ],
            unit="% of sample respondents",
            description=f"{near_home} per cent wanted it near home, {elsewhere} per cent in a large city, 15 per cent online.",
            source=SOURCE,
        ),
    ]


def before() -> list[Block]:
    """Stacked bars, lines, and dots with error bars."""
    return [
        heading("Standing for election"),
        chart(
            "Whether sample respondents had stood for election, by year of the survey",
            "stacked",
            [["Year", "Never", "Once", "More than once"], ["2025", "68%", "22%", "10%"], ["2026", "71%", "20%", "9%"]],
            unit="% of sample respondents",
            description="In both years most had never stood: 68 per cent in 2025, 71 per cent in 2026.",
            source=SOURCE,
        ),
        heading("Over the years"),
        chart(
            "Sample respondents who came for the first time",
            "line",
            [["Year", "Members", "Supporters"], ["2022", "31", "40"], ["2023", "29", "n/a"], ["2024", "33", "45"],
             ["2025", "30", "47"], ["2026", "28", "49"]],
            unit="% of each group",
            description="Among members the share stays near 30 per cent; among supporters it rises from 40 to 49, with no figure "
            "for 2023.",
            source=SOURCE,
            note="Supporters were not asked in 2023.",
        ),
        chart(
            "Hours that sample respondents could give, with the margin of error",
            "dot",
            [["Group", "Hours", "Lower", "Upper"], ["Members", "3.1", "2.7", "3.5"], ["Supporters", "2.2", "1.6", "2.8"]],
            unit="hours a week",
            description="Members could give 3.1 hours a week, between 2.7 and 3.5; supporters 2.2, between 1.6 and 2.8.",
            source=SOURCE,
        ),
    ]  # fmt: skip
