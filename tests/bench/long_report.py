"""A report of a hundred pages in print, invented from end to end, for what has to be quick with long ones."""

import datetime
import uuid
from decimal import Decimal
from typing import Any

from publications.models import Finding, PublicationIndexPage, ReportPage, SurveyDetails

CHAPTERS, SECTIONS, FINDINGS = 12, 6, 8
SENTENCE = "Each figure of this invented report is a share of nobody in particular, and <b>none</b> should be quoted. "


def block(kind: str, value: Any) -> dict[str, Any]:
    """One block of a stream as it is stored. Its id is the same each time."""
    return {"type": kind, "value": value, "id": str(uuid.uuid5(uuid.NAMESPACE_OID, repr(value)))}


def section(chapter: int, number: int) -> list[dict[str, Any]]:
    """About a page and a third: heading, paragraphs, a list and a table."""
    paragraphs = "".join(f'<p data-block-key="p{chapter}s{number}n{place}">{SENTENCE * 5}</p>' for place in range(4))
    points = "".join(f'<li data-block-key="l{chapter}s{number}n{place}">{SENTENCE}</li>' for place in range(4))
    rows = [{"values": [f"Answer {row}", str(10 + row), str(Decimal(row) / 2)]} for row in range(8)]
    columns = [
        {"type": "text", "heading": ""},
        {"type": "number", "heading": "2025"},
        {"type": "number", "heading": "2026"},
    ]
    table = {"caption": f"Answers, table {chapter}.{number}", "columns": columns, "rows": rows}
    return [
        block("heading", {"text": f"Section {chapter}.{number}", "level": "2", "anchor": f"section-{number}"}),
        block("text", paragraphs + f"<ul>{points}</ul>"),
        block("table", {"table": table, "row_headings": True, "source": f"Invented, {chapter}.{number}"}),
    ]


def make_long_report(library: PublicationIndexPage, slug: str = "long") -> ReportPage:
    """Publish it below a library. It has findings, twelve chapters with tables, and a survey."""
    chapters = [
        block(
            "chapter",
            {
                "title": f"What was invented, part {chapter}",
                "slug": f"part-{chapter}",
                "body": [one for number in range(1, SECTIONS + 1) for one in section(chapter, number)],
            },
        )
        for chapter in range(1, CHAPTERS + 1)
    ]
    report = ReportPage(
        title="A long sample report",
        slug=slug,
        is_sample=True,
        published_on=datetime.date(2026, 11, 1),
        licence="CC BY 4.0",
        abstract="Invented, to be long.",
        chapters=chapters,
    )
    report.findings = [
        Finding(statement=f"of nobody, invention {number}", value=Decimal(10 + number)) for number in range(FINDINGS)
    ]
    report.surveys = [SurveyDetails(population="Nobody", sample_size=1200, questions="Were you asked?")]
    library.add_child(instance=report)
    report.save_revision().publish()
    return ReportPage.objects.get(pk=report.pk)
