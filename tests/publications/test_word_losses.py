"""What a Word document loses on its way to a draft is told, word for word."""

import json

from publications.word_import.telling import LOSSES
from tests.publications.conftest import Imported
from tests.publications.word_documents import (
    NAMESPACES,
    cell,
    heading,
    link,
    listed,
    note,
    paragraph,
    picture,
    png,
    row,
    run,
    table,
    word_document,
)

BOX = "<w:txbxContent>" + paragraph("Boxed words") + "</w:txbxContent>"
LOSSY = word_document(
    paragraph("1 Introduction 3", style="toc 1"),
    heading("First"),
    paragraph("Under ", run("lined", '<w:u w:val="single"/>'), " struck ", run("out", "<w:strike/>")),
    paragraph(
        run("Tiny capitals", "<w:smallCaps/>"),
        run("secret", "<w:vanish/>"),
        run("2", '<w:vertAlign w:val="subscript"/>'),
    ),
    paragraph(
        "Hung ",
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>" + BOX + "</wps:txbx></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>" + BOX + "</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
    ),
    paragraph(
        "Tracked ",
        "<w:ins><w:r><w:t>added</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>",
        "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>",
    ),
    paragraph("Before the chart"),
    paragraph(
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><c:chart/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    ),
    paragraph("<w:r><w:object/></w:r>"),
    paragraph(link("A file", "l1"), '<w:hyperlink w:anchor="there"><w:r><w:t>Above</w:t></w:r></w:hyperlink>'),
    heading("Far below", 4),
    listed("A lettered entry", number=3),
    paragraph("Pulled", style="Pull words"),
    paragraph("Ends", note(1, "endnote")),
    table(row(cell("Only box"))),
    table(
        row(cell("Merged", properties='<w:gridSpan w:val="2"/>'), "Third"),
        row(cell("Tall", properties='<w:vMerge w:val="restart"/>'), "1", "2"),
        row(cell("", properties="<w:vMerge/>"), "3", "40%"),
    ),
    table(row("Noted", cell(paragraph("Cell", note(2)))), row("a", "50%")),
    heading("Second"),
    paragraph(picture("p1"), picture("p2", is_decorative=True), picture("p3", "A drawing of Word's own")),
    footnotes={2: "A note within a table"},
    endnotes={1: "At the end"},
    pictures={"p1": png("red"), "p2": png("blue"), "p3": b"\x01\x00\x00\x00 EMF"},
    links={"l1": "file:///C:/plan.docx"},
    parts={
        "word/comments.xml": f"<w:comments {NAMESPACES}><w:comment w:id='1'>{paragraph('Check this')}</w:comment></w:comments>",
        "word/header1.xml": f"<w:hdr {NAMESPACES}>{paragraph('Draft, not for quoting')}</w:hdr>",
    },
)


def test_nothing_is_dropped_without_a_word(imported: Imported) -> None:
    report, losses, shown = imported(LOSSY)
    assert set(losses) == {
        "contents", "underlines", "strikes", "capitals", "hidden_text", "subscripts", "text_boxes", "insertions",
        "deletions", "equations", "charts", "objects", "odd_links", "internal_links", "deep_headings", "list_letters",
        "own_styles", "endnotes", "boxes", "merged_cells", "no_header_row", "no_caption", "table_notes", "per_cent",
        "missing_alt", "picture_formats", "comments", "heads_and_feet", "empty_headings",
    }  # fmt: skip
    assert losses["comments"] == ["Check this"]
    assert losses["charts"] == ["Before the chart"]
    assert losses["own_styles"] == ["Pull words"]
    assert losses["heads_and_feet"] == ["Draft, not for quoting"]
    for words in (
        "Left out",
        "To be done before the report is published",
        "Draft, not for quoting",
        "Before the chart",
    ):
        assert words in shown
    text = json.dumps(report.chapters.get_prep_value(), ensure_ascii=False)
    for kept in ("Boxed words", "added", "x=1", "secret", "Only box", "[1] A note within a table", "At the end"):
        assert kept in text
    assert "gone" not in text


def test_merged_cells_and_percentages_keep_their_places(imported: Imported) -> None:
    report, _losses, _shown = imported(LOSSY)
    notice, merged, noted, _notes = list(report.chapters[0].value["body"])[-4:]
    assert notice.value["text"].source == "<p>Only box</p>"
    assert [column["heading"] for column in merged.value["table"].columns] == ["Merged", "", "Third"]
    assert [[str(cell.value) for cell in cells] for cells in merged.value["table"].rows] == [
        ["Tall", "1", "2"],
        ["", "3", "40%"],
    ]
    assert [column["heading"] for column in noted.value["table"].columns] == ["Noted", "Cell [1] (%)"]


def test_words_that_no_rule_foresaw_are_told(imported: Imported) -> None:
    unread = '<w:unheardOf xmlns:x="y"><w:r><w:t>Words in a thing of the future</w:t></w:r></w:unheardOf>'
    _report, losses, shown = imported(word_document(heading("One"), paragraph("Text"), f"<w:p>{unread}</w:p>"))
    assert losses["lost_text"] == ["Words in a thing of the future"]
    assert "Words in a thing of the future" in shown


def test_what_is_too_long_is_kept_whole_and_told(imported: Imported) -> None:
    long_title, long_heading = "Title " * 60, "Heading " * 30
    report, losses, _shown = imported(
        word_document(paragraph(long_title, style="Title"), heading(long_heading), heading("b"))
    )
    assert len(report.title) <= 255
    assert long_title.strip() in report.body[0].value.source
    assert report.chapters[0].value["title"] == long_heading.strip()
    assert "long_titles" in losses


def test_every_loss_has_words() -> None:
    assert all(str(telling.title) and str(telling.text) for telling in LOSSES.values())
