"""A Word document becomes the draft of a report."""

import datetime
import resource
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
from publications.word_import.telling import REFUSALS, why
from tests.publications.conftest import Imported
from tests.publications.word_documents import (
    heading,
    note,
    paragraph,
    picture,
    png,
    row,
    table,
    word_document,
)
from tests.publications.word_samples import WHOLE, hand_in
from users.models import User


def test_a_document_becomes_a_draft_with_chapters_tables_footnotes_and_pictures(imported: Imported) -> None:
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


def test_the_draft_can_be_saved_again_by_the_editor_as_it_is(imported: Imported, client: Client) -> None:
    report, _losses, _shown = imported(WHOLE)
    kept = ReportPage.objects.get(pk=report.pk).get_latest_revision_as_object()
    assert kept.chapters.get_prep_value() == report.chapters.get_prep_value()
    for stream in (report.body, report.chapters):
        cleaned = stream.stream_block.clean(stream)
        assert len(cleaned) == len(stream)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[report.pk])).status_code == 200


def test_a_stranger_cannot_read_the_draft(imported: Imported) -> None:
    report, _losses, _shown = imported(WHOLE)
    assert Client().get("/publications/trust-in-the-party/").status_code == 404
    assert report.get_latest_revision() is not None


def test_a_lone_first_heading_is_the_title_and_the_second_level_makes_chapters(imported: Imported) -> None:
    report, losses, _shown = imported(
        word_document(heading("The title"), heading("One", 2), heading("Two", 2), paragraph("x"))
    )
    assert (report.title, [child.value["title"] for child in report.chapters]) == ("The title", ["One", "Two"])
    assert "promoted" in losses


def test_a_document_without_headings_stays_whole_and_says_so(imported: Imported) -> None:
    report, losses, _shown = imported(word_document(paragraph("Words")), name="Our report.docx")
    assert (report.title, len(report.chapters), "no_headings" in losses) == ("Our report", 0, True)


def test_a_long_chapter_is_divided_into_texts_of_a_screen_or_two(imported: Imported) -> None:
    report, _losses, _shown = imported(word_document(heading("Long"), heading("End"), *[paragraph("Word " * 90)] * 40))
    texts = [child.value.source for child in report.chapters[1].value["body"]]
    assert len(texts) > 5
    assert max(len(text) for text in texts) < 4_000


def test_a_picture_is_taken_into_the_library_once(imported: Imported) -> None:
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


def test_a_footnote_of_a_heading_moves_to_the_next_paragraph(imported: Imported) -> None:
    report, losses, _shown = imported(
        word_document(
            heading("a"), paragraph("Noted", note(1), style="heading 1"), paragraph("Text"), footnotes={1: "The note"}
        )
    )
    assert (
        report.chapters[1].value["body"][0].value.source == '<p>Text<embed embedtype="footnote" note="The note"/></p>'
    )
    assert losses["moved_notes"] == ["Noted"]


def test_the_document_itself_is_not_kept(imported: Imported) -> None:
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


def test_each_picture_of_a_document_is_read_twice_however_many_there_are(
    imported: Imported, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once to know it by its hash, once to take it; looking through all for each would be the square of their number."""
    colours = {f"p{number}": png(colour=f"#{number * 20:02x}0000") for number in range(8)}
    reads: list[str] = []
    read = zipfile.ZipFile.read

    def counted(package: zipfile.ZipFile, name: Any, *args: Any) -> bytes:
        reads.append(getattr(name, "filename", name))
        return read(package, name, *args)

    monkeypatch.setattr(zipfile.ZipFile, "read", counted)
    body = [heading("a"), heading("b"), *(paragraph(picture(name, "A hall")) for name in colours)]
    imported(word_document(*body, pictures=colours))
    assert LibraryImage.objects.count() == len(colours)
    assert len([name for name in reads if "media/" in name]) == 2 * len(colours)


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
    client: Client, word_editor: User, library: PublicationIndexPage
) -> None:
    client.force_login(word_editor)
    assert (
        reverse("word_import", args=[library.pk])
        in client.get(reverse("wagtailadmin_explore", args=[library.pk])).content.decode()
    )


def test_whoever_waits_for_a_worker_that_died_is_told(word_editor: User, library: PublicationIndexPage) -> None:
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


def seconds_of_work() -> float:
    """What this process and its ended children have worked: others on the machine do not count."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def test_a_document_of_60_pages_is_read_in_under_ten_seconds(imported: Imported) -> None:
    chapter = [
        *[paragraph("Sixty words of invented text stand here. " * 9, note(1)) for _number in range(35)],
        table(*[row(*["12"] * 6) for _number in range(20)]),
        paragraph(picture("p1", "A hall")),
    ]
    body = [part for number in range(12) for part in (heading(f"Chapter {number}"), *chapter)]
    document = word_document(*body, footnotes={1: "A note. " * 20}, pictures={"p1": png(size=(1600, 1200))})
    began = seconds_of_work()
    report, _losses, _shown = imported(document)
    assert seconds_of_work() - began < 10
    assert len(report.chapters) == 12
