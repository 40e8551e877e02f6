"""A Word document becomes a draft, and its editor reads what did not come along."""

import datetime
import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from foundation.models import LibraryImage
from publications.models import PublicationIndexPage, ReportPage, WordImport
from publications.word_import.tasks import give_up_word_imports
from publications.word_import.telling import LOSSES, REFUSALS, why
from tests.publications.word_documents import (
    MAIN_TYPE,
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
from users.models import User

WHOLE = word_document(
    paragraph("Trust in the party", style="Title"),
    paragraph("What members told us", style="Subtitle"),
    paragraph(
        "Asked in ", run("June", "<w:b/>"), " and ", run("July", "<w:i/>"), note(1), ", ", link("online", "l1"), "."
    ),
    heading("How people were asked"),
    paragraph("By post."),
    heading("Who answered", 2),
    listed("Members"),
    listed("In London", level=1),
    listed("Councillors"),
    paragraph("Table 1: Answers", style="caption"),
    table(row("", "2019", "2020", is_head=True), row("Yes", "1,240", "29"), row("No", "0", "")),
    heading("What they said"),
    paragraph(picture("p1", "A full hall")),
    paragraph("Figure 1: The meeting", style="caption"),
    footnotes={1: run("See ") + run("The Book", "<w:i/>") + run(", https://example.org/book.")},
    pictures={"p1": png()},
    links={"l1": "https://example.org/?a=1&b=2"},
)


@pytest.fixture
def editor(db: None) -> User:
    """Somebody who may do everything."""
    return User.objects.create_superuser("editor@example.org", password="x")


def hand_in(client: Client, library: PublicationIndexPage, data: bytes, name: str = "trust.docx") -> Any:
    """Upload a document and follow to the page that tells what became of it."""
    upload = SimpleUploadedFile(name, data, "application/octet-stream")
    return client.post(reverse("word_import", args=[library.pk]), {"document": upload}, follow=True)


@pytest.fixture
def imported(client: Client, editor: User, library: PublicationIndexPage) -> Any:
    """Imports a document as the editor; returns the draft, the losses by code, and the page."""

    def do(data: bytes, name: str = "trust.docx") -> tuple[ReportPage, dict[str, list[str]], str]:
        client.force_login(editor)
        response = hand_in(client, library, data, name)
        asked = WordImport.objects.latest("pk")
        assert asked.report is not None, asked.reason
        return asked.report, {loss["code"]: loss["places"] for loss in asked.losses}, response.content.decode()

    return do


def test_a_document_becomes_a_draft_with_chapters_tables_footnotes_and_pictures(imported: Any) -> None:
    report, losses, shown = imported(WHOLE)
    assert (report.title, report.subtitle, report.live) == ("Trust in the party", "What members told us", False)
    assert report.body[0].value.source == (
        '<p>Asked in <b>June</b> and <i>July</i><embed embedtype="footnote" note="See *The Book*, '
        'https://example.org/book."/>, <a href="https://example.org/?a=1&amp;b=2">online</a>.</p>'
    )
    asked, said = report.chapters
    assert [(child.value["title"], child.value["slug"]) for child in (asked, said)] == [
        ("How people were asked", "how-people-were-asked"),
        ("What they said", "what-they-said"),
    ]
    assert [child.block_type for child in asked.value["body"]] == ["text", "heading", "text", "table"]
    assert (
        asked.value["body"][2].value.source
        == "<ul><li>Members<ul><li>In London</li></ul></li><li>Councillors</li></ul>"
    )
    answers = asked.value["body"][3].value
    assert answers["table"].caption == "Table 1: Answers"
    assert [column["block"].name for column in answers["table"].columns] == ["text", "number", "number"]
    assert [[cell.value for cell in cells] for cells in answers["table"].rows] == [["Yes", 1240, 29], ["No", 0, None]]
    shown_picture = said.value["body"][0].value
    assert shown_picture["caption"] == "Figure 1: The meeting"
    assert shown_picture["image"].contextual_alt_text == "A full hall"
    assert losses == {}
    assert reverse("wagtailadmin_pages:edit", args=[report.pk]) in shown
    assert "Everything was taken over" in shown


def test_the_draft_can_be_saved_again_by_the_editor_as_it_is(imported: Any, client: Client) -> None:
    report, _losses, _shown = imported(WHOLE)
    kept = ReportPage.objects.get(pk=report.pk).get_latest_revision_as_object()
    assert kept.chapters.get_prep_value() == report.chapters.get_prep_value()
    for stream in (report.body, report.chapters):
        cleaned = stream.stream_block.clean(stream)
        assert len(cleaned) == len(stream)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[report.pk])).status_code == 200


def test_a_stranger_cannot_read_the_draft(imported: Any) -> None:
    report, _losses, _shown = imported(WHOLE)
    assert Client().get("/publications/trust-in-the-party/").status_code == 404
    assert report.get_latest_revision() is not None


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


def test_nothing_is_dropped_without_a_word(imported: Any) -> None:
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


def test_merged_cells_and_percentages_keep_their_places(imported: Any) -> None:
    report, _losses, _shown = imported(LOSSY)
    notice, merged, noted, _notes = list(report.chapters[0].value["body"])[-4:]
    assert notice.value["text"].source == "<p>Only box</p>"
    assert [column["heading"] for column in merged.value["table"].columns] == ["Merged", "", "Third"]
    assert [[str(cell.value) for cell in cells] for cells in merged.value["table"].rows] == [
        ["Tall", "1", "2"],
        ["", "3", "40%"],
    ]
    assert [column["heading"] for column in noted.value["table"].columns] == ["Noted", "Cell [1] (%)"]


def test_words_that_no_rule_foresaw_are_told(imported: Any) -> None:
    unread = '<w:unheardOf xmlns:x="y"><w:r><w:t>Words in a thing of the future</w:t></w:r></w:unheardOf>'
    _report, losses, shown = imported(word_document(heading("One"), paragraph("Text"), f"<w:p>{unread}</w:p>"))
    assert losses["lost_text"] == ["Words in a thing of the future"]
    assert "Words in a thing of the future" in shown


def test_a_lone_first_heading_is_the_title_and_the_second_level_makes_chapters(imported: Any) -> None:
    report, losses, _shown = imported(
        word_document(heading("The title"), heading("One", 2), heading("Two", 2), paragraph("x"))
    )
    assert (report.title, [child.value["title"] for child in report.chapters]) == ("The title", ["One", "Two"])
    assert "promoted" in losses


def test_a_document_without_headings_stays_whole_and_says_so(imported: Any) -> None:
    report, losses, _shown = imported(word_document(paragraph("Words")), name="Our report.docx")
    assert (report.title, len(report.chapters), "no_headings" in losses) == ("Our report", 0, True)


def test_a_long_chapter_is_divided_into_texts_of_a_screen_or_two(imported: Any) -> None:
    report, _losses, _shown = imported(word_document(heading("Long"), heading("End"), *[paragraph("Word " * 90)] * 40))
    texts = [child.value.source for child in report.chapters[1].value["body"]]
    assert len(texts) > 5
    assert max(len(text) for text in texts) < 4_000


def test_what_is_too_long_is_kept_whole_and_told(imported: Any) -> None:
    long_title, long_heading = "Title " * 60, "Heading " * 30
    report, losses, _shown = imported(
        word_document(paragraph(long_title, style="Title"), heading(long_heading), heading("b"))
    )
    assert len(report.title) <= 255
    assert long_title.strip() in report.body[0].value.source
    assert report.chapters[0].value["title"] == long_heading.strip()
    assert "long_titles" in losses


def test_a_picture_is_taken_into_the_library_once(imported: Any) -> None:
    document = word_document(
        heading("a"),
        heading("b"),
        paragraph(picture("p1", "A hall")),
        paragraph(picture("p2", "A hall")),
        pictures={"p1": png(), "p2": png()},
    )
    imported(document)
    imported(document)
    assert LibraryImage.objects.count() == 1


def test_a_footnote_of_a_heading_moves_to_the_next_paragraph(imported: Any) -> None:
    report, losses, _shown = imported(
        word_document(
            heading("a"), paragraph("Noted", note(1), style="heading 1"), paragraph("Text"), footnotes={1: "The note"}
        )
    )
    assert (
        report.chapters[1].value["body"][0].value.source == '<p>Text<embed embedtype="footnote" note="The note"/></p>'
    )
    assert losses["moved_notes"] == ["Noted"]


ENTITIES = (
    '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
DEEP = "<w:sdt><w:sdtContent>" * 5_000 + paragraph("x") + "</w:sdtContent></w:sdt>" * 5_000


def zipped(**parts: bytes) -> bytes:
    """A zip that is no Word document."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


BAD = {
    "empty file": (b"", "empty_file"),
    "no zip": (b"Dear Sir or Madam", "not_word"),
    "a PDF": (b"%PDF-1.7 ...", "not_word"),
    "another zip": (zipped(mimetype=b"application/epub+zip"), "not_word"),
    "cut off": (WHOLE[: len(WHOLE) // 2], "not_word"),
    "a .doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000, "old_format"),
    "a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2_000, "encrypted"),
    "macros": (word_document(paragraph("x"), parts={"word/vbaProject.bin": b"x"}), "macros"),
    "a .docm": (word_document(paragraph("x"), main_type=MAIN_TYPE.replace("document.main", "document.macroEnabled.main")), "macros"),
    "a zip bomb": (word_document(paragraph("x"), parts={"word/media/zeros.png": b"\0" * 30_000_000}), "bomb"),
    "endless XML": (word_document(paragraph("x"), parts={"word/document.xml": b" " * 25_000_000}), "bomb"),
    "entities": (word_document(parts={"word/document.xml": ENTITIES}), "entities"),
    "no text": (word_document(paragraph("")), "no_text"),
    "broken XML": (word_document(parts={"word/document.xml": "<w:document"}), "damaged"),
    "a picture that is not there": (word_document(heading("a"), paragraph(picture("p9", "x"))), "damaged"),
    "deep nesting": (word_document(DEEP), "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_in_plain_words_and_makes_no_report(
    kind: str, client: Client, editor: User, library: PublicationIndexPage
) -> None:
    data, reason = BAD[kind]
    client.force_login(editor)
    response = hand_in(client, library, data)
    assert response.status_code == 200
    assert str(REFUSALS[reason]) in response.content.decode()
    assert not ReportPage.objects.exists()


def test_a_file_of_60_mb_is_refused_before_it_is_read(
    client: Client, editor: User, library: PublicationIndexPage
) -> None:
    client.force_login(editor)
    response = hand_in(client, library, b"PK\x03\x04" + b"\0" * 60_000_000)
    assert str(REFUSALS["too_large"]) in response.content.decode()
    assert not WordImport.objects.exists()


def test_the_document_itself_is_not_kept(imported: Any) -> None:
    private = Path(settings.PRIVATE_ROOT)
    before = {path for path in private.rglob("*") if path.is_file()}
    imported(WHOLE)
    assert {path for path in private.rglob("*") if path.is_file()} == before
    assert not WordImport.objects.get().file


def test_only_who_may_add_a_report_may_import_one(client: Client, library: PublicationIndexPage) -> None:
    group = Group.objects.create(name="Editors of what is there")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(group=group, page=library, permission_type="change")
    user = User.objects.create_user("other@example.org", password="x")
    user.groups.add(group)
    client.force_login(user)
    explorer = client.get(reverse("wagtailadmin_explore", args=[library.pk]))
    assert reverse("word_import", args=[library.pk]) not in explorer.content.decode()
    shown = hand_in(client, library, WHOLE).content.decode()
    assert "you do not have permission" in shown
    assert not WordImport.objects.exists()


def test_an_editor_without_a_place_for_pictures_gets_the_text_and_is_told(
    client: Client, library: PublicationIndexPage
) -> None:
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(group=group, page=library, permission_type="add")
    user = User.objects.create_user("writer@example.org", password="x")
    user.groups.add(group)
    client.force_login(user)
    hand_in(client, library, WHOLE)
    asked = WordImport.objects.get()
    assert asked.report.owner == user
    assert [loss["code"] for loss in asked.losses] == ["pictures_not_allowed"]
    assert not LibraryImage.objects.exists()


def test_the_way_in_stands_in_the_menu_of_the_library(
    client: Client, editor: User, library: PublicationIndexPage
) -> None:
    client.force_login(editor)
    assert (
        reverse("word_import", args=[library.pk])
        in client.get(reverse("wagtailadmin_explore", args=[library.pk])).content.decode()
    )


def test_whoever_waits_for_a_worker_that_died_is_told(editor: User, library: PublicationIndexPage) -> None:
    handed_in = timezone.now() - datetime.timedelta(minutes=20)
    document = SimpleUploadedFile("a.docx", WHOLE)
    asked = WordImport.objects.create(library=library, name="a.docx", file=document, asked_at=handed_in)
    assert give_up_word_imports() == 1
    asked.refresh_from_db()
    assert (asked.state, str(why(asked)), bool(asked.file)) == ("crashed", str(REFUSALS["lost"]), False)
    assert give_up_word_imports() == 0


def test_a_document_is_deleted_with_the_library_that_it_was_meant_for(library: PublicationIndexPage) -> None:
    asked = WordImport.objects.create(library=library, name="a.docx", file=SimpleUploadedFile("a.docx", WHOLE))
    storage, name = asked.file.storage, asked.file.name
    assert storage.exists(name)
    with TestCase.captureOnCommitCallbacks(execute=True):
        library.delete()
    assert not storage.exists(name)


def test_every_loss_has_words() -> None:
    assert all(str(telling.title) and str(telling.text) for telling in LOSSES.values())


def test_a_document_of_60_pages_is_read_in_under_ten_seconds(imported: Any) -> None:
    chapter = [
        *[paragraph("Sixty words of invented text stand here. " * 9, note(1)) for _number in range(35)],
        table(*[row(*["12"] * 6) for _number in range(20)]),
        paragraph(picture("p1", "A hall")),
    ]
    body = [part for number in range(12) for part in (heading(f"Chapter {number}"), *chapter)]
    document = word_document(*body, footnotes={1: "A note. " * 20}, pictures={"p1": png(size=(1600, 1200))})
    began = time.monotonic()
    report, _losses, _shown = imported(document)
    assert time.monotonic() - began < 10
    assert len(report.chapters) == 12
