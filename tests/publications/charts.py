"""Charts as editors paste them, for the tests of charts. Everything in them is invented."""

from typing import Any

from publications.charts.blocks import ChartBlock
from publications.charts.value import ChartValue
from publications.tables import ReportTable, table_of_chart

BARS = "Answer\tShare\nYes\t29%\nNo\t50%\nDid not know\t0%\nWould not say\tn/a"
PASTED = {
    "bar": BARS,
    "grouped": "Answer\tMembers\tCouncillors\nYes\t29%\t41%\nNo\t50%\t33%",
    "stacked": "Group\tYes\tNo\tDid not know\nMembers\t29%\t50%\t21%\nCouncillors\t41%\t33%\tn/a",
    "line": "Year\tMembers\tCouncillors\n2016\t12%\t18%\n2017\t18%\tn/a\n2020\t29%\t0%",
    "dot": "Answer\tShare\tLower\tUpper\nYes\t29%\t25%\t33%\nNo\t50%\t45%\t55%\nOther\tn/a\tn/a\tn/a",
    "table": BARS,
}


def fields(kind: str = "bar", data: str | None = None, **changed: Any) -> dict[str, Any]:
    """A chart as the database holds it."""
    return {
        "title": "Answers of nobody",
        "kind": kind,
        "data": PASTED[kind] if data is None else data,
        "unit": "",
        "description": "Half of nobody answered no, and “29 per cent” yes.",
        "source": "Invented, November 2020",
        "note": "Nobody was asked.",
        "licence": "CC BY 4.0",
        **changed,
    }


def chart(kind: str = "bar", data: str | None = None, **changed: Any) -> ChartValue:
    """A chart as a template meets it."""
    value: ChartValue = ChartBlock().to_python(fields(kind, data, **changed))
    return value


def table(kind: str = "bar", data: str | None = None, **changed: Any) -> ReportTable:
    """The table of a chart, the first figure of its report."""
    found = table_of_chart(chart(kind, data, **changed), "abcdef01-2345", 1)
    assert found is not None
    return found
