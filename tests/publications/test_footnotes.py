"""A footnote lies in its text, is numbered in reading order, and is the same after any number of edits."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import expand_db_html

from publications.blocks import ReportProseBlock
from publications.footnotes import LONGEST_NOTE, note_html, numbered
from publications.models import ReportPage
from publications.rich_text import MARK
from tests.publications.conftest import MakeReport

FEATURES = ["bold", "italic", "link", "ul", "footnote"]
STORED = (
    '<p data-block-key="a1b2c">A <b>bold</b> claim<embed embedtype="footnote" '
    'note="It&#x27;s in &quot;The Book&quot;, &lt;p. 3&gt; &amp; after"/>. And more.</p>'
    '<ul><li data-block-key="d3e4f">An entry<embed embedtype="footnote" note="Again"/></li></ul>'
)


def note(words: str) -> str:
    """A note as the import from Word and the editor store it."""
    return f'<embed embedtype="footnote" note="{words}"/>'


def text(source: str) -> dict[str, str]:
    """A text block as a stream stores it."""
    return {"type": "text", "value": source}


def test_a_footnote_is_the_same_after_the_editor() -> None:
    converter = ContentstateConverter(FEATURES)
    assert converter.to_database_format(converter.from_database_format(STORED)) == STORED


def test_the_editor_is_given_the_words_and_one_character_that_carries_them() -> None:
    state = json.loads(ContentstateConverter(FEATURES).from_database_format(STORED))
    entity = state["entityMap"]["0"]
    assert (entity["type"], entity["mutability"]) == ("FOOTNOTE", "IMMUTABLE")
    assert entity["data"] == {"note": 'It\'s in "The Book", <p. 3> & after'}
    assert state["blocks"][0]["text"] == f"A bold claim{MARK}. And more."
    assert state["blocks"][0]["entityRanges"] == [{"key": 0, "offset": 12, "length": 1}]


def test_notes_are_numbered_in_reading_order_and_each_mark_opens_its_note() -> None:
    with numbered() as numbering:
        shown = expand_db_html(STORED) + expand_db_html(f"<p>x{note('Third')}</p>")
    assert [(found.number, str(found.text)) for found in numbering.notes] == [
        (1, "It&#x27;s in &quot;The Book&quot;, &lt;p. 3&gt; &amp; after"),
        (2, "Again"),
        (3, "Third"),
    ]
    opened = re.findall(r'popovertarget="pop-(\w+)"', shown)
    assert opened == [found.id for found in numbering.notes]
    assert MARK not in shown


def test_the_address_of_a_note_stays_when_another_is_put_before_it_and_two_alike_differ() -> None:
    with numbered() as before:
        expand_db_html(note("The source"))
    with numbered() as after:
        expand_db_html(note("New") + note("The source") + note("The source"))
    assert after.notes[1].id == before.notes[0].id
    assert len({found.id for found in after.notes}) == 3


def test_where_nobody_numbers_the_note_stands_in_the_text() -> None:
    assert expand_db_html(f"<p>x{note('A source')}</p>") == "<p>x [note: A source]</p>"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (
            "See https://example.org/a_(b)?c=1&d=2.",
            'See <a href="https://example.org/a_(b)?c=1&amp;d=2">https://example.org/a_(b)?c=1&amp;d=2</a>.',
        ),
        ("*The Book*, p. 3", "<i>The Book</i>, p. 3"),
        ("p < 0.05 * and n * m", "p &lt; 0.05 * and n * m"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_addresses_lead_and_words_between_asterisks_are_slanted(words: str, shown: str) -> None:
    assert note_html(words) == shown


@pytest.mark.parametrize("words", ["", "  ", "x" * (LONGEST_NOTE + 1)])
def test_an_empty_or_endless_note_is_refused(words: str) -> None:
    block = ReportProseBlock()
    with pytest.raises(ValidationError, match="footnote"):
        block.clean(block.to_python(f"<p>x{note(words)}</p>"))


def with_notes(make_report: MakeReport) -> ReportPage:
    """A report with a note on its first page and two in each of two chapters."""
    return make_report(
        body=json.dumps([text(f"<p>Front{note('N0')}</p>")]),
        chapters=json.dumps(
            [
                {
                    "type": "chapter",
                    "value": {
                        "title": name,
                        "slug": name,
                        "body": [text(f"<p>x{note(f'{name}1')}</p>"), text(f"<p>y{note(f'{name}2')}</p>")],
                    },
                }
                for name in ("a", "b")
            ]
        ),
    )


def notes_on(client: Client, address: str) -> list[str]:
    """The notes at the end of a page, in their order."""
    shown = client.get(address).content.decode()
    ending = shown.partition('<ol class="fns">')[2].partition("</ol>")[0]
    return re.findall(r'<li id="note-\w+">(\w+) ', ending)


def test_a_chapter_lists_its_notes_and_the_whole_report_all(make_report: MakeReport, client: Client) -> None:
    address = with_notes(make_report).url
    assert notes_on(client, address) == ["N0"]
    assert notes_on(client, f"{address}b/") == ["b1", "b2"]
    assert notes_on(client, f"{address}full/") == ["N0", "a1", "a2", "b1", "b2"]


def test_a_page_without_notes_has_no_list(make_report: MakeReport, client: Client) -> None:
    assert 'id="footnotes"' not in client.get(make_report().url).content.decode()
