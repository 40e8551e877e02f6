"""A file that is no good Word document is refused in plain words, and nothing is lost or left behind."""

import io
import zipfile

import pytest
from django.test import Client

from publications.models import PublicationIndexPage, ReportPage, WordImport
from publications.word_import.telling import REFUSALS
from tests.publications.word_documents import MAIN_TYPE, NAMESPACES, heading, paragraph, picture, word_document
from tests.publications.word_samples import WHOLE, hand_in
from users.models import User

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
    kind: str, client: Client, word_editor: User, library: PublicationIndexPage
) -> None:
    data, reason = BAD[kind]
    client.force_login(word_editor)
    response = hand_in(client, library, data)
    assert response.status_code == 200
    assert str(REFUSALS[reason]) in response.content.decode()
    assert not ReportPage.objects.exists()


def test_a_file_of_60_mb_is_refused_before_it_is_read(
    client: Client, word_editor: User, library: PublicationIndexPage
) -> None:
    client.force_login(word_editor)
    response = hand_in(client, library, b"PK\x03\x04" + b"\0" * 60_000_000)
    assert str(REFUSALS["too_large"]) in response.content.decode()
    assert not WordImport.objects.exists()
