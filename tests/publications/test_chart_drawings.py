"""What Vega-Lite really draws: every name and number, in the colours of the page, the same bytes each time."""

import re

import pytest

from publications.charts.data import parse
from publications.charts.drawing import Drawable, Drawing, draw_all
from publications.charts.engine import rasterised
from publications.charts.files import Origin, chart_svg
from publications.charts.kinds import Kind
from publications.charts.lettering import width, wrapped
from publications.charts.marks import NARROW, WIDE
from publications.charts.rows import draw_rows
from tests.publications.charts import PASTED, chart, table

pytestmark = pytest.mark.real_drawings

DRAWN = [kind for kind in PASTED if kind != "table"]
COLOURS = {"paper": "#ffffff", "ink": "#111111", "ink-2": "#444444"} | {f"chart-{n}": "#aa0000" for n in range(1, 7)}
LONG = "\tShare\n" + "".join(
    f"{'A very long answer to a question that goes on ' * 2}{row}\t{row}%\n" for row in range(3)
)


@pytest.fixture(scope="module")
def drawings() -> dict[str, Drawing]:
    """Every kind, by one process."""
    charts = {**{kind: Drawable(chart(kind), "en") for kind in DRAWN}, "long": Drawable(chart("bar", LONG), "en")}
    made = draw_all(charts.values())
    return {kind: made[one.key] for kind, one in charts.items()}


def said(svg: str) -> str:
    """All words of a drawing."""
    return " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))


@pytest.mark.parametrize("form", ["wide", "narrow"])
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("bar", ["Yes", "29%", "Did not know", "0%", "Would not say", "n/a"]),
        ("grouped", ["Yes", "Members", "29%", "Councillors", "41%"]),
        ("stacked", ["A Yes", "B No", "A 29%", "B 50%", "Councillors"]),
        ("line", ["Members 29%", "Councillors 0%", "2020", "30%"]),
        ("dot", ["29% (25% to 33%)", "Other", "n/a"]),
    ],
)
def test_a_drawing_says_its_names_and_numbers(
    drawings: dict[str, Drawing], kind: str, words: list[str], form: str
) -> None:
    there = said(getattr(drawings[kind], form))
    assert [word for word in words if word not in there] == []


@pytest.mark.parametrize("kind", DRAWN)
def test_a_drawing_has_the_colours_of_the_page_and_none_of_its_own(drawings: dict[str, Drawing], kind: str) -> None:
    for svg in (drawings[kind].wide, drawings[kind].narrow):
        used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))
        assert {colour for colour in used if not colour.startswith("var(--")} <= {"none", "currentColor"}
        assert "var(--chart-1)" in used
        assert not re.search(r"<style|style=|<script|\bon\w+=|href", svg)


def test_a_gap_breaks_a_line_and_a_zero_does_not(drawings: dict[str, Drawing]) -> None:
    lines = re.findall(
        r'<path[^>]*stroke-dasharray="7,4"[^>]*d="([^"]*)"|<path[^>]*d="([^"]*)"[^>]*stroke-dasharray="7,4"',
        drawings["line"].wide,
    )
    pieces = ["".join(found) for found in lines]
    assert len(pieces) == 2  # before and after the gap of 2017
    assert all("L" not in piece.rstrip("Z") for piece in pieces)  # each of one point: nothing leads over the gap


def test_a_gap_has_no_bar_and_a_zero_has_one_without_width(drawings: dict[str, Drawing]) -> None:
    bars = re.findall(r'<path d="M[\d.]+,[\d.]+h([\d.]+)v20[^"]*" fill="var\(--chart-1\)"', drawings["bar"].wide)
    assert len(bars) == 3
    assert bars[2] == "0"


@pytest.mark.parametrize("kind", [*DRAWN, "long"])
def test_no_word_leaves_the_drawing(drawings: dict[str, Drawing], kind: str) -> None:
    for svg, form in ((drawings[kind].wide, WIDE), (drawings[kind].narrow, NARROW)):
        for anchor, x, size, text in re.findall(
            r'<text text-anchor="(\w+)" transform="translate\((-?[\d.]+),[^"]*"[^>]*font-size="(\d+)px"[^>]*>([^<]*)<',
            svg,
        ):
            wide = width(text.replace("&amp;", "&"), float(size))
            begins = float(x) - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
            assert begins >= -1, text
            assert begins + wide <= form.width + 1, text


def test_words_are_wrapped_and_a_word_without_a_break_is_broken() -> None:
    lines = wrapped("A donaudampfschifffahrtsgesellschaft in the sentence", 14, 120)
    assert "".join(lines).replace(" ", "") == "Adonaudampfschifffahrtsgesellschaftinthesentence"
    assert all(width(line, 14) <= 120 for line in lines)


def test_the_same_chart_is_the_same_bytes_and_a_picture_of_it_too(drawings: dict[str, Drawing]) -> None:
    again = draw_all([Drawable(chart("stacked"), "en")])
    assert list(again.values()) == [drawings["stacked"]]
    origin = Origin("A sample", "Nobody", "https://example.org/sample/v1/")
    svg = chart_svg(table("stacked"), drawings["stacked"], COLOURS, origin).decode()
    first, second = rasterised([svg, svg], 2)
    assert first == second
    assert first[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(first[16:20], "big") == 2 * 692  # twice the width of the drawing and its edges


def test_a_downloaded_drawing_explains_itself_and_needs_no_page(drawings: dict[str, Drawing]) -> None:
    origin = Origin("A sample <report>", "Nobody & Co", "https://example.org/sample/v1/")
    svg = chart_svg(table("bar"), drawings["bar"], COLOURS, origin).decode()
    assert "var(" not in svg
    assert "currentColor" not in svg
    for words in (
        "<title>Answers of nobody</title>",
        "<desc>Half of nobody answered no, and “29 per cent” yes.</desc>",
        "Source: Invented, November 2020",
        "Nobody was asked.",
        "Licence: CC BY 4.0",
        "From “A sample &lt;report&gt;”, Nobody &amp; Co",
        "https://example.org/sample/v1/",
    ):
        assert words in svg


@pytest.mark.parametrize(("cell", "share"), [("half", 0.5), ("29%", 0.29), ("100%", 1.0)])
def test_a_lone_share_is_drawn_as_its_part_of_the_whole(cell: str, share: float) -> None:
    data = parse(f"Answer\tShare\nDid not trust\t{cell}")
    for form in (WIDE, NARROW):
        layers = draw_rows(Kind.BAR, data, form)["layer"]
        scale = layers[0]["encoding"]["x"]["scale"]
        assert scale["domain"] == [0, 100]
        whole = next(layer["data"]["values"] for layer in layers if len(layer["data"]["values"]) == 2)
        start, end = scale["range"]
        assert whole[0]["x2"] == pytest.approx(end)
        assert layers[0]["data"]["values"][0]["value"] / 100 == pytest.approx(share)
        assert start < end


def test_bars_that_are_compared_with_each_other_use_the_whole_width() -> None:
    layers = draw_rows(Kind.BAR, parse("Answer\tShare\nYes\t29%\nNo\t50%"), WIDE)["layer"]
    assert layers[0]["encoding"]["x"]["scale"]["domain"] == [0, 50]


def test_a_number_in_words_has_a_drawing_of_its_own() -> None:
    keys = {Drawable(chart("bar", f"Who\tShare\nAll\t{cell}"), "en").key for cell in ("half", "Half", "50")}
    assert len(keys) == 3
