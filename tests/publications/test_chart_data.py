"""Pasted cells become data, or a sentence that says which cell is wrong. Nothing is guessed."""

import csv
import io
import time
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications.charts.data import MOST_ROWS, ChartData, Gap, parse, printed
from publications.charts.refusals import ChartDataError

NUMBERS = st.decimals(-(10**11), 10**11, places=2, allow_nan=False, allow_infinity=False) | st.integers(0, 999).map(
    Decimal
)
NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12)
CELLS = NUMBERS | st.sampled_from([Gap(), Gap("-"), Gap("–"), Gap("n/a")])


@st.composite
def tables(draw: st.DrawFn) -> ChartData:
    """Any data that an editor may have."""
    distinct = NAMES.map(lambda name: " ".join(name.split())).filter(bool)
    columns = draw(st.lists(distinct, min_size=1, max_size=4, unique_by=str.casefold))
    rows = draw(st.lists(distinct, min_size=1, max_size=6, unique_by=str.casefold))
    cells = tuple(tuple(draw(CELLS) for _column in columns) for _row in rows)
    has_numbers = any(isinstance(cell, Decimal) for row in cells for cell in row)
    return ChartData("Answer", tuple(columns), tuple(rows), cells, draw(st.booleans()) and has_numbers)


def pasted(data: ChartData, delimiter: str = "\t") -> str:
    """Data as a spreadsheet puts it on the clipboard."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow([data.corner, *data.columns])
    for name, cells in zip(data.rows, data.cells, strict=True):
        writer.writerow([name, *(printed(cell, data.is_percent) for cell in cells)])
    return stream.getvalue()


def problems(text: str) -> str:
    """What is said of cells that are refused."""
    with pytest.raises(ChartDataError) as refused:
        parse(text)
    return "\n".join(refused.value.problems)


@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from("\t,"))
def test_what_a_spreadsheet_puts_on_the_clipboard_comes_back_whole(data: ChartData, delimiter: str) -> None:
    text = pasted(data, delimiter)
    if unicodedata.is_normalized("NFC", text):
        assert parse(text) == data


def test_a_figure_in_words_is_not_drawn_as_the_same_figure_in_digits() -> None:
    """The key of a drawing is made of what the data print as."""
    assert repr(parse("What\tShare\nTrust\thalf")) != repr(parse("What\tShare\nTrust\t50"))


def test_two_hundred_thousand_empty_columns_are_cut_off_at_once() -> None:
    before = time.process_time()
    data = parse("\n".join(f"{row}{chr(9) * 200_000}" for row in ("What\tShare", "Trust\t50")))
    assert time.process_time() - before < 10  # seconds; column by column it takes minutes
    assert data == parse("What\tShare\nTrust\t50")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("29%", Decimal(29)),
        ("29 %", Decimal(29)),
        ("1,234", Decimal(1234)),
        ("1,234,567.50", Decimal("1234567.50")),
        ("0", Decimal(0)),
        ("-5", Decimal(-5)),
        ("\u22125.25", Decimal("-5.25")),
        ("", Gap()),
        ("-", Gap("-")),
        ("–", Gap("–")),
        ("n/a", Gap("n/a")),
        (" 12 ", Decimal(12)),
        ("\u00a012", Decimal(12)),
    ],
)
def test_a_cell_is_read_as_it_is_meant(typed: str, expected: Decimal | Gap) -> None:
    assert parse(f"\tValue\nYes\t{typed}\nNo\t").cells[0][0] == expected


def test_a_zero_is_a_zero_and_a_gap_is_a_gap_with_its_mark() -> None:
    data = parse("\t2019\t2020\nYes\t0%\tn/a\nNo\t-\t\n")
    assert data.cells == ((Decimal(0), Gap("n/a")), (Gap("-"), Gap("")))
    assert [[printed(cell, data.is_percent) for cell in row] for row in data.cells] == [["0%", "n/a"], ["-", ""]]


def test_decimal_places_are_printed_as_they_were_typed() -> None:
    data = parse("\tValue\nA\t12.50\nB\t-1234\n")
    assert [printed(cell) for cell in data.column(0)] == ["12.50", "\u22121,234"]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("12²", "raised figure"),
        ("nan", "is no number"),
        ("inf", "is no number"),
        ("-Infinity", "is no number"),
        ("#DIV/0!", "is no number"),
        ("1_000", "underscore"),
        ("1,23", "two ways"),
        ("1.234,5", "two ways"),
        ("12 345", "blank"),
        ("£12", "more than a number"),
        ("1e5", "more than a number"),
        ("29%*", "more than a number"),
        ("٣", "is no number"),
        ("many", "is no number"),
        ("1234567890123", "more digits"),
        ("=1+1", "more than a number"),
    ],
)
def test_what_is_no_number_is_refused_with_its_row_and_column(typed: str, reason: str) -> None:
    said = problems(f"\tFirst\tSecond\nYes\t1\t2\nNo\t3\t{typed}\n")
    assert said.startswith("Row 3 (“No”), column 3 (“Second”): ")
    assert reason in said


def test_cells_with_and_without_a_per_cent_sign_are_not_mixed() -> None:
    said = problems("\tA\tB\nYes\t29%\t50%\nNo\t71%\t50\n")
    assert said.startswith("Row 3 (“No”), column 3 (“B”): ")
    assert "per cent sign" in said


def test_a_ragged_row_is_named_and_the_commonest_reason_given() -> None:
    said = problems("Answer,2019,2020\nYes,1,234,5\nNo,1,2\n")
    assert "Row 2 (“Yes”) has 4 cells, the headings have 3." in said
    assert "quotation marks" in said
    assert "Row 3" not in said


def test_a_number_in_quotation_marks_may_have_a_comma_between_commas() -> None:
    assert parse('Answer,Value\nYes,"1,234"\n').cells == ((Decimal(1234),),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\tA\ta\nYes\t1\t2\n", "The heading “a” is there twice: in column 2 and in column 3."),
        ("\tA\nYes\t1\nyes\t2\n", "The name “yes” is there twice: in row 2 and in row 3."),
        ("\tA\t\tB\nYes\t1\t2\t3\n", "Column 3 has no heading."),
        ("\tA\n\t1\n", "Row 2 has no name in its first cell."),
        (f"\t{'x' * 121}\nYes\t1\n", "The heading of column 2 is longer than 120 characters."),
        ('\tA\n"Yes\t1\n', "The quotation marks around a cell do not match."),
        ("", "Paste a row of headings"),
        ("Only words", "Paste a row of headings"),
        ("\tA\n", "Paste a row of headings"),
        (
            "\t" + "\t".join(str(place) for place in range(31)) + "\nYes" + "\t1" * 31,
            "There are 31 columns of numbers.",
        ),
    ],
)
def test_a_table_without_its_shape_or_names_is_refused(text: str, expected: str) -> None:
    assert expected in problems(text)


@pytest.mark.parametrize("count", [MOST_ROWS + 1, 10_000])
def test_too_many_rows_are_counted_out(count: int) -> None:
    said = problems("\tA\n" + "".join(f"Row {number}\t{number}\n" for number in range(count)))
    assert f"There are {count} rows." in said
    assert "at most 500" in said


def test_as_many_rows_as_allowed_are_read() -> None:
    assert len(parse("\tA\n" + "".join(f"Row {number}\t1\n" for number in range(MOST_ROWS))).rows) == MOST_ROWS


def test_at_most_five_problems_are_told_at_once() -> None:
    assert len(problems("\tA\n" + "".join(f"Row {number}\tx\n" for number in range(20))).splitlines()) == 5


def test_empty_rows_and_columns_that_a_selection_brings_along_are_left_out() -> None:
    assert parse("\r\n\tA\t\t\r\nYes\t1\t\t\r\n\t\t\t\r\n\r\n") == parse("\tA\nYes\t1")


def test_a_share_in_words_is_drawn_as_its_number_and_printed_as_its_words() -> None:
    data = parse("Answer\tShare\nDid not trust\thalf\nOthers\t29%")
    worded, plain = (row[0] for row in data.cells)
    assert (worded, printed(worded, is_percent=True)) == (50, "half")
    assert printed(plain, is_percent=True) == "29%"


def test_a_share_in_words_that_is_no_exact_number_is_refused() -> None:
    with pytest.raises(ChartDataError, match="a third"):
        parse("Answer\tShare\nDid not trust\ta third")
