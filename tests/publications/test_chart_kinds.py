"""A kind of chart takes the data that it can show without misleading, and says why it takes no other."""

import pytest
from wagtail.blocks import StructBlockValidationError

from publications.charts.blocks import ChartBlock
from publications.charts.lines import places_of, ticks_between
from tests.publications.charts import PASTED, chart, fields


@pytest.mark.parametrize("kind", PASTED)
def test_each_kind_takes_its_data(kind: str) -> None:
    block = ChartBlock()
    assert block.clean(block.to_python(fields(kind)))["title"] == "Answers of nobody"


@pytest.mark.parametrize(
    ("kind", "data", "unit", "reason"),
    [
        ("bar", PASTED["grouped"], "", "one column of numbers"),
        ("bar", "\tA\n" + "".join(f"{row}\t1\n" for row in range(81)), "", "81 bars"),
        ("bar", "\tA\nYes\t-\nNo\tn/a", "", "nothing to draw"),
        ("grouped", PASTED["bar"], "", "two columns"),
        ("grouped", "\tA\tB\tC\tD\tE\tF\tG\nYes\t1\t2\t3\t4\t5\t6\t7", "", "At most 6 columns"),
        ("stacked", "\tA\tB\nYes\t60%\t42%", "", "“Yes” adds up to 102 per cent"),
        ("stacked", "\tA\tB\nYes\t60\t42", "% of members", "“Yes” adds up to 102 per cent"),
        ("stacked", "\tA\tB\nYes\t60\t-1", "", "none may be negative"),
        ("line", "\tA\n2020\t1", "", "two rows or more"),
        ("line", "\tA\n" + "".join(f"{row}\t1\n" for row in range(121)), "", "at most 120 rows"),
        ("line", f"\t{'x' * 41}\tB\n2020\t1\t2\n2021\t1\t2", "", "too long to stand in the drawing"),
        ("dot", PASTED["bar"], "", "three columns"),
        ("dot", "\tA\tLower\tUpper\tOther\nYes\t2\t1\t3\t4", "", "three columns"),
        ("dot", "\tA\tLower\tUpper\nYes\t5\t1\t3", "", "“A”, “Yes”: the value must lie between"),
        ("dot", "\tA\tLower\tUpper\nYes\t2\t\t3", "", "“A”, “Yes”: the value must lie between"),
    ],
)
def test_data_that_a_kind_cannot_show_is_refused_with_the_reason(kind: str, data: str, unit: str, reason: str) -> None:
    block = ChartBlock()
    value = block.to_python(fields(kind, data, unit=unit))
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert reason in str(refused.value.block_errors["data"].messages)
    assert value["data"] == data


@pytest.mark.parametrize("data", ["\tA\tB\tC\nYes\t33%\t33%\t35%", "\tA\tB\nYes\t60%\t41%", "\tA\tB\nYes\t60\t90"])
def test_shares_that_only_rounding_carries_over_a_hundred_and_plain_numbers_are_stacked(data: str) -> None:
    block = ChartBlock()
    block.clean(block.to_python(fields("stacked", data)))


def test_several_series_with_error_bars_are_told_apart_by_the_names_of_their_columns() -> None:
    data = "\tMembers\tMembers lower\tMembers upper\tOthers\tOthers lower\tOthers upper\nYes\t2\t1\t3\t5\t4\t6"
    assert chart("dot", data).problems == ()


@pytest.mark.parametrize("name", ["title", "data", "description", "source"])
def test_a_chart_without_what_readers_need_is_refused(name: str) -> None:
    block = ChartBlock()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(fields(**{name: ""})))
    assert name in refused.value.block_errors


def test_a_first_cell_that_is_empty_survives_the_form() -> None:
    data = "\tA\nYes\t1\n"
    assert ChartBlock().child_blocks["data"].field.clean(data) == data


def test_years_stand_as_far_apart_as_they_are_and_other_names_evenly() -> None:
    assert places_of(("2016", "2017", "2020")) == [2016, 2017, 2020]
    assert places_of(("2016", "2017", "later")) == [0, 1, 2]
    assert places_of(("2020", "2017")) == [0, 1]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 29, [0, 10, 20, 30]),
        (-50, 1500, [-500, 0, 500, 1000, 1500]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0, 0.007, [0, 0.002, 0.004, 0.006, 0.008]),
        (-3, 0, [-3, -2, -1, 0]),
    ],
)
def test_the_scale_of_a_line_has_round_numbers_and_a_zero(low: float, high: float, expected: list[float]) -> None:
    ticks = ticks_between(low, high)
    assert 0 in ticks
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert 2 <= len(ticks) <= 8
    if (low, high) != (0, 0):
        assert ticks == pytest.approx(expected)
