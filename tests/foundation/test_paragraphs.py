"""The permanent ids of paragraphs: a link to one survives what happens to the others, and the editor keeps it."""

import re

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import RichText

from foundation.blocks import ProseBlock
from foundation.blocks.features import RICH_TEXT_FEATURES
from foundation.blocks.paragraphs import keyed, paragraphs_of, with_ids

BLOCK = "e5f6a7b8-0000-4000-8000-000000000000"


def ids(source: str) -> dict[str, str]:
    """The id of each paragraph by its words."""
    html = with_ids(RichText(source), BLOCK)
    return {re.sub("<[^>]+>", "", words): name for name, words in re.findall(r'id="([^"]+)">(.*?)</(?:p|li)>', html)}


def test_a_paragraph_keeps_its_id_when_others_come_and_go() -> None:
    before = ids("<p>One.</p><p>Two &amp; <b>more</b>.</p>")
    after = ids("<p>New.</p><p>Two &amp; <b>more</b>.</p><p>Three.</p>")
    assert before["Two &amp; more."] == after["Two &amp; more."]
    assert len(set(after.values())) == 3
    assert all(re.fullmatch(r"p-e5f6a7b8-[0-9a-f]{6}", name) for name in after.values())


def test_the_key_of_the_editor_outlives_the_words() -> None:
    assert ids('<p data-block-key="ab1cd">As it was.</p>') == {"As it was.": "p-e5f6a7b8-ab1cd"}
    assert ids('<p data-block-key="ab1cd">As it is.</p>') == {"As it is.": "p-e5f6a7b8-ab1cd"}


def test_the_same_words_twice_have_two_ids() -> None:
    html = with_ids(RichText("<p>Same.</p><p>Same.</p><ul><li>Same.</li></ul>"), BLOCK)
    found = re.findall(r'id="([^"]+)"', html)
    assert len(found) == len(set(found)) == 3


def test_what_the_editor_opens_and_saves_keeps_its_ids() -> None:
    """Text that was written in code has no keys: the editor would draw them by lot."""
    source = "<p>One.</p><ul><li>Two</li></ul>"
    converter = ContentstateConverter(RICH_TEXT_FEATURES)
    opened = converter.from_database_format(ProseBlock().value_for_form(RichText(source)))
    assert ids(converter.to_database_format(opened)) == ids(source)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<p></p>",
        "<p>",
        "No element at all",
        "<hr/>",
        '<p data-block-key="x">',
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
    ],
)
def test_odd_texts_come_through(source: str) -> None:
    assert keyed(keyed(source)) == keyed(source)
    with_ids(RichText(source), BLOCK)
    paragraphs_of(RichText(source))


def test_words_are_those_that_are_read() -> None:
    source = (
        '<p>A &amp; <a href="/x">b</a> <embed embedtype="footnote" note="Not these"/>c.</p>'
        "<ul><li>First<ul><li>Inner</li></ul></li></ul>"
    )
    assert [words for _key, words in paragraphs_of(RichText(source))] == ["A & b c.", "First", "Inner"]
