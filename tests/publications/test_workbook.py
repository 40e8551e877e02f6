"""The workbook of a version, read back with openpyxl."""

import datetime
import io
import json
import zipfile
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from foundation.spreadsheets import XLSX_TYPE
from publications.making.workbook import bytes_of, make_workbook
from publications.models import SurveyDetails, Version
from publications.tables import ReportTable
from tests.bench.long_report import block
from tests.publications.conftest import MakeReport


def table(caption: str, rows: list[list[str | None]]) -> dict[str, Any]:
    columns = [{"type": "text", "heading": "Answer"}, {"type": "number", "heading": "2026"}]
    value = {"caption": caption, "columns": columns, "rows": [{"values": row} for row in rows]}
    return block("table", {"table": value, "row_headings": True, "source": "Our survey"})


@pytest.fixture
def version(make_report: MakeReport) -> Version:
    rows: list[list[str | None]] = [["=HYPERLINK(1)", "29.5"], ["+1", "0"], ["@sum", None], ["Yes\x0bno", "1200"]]
    report = make_report(
        body=json.dumps([table("Trust", rows)]),
        licence="CC BY 4.0",
        is_sample=True,
        surveys=[SurveyDetails(population="Muslim members", sample_size=1422, questions="Do you trust it?")],
    )
    return Version.objects.get(report=report)


def words_of(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_cover_says_what_it_is_and_leads_to_every_sheet(version: Version) -> None:
    made = make_workbook(version)
    assert (made.name, made.media_type) == ("trust-v1.xlsx", XLSX_TYPE)
    workbook = load_workbook(io.BytesIO(made.data))
    assert workbook.sheetnames == ["Cover", "Notes", "table-1"]
    cover = workbook["Cover"]
    words = words_of(cover)
    for expected in (
        "Trust in the party",
        "Labour Muslim Network",
        "November 2020",
        "CC BY 4.0",
        "http://localhost/publications/trust/v1/",
        "Table 1: Trust",
    ):
        assert expected in words
    assert any(word.startswith("Sample content") for word in words)
    links = {cell.value: cell.hyperlink.location for row in cover.iter_rows() for cell in row if cell.hyperlink}
    assert links == {"Notes": "'Notes'!A1", "table-1": "'table-1'!A1"}


def test_the_notes_tell_how_it_was_asked_and_how_to_quote(version: Version) -> None:
    words = words_of(load_workbook(io.BytesIO(make_workbook(version).data))["Notes"])
    assert {"Muslim members", "1,422", "Do you trust it?"} <= set(words)
    quotation = "Labour Muslim Network, Trust in the party, November 2020, version 1."
    assert any(word.startswith(quotation) for word in words)


def test_numbers_are_numbers_a_zero_is_a_zero_and_a_gap_is_empty(version: Version) -> None:
    sheet = load_workbook(io.BytesIO(make_workbook(version).data))["table-1"]
    rows = list(sheet.iter_rows(values_only=True))
    head = rows.index(("Answer", "2026"))
    assert [row[1] for row in rows[head + 1 :]] == [29.5, 0, None, 1200]


def test_no_cell_is_ever_a_formula(version: Version) -> None:
    sheet = load_workbook(io.BytesIO(make_workbook(version).data))["table-1"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {"=HYPERLINK(1)", "+1", "@sum", "Yesno"} <= {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} == {"s", "n"}


def test_the_same_version_gives_the_same_workbook_whenever_it_is_saved(
    version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_workbook(version).data
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert len({entry.date_time for entry in archive.infolist()}) == 1
        stamp = version.frozen_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        assert archive.read("docProps/core.xml").decode().count(stamp) == 2

    class Later(datetime.datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.datetime(2040, 1, 1, tzinfo=tz)

    later = SimpleNamespace(datetime=Later, timezone=datetime.timezone)
    monkeypatch.setattr("openpyxl.writer.excel.datetime", later)
    assert make_workbook(version).data == first


def test_a_time_before_zip_files_is_no_error() -> None:
    assert bytes_of(Workbook(), datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC))


def test_a_mark_in_a_column_of_numbers_is_told_above_and_its_cell_is_empty(
    version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = ReportTable("a", "table-1", "Marked", ["", "2026"], [["Yes", "n/a"], ["No", Decimal("3")]])
    monkeypatch.setattr("publications.making.workbook.tables_of", lambda report: [marked])
    sheet = load_workbook(io.BytesIO(make_workbook(version).data))["table-1"]
    rows = list(sheet.iter_rows(values_only=True))
    assert ("Yes", None) in rows
    assert any("n/a" in str(cell) for row in rows[:3] for cell in row)
