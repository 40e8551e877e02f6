"""The draft of a report, from what the child process says that a Word document holds."""

import html
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.text import Truncator

from publications.blocks import ChapterBlock, free_slug
from publications.footnotes import LONGEST_NOTE, notes_of
from publications.models import PublicationIndexPage, ReportPage
from publications.models.word_imports import WordImport
from publications.word_import.losses import Losses
from publications.word_import.pictures import Pictures
from publications.word_import.tables import table_value

LONGEST_HEADING = ChapterBlock().child_blocks["title"].field.max_length
LONGEST_CAPTION = 300


def make_draft(asked: WordImport, path: str, answer: dict[str, Any]) -> tuple[ReportPage, Losses]:
    """Make the draft of the document at `path` below the library that was asked for, its pictures in the collection that was asked for.

    Never published: an editor looks at it first.
    """
    losses = Losses.from_list(answer["losses"])
    pictures = Pictures(asked, path, losses)
    try:
        # Pictures are read and saved first: they take long, and nobody else can write during a transaction of SQLite.
        report = Drafting(asked, losses, pictures, answer).report()
        with transaction.atomic():
            library = PublicationIndexPage.objects.select_for_update().get(pk=asked.library_id)
            library.add_child(instance=report)
            report.save_revision(user=asked.asked_by, log_action=True)
    except BaseException:
        pictures.forget()
        raise
    return report, losses


class Drafting:
    """One document's way into the fields of a report. Nothing is cut off: what is too long is told."""

    def __init__(self, asked: WordImport, losses: Losses, pictures: Pictures, answer: dict[str, Any]) -> None:
        self.asked, self.losses, self.pictures, self.answer = asked, losses, pictures, answer
        self.title = answer["title"] or asked.name.rpartition(".")[0] or asked.name

    def report(self) -> ReportPage:
        """The report, not yet saved."""
        front, *chapters = self.answer["parts"]
        report = ReportPage(live=False, owner=self.asked.asked_by)
        blocks = list(self.blocks(front["blocks"]))
        for name, words in (("subtitle", self.answer["subtitle"]), ("title", self.title)):
            longest = ReportPage._meta.get_field(name).max_length or 0
            if len(words) > longest:
                self.losses.add("long_titles", words)
                blocks.insert(0, made("text", f"<p>{html.escape(words, quote=False)}</p>"))
            setattr(report, name, Truncator(words).chars(longest))
        report.body = report.body.stream_block.to_python(blocks)
        report.chapters = report.chapters.stream_block.to_python(list(self.chapters(chapters)))
        return report

    def chapters(self, parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Each with an address of its own, so that the draft can be looked at before it is published."""
        taken: set[str] = set()
        for part in parts:
            slug = free_slug(part["title"], taken)
            taken.add(slug)
            self.measure(part["title"])
            yield made("chapter", {"title": part["title"], "slug": slug, "body": list(self.blocks(part["blocks"]))})

    def blocks(self, given: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The blocks of a part as they are stored."""
        for block in given:
            if block["type"] == "text":
                for note in notes_of(block["html"]):
                    if len(note) > LONGEST_NOTE:
                        self.losses.add("long_notes", note)
                yield made("text", block["html"])
            elif block["type"] == "heading":
                self.measure(block["text"])
                yield made("heading", {"text": block["text"], "level": block["level"], "language": "", "anchor": ""})
            elif block["type"] == "notice":
                yield made("notice", {"kind": "info", "heading": "", "text": block["html"]})
            elif block["type"] == "table" and block["rows"]:
                yield made("table", table_value(block["rows"], block["heads"], block["caption"], self.losses))
            elif block["type"] == "picture":
                if len(block["caption"]) > LONGEST_CAPTION:
                    self.losses.add("long_captions", block["caption"])
                picture = self.pictures.block(block)
                if picture is not None:
                    yield made("image", picture)
                elif block["caption"]:  # its words are not lost with it
                    yield made("text", f"<p>{html.escape(block['caption'], quote=False)}</p>")

    def measure(self, heading: str) -> None:
        """Tell a heading that is too long to be published."""
        if len(heading) > (LONGEST_HEADING or 0):
            self.losses.add("long_titles", heading)


def made(kind: str, value: Any) -> dict[str, Any]:
    """A block as a stream stores it."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}
