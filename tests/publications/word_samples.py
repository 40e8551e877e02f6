"""A Word document that comes whole, and how one is handed in."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from publications.models import PublicationIndexPage
from tests.publications.word_documents import (
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


def hand_in(client: Client, library: PublicationIndexPage, data: bytes, name: str = "trust.docx") -> Any:
    """Upload a document and follow to the page that tells what became of it."""
    upload = SimpleUploadedFile(name, data, "application/octet-stream")
    return client.post(reverse("word_import", args=[library.pk]), {"document": upload}, follow=True)
