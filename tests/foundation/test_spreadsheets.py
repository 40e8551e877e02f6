"""Words that look like formulas stay words, and long tables are sent in pieces."""

import csv
import io
from itertools import islice

import pytest
from openpyxl import load_workbook

from foundation.spreadsheets import csv_chunks, harmless, xlsx_chunks

FORMULAS = ("=cmd()", " =1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\n=1", "＝1", "＠a")
ROWS = [["Name", "Postcode"], ["Amina Khan", "LE2 1AA"], ["a;=cmd()", "عائشة"]]


@pytest.mark.parametrize("words", FORMULAS)
def test_a_formula_gets_an_apostrophe_in_csv(words: str) -> None:
    assert harmless(words) == f"'{words}"


def test_plain_words_stay_as_they_are() -> None:
    assert harmless("Amina = Khan") == "Amina = Khan"


def test_a_csv_file_keeps_every_cell_in_quotes_so_that_no_semicolon_begins_another() -> None:
    sent = b"".join(csv_chunks(ROWS)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(sent))) == ROWS
    assert '"a;=cmd()"' in sent


@pytest.mark.parametrize("words", FORMULAS)
def test_a_workbook_holds_words_where_a_formula_was_typed(words: str) -> None:
    workbook = load_workbook(io.BytesIO(b"".join(xlsx_chunks([[words]], title="List", widths=[20]))))
    cell = workbook["List"]["A1"]
    assert (cell.value, cell.data_type) == (words, "s")


def test_a_workbook_is_read_back_with_the_words_that_went_in() -> None:
    odd = ["<b>&amp;", "two\nlines", "عائشة", "a\x00b"]
    workbook = load_workbook(io.BytesIO(b"".join(xlsx_chunks([*ROWS, odd], title="A & <B>", widths=[20]))))
    rows = [list(row) for row in workbook["A & <B>"].iter_rows(values_only=True)]
    assert [row[:2] for row in rows[:3]] == ROWS
    assert rows[3][:4] == ["<b>&amp;", "two\nlines", "عائشة", "ab"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_first_piece_is_sent_before_the_last_row_is_read(kind: str) -> None:
    read = 0

    def rows() -> list[str]:
        nonlocal read
        while read < 100_000:
            read += 1
            yield [f"{read * 7919 % 100_003:x} Name {read}", f"LE{read}"]

    chunks = csv_chunks(rows()) if kind == "csv" else xlsx_chunks(rows(), title="List", widths=[20, 10])
    assert all(len(chunk) < 200_000 for chunk in islice(chunks, 2))
    assert read < 30_000
