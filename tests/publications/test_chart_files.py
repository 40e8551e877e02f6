"""The data of a figure as files: read by programs as it is, run by no spreadsheet, the same bytes each time."""

import csv
import datetime
import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from publications.charts.files import table_csv
from publications.making.tables import table_xlsx
from publications.tables import ReportTable
from tests.publications.charts import table

MOMENT = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)


def rows_of(data: bytes) -> list[dict[str, str]]:
    """A CSV file as a program reads it."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def with_words(*words: str, **changed: Any) -> ReportTable:
    """A table block whose cells are words."""
    return ReportTable("id", "table-1", "Words", ["What"], [[word] for word in words], **changed)


def test_a_csv_file_has_numbers_as_numbers_gaps_as_nothing_and_a_zero_as_a_zero() -> None:
    data = table_csv(table("bar"))
    assert data.startswith(b"\xef\xbb\xbf")  # or Excel takes it for Latin-1
    assert [row["Share"] for row in rows_of(data)] == ["29", "50", "0", ""]


def test_every_row_of_a_csv_file_says_where_it_comes_from() -> None:
    for row in rows_of(table_csv(table("bar", unit="% of nobody"))):
        assert row["Title"] == "Answers of nobody"
        assert row["Unit"] == "% of nobody"
        assert row["Source"] == "Invented, November 2020"
        assert row["Note"] == "Nobody was asked."
        assert row["Licence"] == "CC BY 4.0"


def test_thousands_and_negative_numbers_are_plain_in_a_csv_file() -> None:
    rows = rows_of(table_csv(table("bar", "\tChange\nA\t1,234.50\nB\t\u22125")))
    assert [row["Change"] for row in rows] == ["1234.50", "-5"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "＝", " =", "\n@"])
def test_a_cell_that_a_spreadsheet_would_run_is_shown_instead(start: str) -> None:
    typed = f"{start}cmd|' /C calc'!A0"
    (row,) = rows_of(table_csv(with_words(typed, source=typed, licence=typed)))
    assert row["What"] == row["Source"] == row["Licence"] == f"'{typed}"


def test_a_heading_and_the_name_of_a_row_are_not_run_either() -> None:
    data = table_csv(table("bar", "=corner\t=1+1\n@name\t5")).decode("utf-8-sig")
    assert data.splitlines()[0].startswith("'=corner,'=1+1,")
    assert data.splitlines()[1].startswith("'@name,5,")


def test_an_xlsx_file_has_numbers_words_that_are_never_formulas_and_its_source() -> None:
    data = table_xlsx(table("bar", "=corner\tShare\n=1+1\t29%\nNo\tn/a\nZero\t0%"), MOMENT)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert cells["=1+1"].data_type == "s"
    assert cells["=corner"].data_type == "s"
    rows = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    assert (rows["=1+1"], rows["No"], rows["Zero"]) == (29, None, 0)
    assert "Source: Invented, November 2020" in cells
    assert "Licence: CC BY 4.0" in cells


def test_the_same_table_is_the_same_bytes() -> None:
    assert table_xlsx(table("line"), MOMENT) == table_xlsx(table("line"), MOMENT)
    assert table_csv(table("line")) == table_csv(table("line"))


def test_decimal_places_survive_in_the_table() -> None:
    assert table("bar", "\tA\nYes\t12.50").rows == [["Yes", Decimal("12.50")]]
