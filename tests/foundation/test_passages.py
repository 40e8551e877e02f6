"""Passages in another language than the page: what browsers and screen readers are told."""

import pytest
from django.core.exceptions import ValidationError
from wagtail import hooks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from foundation.blocks import StoryBlock, contents_list
from foundation.blocks.features import RICH_TEXT_FEATURES
from foundation.languages import PASSAGE_LANGUAGES, direction
from tests.foundation.block_values import clean, heading, render, story

URDU = 'lang="ur" dir="rtl"'
PASSAGE = {"language": "ur", "text": "<p>خوش آمدید۔</p>"}


def in_urdu(kind: str, value: dict[str, object]) -> str:
    """The HTML of a block whose language is set to Urdu."""
    return render(StoryBlock().child_blocks[kind], {**value, "language": "ur"})


def test_a_passage_says_its_language_and_its_direction() -> None:
    assert f'<div class="text" {URDU}>' in render(StoryBlock().child_blocks["passage"], PASSAGE)


def test_a_passage_without_a_language_is_refused() -> None:
    with pytest.raises(ValidationError):
        clean(StoryBlock(), [{"type": "passage", "value": {**PASSAGE, "language": ""}, "id": "a"}])


def test_a_heading_a_quotation_and_a_section_may_be_in_another_language() -> None:
    assert f"{URDU}>خلاصہ</h2>" in in_urdu("heading", {"text": "خلاصہ", "level": "2"})
    assert f"<blockquote {URDU}>" in in_urdu("quote", {"quotation": "خوش آمدید۔", "speaker": "A member"})
    assert f'theme-stock" {URDU}>' in in_urdu(
        "section", {"theme": "stock", "content": [{"type": "heading", "value": heading("خلاصہ")[1]}]}
    )


def test_who_said_it_stays_in_the_language_of_the_page() -> None:
    quotation = in_urdu("quote", {"quotation": "خوش آمدید۔", "speaker": "A member"})
    assert quotation.count("lang=") == 1


def test_a_block_in_the_language_of_the_page_says_nothing() -> None:
    assert "lang=" not in render(StoryBlock().child_blocks["heading"], heading("Summary")[1])


def test_the_contents_list_knows_the_language_of_a_heading_and_of_the_section_around_it() -> None:
    inside = [{"type": "heading", "value": heading("نتائج")[1], "id": "cccccccc-1"}]
    body = story(
        heading("Findings"),
        ("heading", {**heading("خلاصہ")[1], "language": "ur"}),
        ("section", {"theme": "stock", "language": "ur", "content": inside}),
    )
    assert [entry.language for entry in contents_list(body)] == ["", "ur", "ur"]


def test_the_name_of_a_language_is_not_among_the_words_that_search_finds() -> None:
    body = story(("passage", PASSAGE))
    assert "Urdu" not in " ".join(StoryBlock().get_searchable_content(body))


@pytest.mark.parametrize(
    ("language", "way"), [("ar", "rtl"), ("ur", "rtl"), ("fa", "rtl"), ("ps", "rtl"), ("cy", "ltr")]
)
def test_each_language_runs_its_own_way(language: str, way: str) -> None:
    assert language in dict(PASSAGE_LANGUAGES)
    assert direction(language) == way


def test_words_marked_in_a_text_keep_their_language_when_an_editor_opens_and_saves_it() -> None:
    assert hooks.get_hooks("register_rich_text_features")
    converter = ContentstateConverter(features=RICH_TEXT_FEATURES)
    stored = f'<p data-block-key="a">Peace: <span {URDU}>سلام</span></p>'
    opened = converter.from_database_format(stored)
    assert "LANGUAGE-UR" in opened
    saved = converter.to_database_format(opened)
    assert 'lang="ur"' in saved
    assert 'dir="rtl"' in saved
    assert "سلام" in saved
