"""The 2020 report in the demo site: our summary of it, with the figures that the source document has."""

from datetime import date
from decimal import Decimal

from foundation.dates import DatePrecision
from foundation.models import Topic
from home.models import HomePage
from portal.demo import words
from portal.demo.builder import file_under, page_below, publish
from portal.demo.streams import Block, chapter, chart, heading, listed, margin_note, stream, table, text
from publications.models import Finding, PublicationIndexPage, ReportAuthor, ReportPage, SurveyDetails

SOURCE = "Labour Muslim Network, Islamophobia and the Muslim Experience, November 2020"


def make_publications(home: HomePage, topics: dict[str, Topic]) -> tuple[PublicationIndexPage, ReportPage]:
    """The library and the report in it."""
    library, made = page_below(
        home,
        PublicationIndexPage(
            title="Publications", slug="publications", summary="What we found, with the figures and their source."
        ),
    )
    if made:
        publish(library)
    report, made = page_below(
        library,
        ReportPage(
            title="Islamophobia and the Muslim Experience",
            slug="islamophobia-and-the-muslim-experience",
            subtitle="What Muslim members and supporters told the Labour Muslim Network about prejudice in the Labour Party.",
            summary=words.REPORT_SUMMARY,
            abstract=words.REPORT_SUMMARY,
            about_this_page=words.REPORT_NOTE,
            published_on=date(2020, 11, 1),
            published_precision=DatePrecision.MONTH,
            body=report_body(),
            chapters=report_chapters(),
        ),
    )
    if made:
        report.authors = [ReportAuthor(external_name=words.NAME)]
        report.findings = [
            Finding(statement=statement, words=printed, value=Decimal(value), place=f"figure-{number}")
            for number, (value, printed, statement) in enumerate(words.FINDINGS, start=1)
        ] + [Finding(statement=words.HIERARCHY)]
        report.surveys = [SurveyDetails(population="Muslim members and supporters")]
        file_under(report, topics, "islamophobia", "representation")
        publish(report)
    return library, report


def report_body() -> str:
    """How to read the figures, the figures as a table, and the words used. Nothing that the source does not say."""
    return stream(
        heading("How to read these figures"),
        text(
            "Each figure in this report is a share of the people who responded. It describes them, and it should be "
            "quoted with that word attached: respondents.",
            "The report has three headline figures. One is about trust in the party leadership, one about direct "
            "experience, one about representation by the Shadow Cabinet. They answer separate questions, so they do not "
            "add up to one hundred.",
            "Where the report says “half”, this page says half, and draws it as 50. Where it gives a percentage, this "
            "page gives the same percentage.",
        ),
        margin_note("Quote with care.", "Say “respondents”, give the month and the year, and link to the finding."),
        heading("The figures in one table"),
        table(
            "Findings of the report, November 2020, share of respondents",
            ["Finding", "Share"],
            [
                ["Did not trust the party leadership to address Islamophobia", "half"],
                ["Had directly experienced Islamophobia in the party", "29%"],
                ["Did not believe that the Shadow Cabinet represented the Muslim community effectively", "56%"],
            ],
            SOURCE,
        ),
        heading("Words used in this report"),
        listed(
            "<b>Respondents</b> are the people who answered.",
            "<b>The party</b> is the Labour Party.",
            "<b>The leadership</b> and <b>the Shadow Cabinet</b> are those of the time when the report was published.",
        ),
    )


def report_chapters() -> str:
    """A chapter for each question, and one on the method."""
    return stream(
        chapter(
            "Trust in the leadership",
            "trust",
            text("Half of respondents did not trust the party leadership to address Islamophobia."),
            one_figure(
                "Respondents who did not trust the party leadership to address Islamophobia",
                "Did not trust the leadership",
                "half",
                "A bar as long as half of all respondents: those who did not trust the party leadership to address "
                "Islamophobia.",
                "The report says half, in words. It is drawn as 50.",
            ),
        ),
        chapter(
            "Direct experience",
            "experience",
            text("29% of respondents had directly experienced Islamophobia in the party."),
            one_figure(
                "Respondents who had directly experienced Islamophobia in the party",
                "Had directly experienced it",
                "29%",
                "A bar of 29 per cent of all respondents: those who had directly experienced Islamophobia in the party.",
            ),
        ),
        chapter(
            "Representation",
            "representation",
            text(
                "56% of respondents did not believe that the Shadow Cabinet represented the Muslim community effectively."
            ),
            one_figure(
                "Respondents who did not believe that the Shadow Cabinet represented the Muslim community effectively",
                "Did not believe so",
                "56%",
                "A bar of 56 per cent of all respondents: those who did not believe that the Shadow Cabinet represented "
                "the Muslim community effectively.",
            ),
            heading("A hierarchy of racism"),
            text(words.HIERARCHY),
        ),
        chapter(
            "How the survey was made",
            "method",
            text(
                "A survey of Muslim members and supporters. The number of respondents, the dates of the fieldwork and the "
                "wording of the questions are not in the source of this page, so they are not given here."
            ),
        ),
    )


def one_figure(title: str, label: str, share: str, description: str, note: str = "") -> Block:
    """A chart of one finding: a bar that is as long as its share of one hundred."""
    rows = [["Answer", "Share of respondents"], [label, share]]
    return chart(title, "bar", rows, unit="% of respondents", description=description, source=SOURCE, note=note)
