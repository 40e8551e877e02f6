"""Rules of the shared blocks, and what a visitor sees of them."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail import blocks

from foundation.blocks import (
    AccordionBlock,
    CallToActionBlock,
    FiguresRowBlock,
    KeyFigureBlock,
    LinkBlock,
    QuoteBlock,
    StoryBlock,
    TableBlock,
    TabsBlock,
    TimelineBlock,
    contents_list,
)
from tests.foundation.block_values import clean, heading, render, story

PAGE_LINK = {"text": "Read", "address": "https://example.org/"}


# --- Headings and contents ------------------------------------------------------------------------


def test_a_heading_gets_its_address_from_its_words_when_it_is_published() -> None:
    cleaned = StoryBlock().clean(story(heading("How to read these figures")))
    assert contents_list(cleaned) == [("h-how-to-read-these-figures", "How to read these figures", 2, "")]


def test_a_heading_keeps_its_address_when_its_words_change() -> None:
    cleaned = StoryBlock().clean(story(heading("A better title", anchor="first-title")))
    assert contents_list(cleaned)[0].id == "h-first-title"


def test_a_draft_heading_takes_no_address_from_half_typed_words() -> None:
    cleaned = StoryBlock().clean_deferred(story(heading("How to re")))
    assert cleaned[0].value["anchor"] == ""


def test_a_heading_without_an_address_uses_its_block_id_so_that_the_link_stays() -> None:
    body = story(heading("اردو"))
    (entry,) = contents_list(body)
    assert entry.id == "h-00000000"
    assert f'id="{entry.id}"' in body[0].render({})


def test_two_headings_with_the_same_words_have_different_addresses() -> None:
    cleaned = StoryBlock().clean(story(heading("Method"), heading("Method"), heading("Method", "3")))
    assert [entry.id for entry in contents_list(cleaned)] == ["h-method", "h-method-2", "h-method-3"]


def test_a_heading_takes_no_address_that_the_page_uses_itself() -> None:
    cleaned = clean(StoryBlock(), [{"type": "heading", "value": {"text": "Notes", "level": "2", "anchor": ""}}])
    assert cleaned[0].value["anchor"] == "notes-2"


def test_an_address_with_capitals_or_spaces_is_refused() -> None:
    with pytest.raises(ValidationError):
        StoryBlock().clean(story(heading("Method", anchor="My Method")))


def test_contents_list_walks_sections_and_columns_in_reading_order() -> None:
    columns = {
        "widths": "equal",
        "first": [{"type": "heading", "value": heading("Left", "3")[1], "id": "aaaaaaaa-1"}],
        "second": [{"type": "heading", "value": heading("Right", "3")[1], "id": "bbbbbbbb-1"}],
    }
    section = {
        "theme": "stock",
        "content": [
            {"type": "heading", "value": heading("Inside")[1], "id": "cccccccc-1"},
            {"type": "columns", "value": columns, "id": "dddddddd-1"},
        ],
    }
    body = story(heading("Before"), ("section", section), heading("After"))
    assert [(entry.text, entry.level) for entry in contents_list(body)] == [
        ("Before", 2),
        ("Inside", 2),
        ("Left", 3),
        ("Right", 3),
        ("After", 2),
    ]


def test_every_link_of_the_contents_list_meets_a_heading_inside_sections_too() -> None:
    inner = [
        {"type": "heading", "value": heading("One")[1], "id": "aaaaaaaa-1"},
        {"type": "heading", "value": heading("Two")[1], "id": "bbbbbbbb-1"},
    ]
    body = story(("section", {"theme": "stock", "content": inner}))
    html = "".join(child.render({}) for child in body)
    for entry in contents_list(body):
        assert html.count(f'id="{entry.id}"') == 1


def test_a_second_section_on_the_accent_is_refused() -> None:
    loud = ("section", {"theme": "accent", "content": [{"type": "text", "value": "<p>Loud</p>"}]})
    StoryBlock().clean(story(loud))
    with pytest.raises(ValidationError):
        StoryBlock().clean(story(loud, loud))


# --- Links and calls ------------------------------------------------------------------------------


def test_a_draft_may_hold_a_link_that_leads_nowhere_yet() -> None:
    block = LinkBlock()
    empty = block.to_python({"text": "", "page": None, "address": ""})
    assert block.clean_deferred(empty).url == ""
    with pytest.raises(ValidationError):
        block.clean(empty)


def test_a_link_to_an_address_needs_words() -> None:
    with pytest.raises(ValidationError):
        clean(LinkBlock(), {"text": "", "page": None, "address": "https://example.org/"})


def test_a_link_goes_to_an_address_that_nobody_on_the_way_can_change() -> None:
    with pytest.raises(ValidationError):
        clean(LinkBlock(), {"text": "Read", "page": None, "address": "http://example.org/"})


@pytest.mark.parametrize("words", ["“We were heard.”", "‘We were heard.’", '"We were heard."'])
def test_a_quotation_brings_no_marks_of_its_own(words: str) -> None:
    with pytest.raises(ValidationError):
        clean(QuoteBlock(), {"quotation": words, "speaker": "A member"})


def test_a_quotation_may_quote_others() -> None:
    words = "“Never again”, he said, and: “never here”"
    assert clean(QuoteBlock(), {"quotation": words, "speaker": "A member"})["quotation"] == words


@pytest.mark.django_db
def test_a_call_to_action_keeps_its_words_when_its_page_is_deleted() -> None:
    html = render(
        CallToActionBlock(),
        {"heading": "Join us", "text": "", "links": [{"text": "Join", "page": 9999, "address": ""}]},
    )
    assert "Join us" in html
    assert "href" not in html


@pytest.mark.django_db
def test_a_call_to_action_takes_one_or_two_buttons() -> None:
    for count, is_good in ((0, False), (1, True), (2, True), (3, False)):
        value = {"heading": "Join us", "text": "", "links": [PAGE_LINK] * count}
        if is_good:
            assert len(clean(CallToActionBlock(), value)["links"]) == count
        else:
            with pytest.raises(ValidationError):
                clean(CallToActionBlock(), value)


# --- What opens ---------------------------------------------------------------------------------


def test_entries_of_an_accordion_close_each_other_only_where_an_editor_says_so() -> None:
    entries = [{"heading": name, "text": "<p>Words.</p>"} for name in ("One", "Two")]
    apart = BeautifulSoup(render(AccordionBlock(), {"entries": entries}, id="a"), "html.parser")
    assert not apart.select("details[name]")
    together = BeautifulSoup(
        render(AccordionBlock(), {"entries": entries, "one_at_a_time": True}, id="a"), "html.parser"
    )
    assert len({detail["name"] for detail in together.select("details")}) == 1


def test_tabs_are_headed_sections_where_no_script_runs() -> None:
    tabs = [{"heading": name, "content": [{"type": "text", "value": f"<p>{name} words.</p>"}]} for name in ("A", "B")]
    soup = BeautifulSoup(render(TabsBlock(), {"tabs": tabs}, id="a"), "html.parser")
    sections = soup.select("section")
    assert [soup.find(id=section["aria-labelledby"]).get_text() for section in sections] == ["A", "B"]
    assert all("words." in section.get_text() for section in sections)
    assert not soup.select("[hidden], [role=tab]")


@pytest.mark.parametrize("count", [1, 7])
def test_tabs_are_two_to_six(count: int) -> None:
    tabs = [{"heading": "A", "content": [{"type": "text", "value": "<p>Words.</p>"}]}] * count
    with pytest.raises(ValidationError):
        clean(TabsBlock(), {"tabs": tabs})


# --- Figures --------------------------------------------------------------------------------------


def figure(**changes: Any) -> dict[str, Any]:
    """A key figure that passes."""
    return {"number": "29", "unit": "%", "sentence": "of respondents agreed", "inked": 29, "source": "", **changes}


@pytest.mark.parametrize("count", [1, 5])
def test_a_row_of_figures_has_two_to_four(count: int) -> None:
    with pytest.raises(ValidationError):
        clean(FiguresRowBlock(), {"heading": "", "figures": [figure()] * count})


def test_a_row_of_three_figures_shows_each() -> None:
    html = render(FiguresRowBlock(), {"heading": "", "figures": [figure()] * 3})
    assert html.count("of respondents agreed") == 3


def test_the_stars_must_show_the_same_share_as_the_number() -> None:
    assert clean(KeyFigureBlock(), figure())["inked"] == 29
    assert clean(KeyFigureBlock(), figure(number="Half", unit="", inked=50))["inked"] == 50
    with pytest.raises(ValidationError):
        clean(KeyFigureBlock(), figure(inked=92))


@pytest.mark.parametrize("inked", [-1, 101])
def test_no_more_than_a_hundred_stars_are_inked(inked: int) -> None:
    with pytest.raises(ValidationError):
        clean(KeyFigureBlock(), figure(number="Many", unit="", inked=inked))


def test_no_stars_are_drawn_for_a_number_that_is_no_share() -> None:
    assert "<svg" not in render(KeyFigureBlock(), figure(number="2016", unit="", inked=None))


# --- Timeline and table ---------------------------------------------------------------------------


def entry(when: str, sort_date: str | None, **changes: Any) -> dict[str, Any]:
    """A timeline entry."""
    return {"when": when, "sort_date": sort_date, "heading": f"In {when}", "text": "", **changes}


def test_a_timeline_sorts_itself_by_date() -> None:
    entries = [entry("2020", "2020-01-01"), entry("late 2016", "2016-11-01"), entry("2019", "2019-01-01")]
    html = render(TimelineBlock(), {"order": "oldest", "entries": entries})
    assert html.index("late 2016") < html.index(">2019<") < html.index(">2020<")
    html = render(TimelineBlock(), {"order": "newest", "entries": entries})
    assert html.index(">2020<") < html.index(">2019<") < html.index("late 2016")


def test_a_timeline_never_prints_the_date_it_sorts_by() -> None:
    html = render(TimelineBlock(), {"order": "oldest", "entries": [entry("2016", "2016-01-01")]})
    assert "2016" in html
    assert "2016-01-01" not in html


def test_a_timeline_entry_needs_a_date_to_sort_by() -> None:
    good = entry("2016", "2016-01-01")
    assert clean(TimelineBlock(), {"order": "oldest", "entries": [good, good]})["entries"][0][
        "sort_date"
    ] == datetime.date(2016, 1, 1)
    with pytest.raises(ValidationError):
        clean(TimelineBlock(), {"order": "oldest", "entries": [good, entry("2017", None)]})


def test_a_timeline_entry_says_what_happened() -> None:
    with pytest.raises(ValidationError):
        clean(
            TimelineBlock(),
            {"order": "oldest", "entries": [entry("2016", "2016-01-01"), entry("2017", "2017-01-01", heading="")]},
        )


def test_a_draft_timeline_without_dates_is_still_shown() -> None:
    assert "2017" in render(TimelineBlock(), {"order": "oldest", "entries": [entry("2017", None)]})


def table(**changes: Any) -> dict[str, Any]:
    """A table that passes, as it is stored."""
    data = {
        "caption": "Answers",
        "columns": [{"type": "text", "heading": ""}, {"type": "number", "heading": "2020"}],
        "rows": [{"values": ["Yes", "29"]}, {"values": ["No", None]}],
        **changes,
    }
    return {"table": data, "row_headings": True, "source": ""}


def test_a_table_has_headed_columns_and_rows_and_a_caption() -> None:
    soup = BeautifulSoup(render(TableBlock(), table(), id="one"), "html.parser")
    assert [cell.get_text() for cell in soup.select("th[scope=col].num")] == ["2020"]
    assert [cell.get_text() for cell in soup.select("th[scope=row]")] == ["Yes", "No"]
    assert [cell.get_text() for cell in soup.select("td.num")] == ["29", ""]
    caption = soup.find(id=soup.table["aria-labelledby"])
    assert caption.get_text() == "Answers"


def test_a_cell_of_a_stacked_row_says_its_column() -> None:
    columns = [{"type": "text", "heading": words} for words in ("Who", "What", "When")]
    wordy = table(columns=columns, rows=[{"values": ["Ann", "A talk", "May"]}])
    soup = BeautifulSoup(render(TableBlock(), wordy, id="one"), "html.parser")
    assert [cell["data-label"] for cell in soup.select("tbody td")] == ["What", "When"]
    assert not soup.select("[role=region]")


def test_a_few_columns_of_numbers_stay_a_table_on_a_phone() -> None:
    assert "data-label" not in render(TableBlock(), table(), id="one")


def test_a_table_of_14_columns_scrolls_in_a_frame_that_a_keyboard_reaches() -> None:
    columns = [{"type": "number", "heading": str(2007 + number)} for number in range(14)]
    wide = table(columns=columns, rows=[{"values": ["1"] * 14}])
    soup = BeautifulSoup(render(TableBlock(), wide, id="one"), "html.parser")
    frame = soup.select_one("[role=region]")
    assert frame["tabindex"] == "0"
    assert soup.find(id=frame["aria-labelledby"]).get_text() == "Answers"
    assert len(frame.select("thead th")) == 14


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"caption": " "}, "caption"),
        ({"rows": []}, "row"),
        ({"columns": [{"type": "text", "heading": ""}, {"type": "number", "heading": ""}]}, "heading"),
    ],
)
def test_a_table_that_could_not_be_read_aloud_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(blocks.StructBlockValidationError) as caught:
        clean(TableBlock(), table(**changes))
    assert words in str(caught.value.block_errors["table"])
    block = TableBlock()
    assert block.clean_deferred(block.to_python(table(**changes)))["source"] == ""
