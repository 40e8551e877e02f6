"""Reads one PDF: what is in it, the text of each page, a picture of the first. Runs in a confined child process alone.

Prints JSON values, a line each, as soon as it knows them, so that what was read stays when it dies over the rest:
`facts`, `count`, `page` (as often as there are pages), `picture`, and at the end `state` with a `reason` if not ok.
"""

import base64
import contextlib
import io
import json
import sys
import time
from typing import Any

import pypdfium2
from PIL import Image

from publications.inspection.facts import NotOpenedError, facts_of
from publications.inspection.wording import LONGEST_PAGE, tidy

MOST_PAGES = 2000
MOST_TEXT = 12_000_000  # bytes of all pages together
TEXT_SECONDS = 14  # of processor time, of 20: the picture comes after the text
LONGEST_SIDE = 800  # pixels of the picture
NARROWEST = 1 / 4  # short side to long side; a page narrower than that has no picture
MAGIC_WITHIN = 1024  # bytes: readers look for "%PDF-" in these, and so does PDFium


def main(arguments: list[str]) -> None:
    """`picture PATH` draws the first page only, `all PATH` reads everything."""
    task, path = arguments
    if task == "picture":
        document = pypdfium2.PdfDocument(path)
        say(picture=picture_of(document[0]))
        return
    read(path)


def say(**values: Any) -> None:
    """Write one line and let it go: an abort() would take what is still in the buffer."""
    sys.stdout.buffer.write(json.dumps(values, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def read(path: str) -> None:
    """Everything about a file, or why it cannot be opened."""
    with open(path, "rb") as file:
        if b"%PDF-" not in file.read(MAGIC_WITHIN):
            say(state="refused", reason="not_a_pdf")
            return
    with contextlib.suppress(NotOpenedError):
        say(facts=facts_of(path))
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        say(state="refused", reason="password" if "password" in str(error).lower() else "damaged")
        return
    count = len(document)
    if count == 0:
        say(state="refused", reason="damaged")
        return
    say(count=count)
    reason = read_pages(document, count)
    reason = draw_first(document) or reason
    say(state="partial" if reason else "ok", reason=reason)


def read_pages(document: pypdfium2.PdfDocument, count: int) -> str:
    """Say the text of each page. Returns why some of it is missing, empty if none is."""
    reason, left = "", MOST_TEXT
    for number in range(1, count + 1):
        if number > MOST_PAGES:
            return "too_many_pages"
        if time.process_time() > TEXT_SECONDS:
            return "slow"
        try:
            text, is_whole = text_of(document[number - 1])
        except pypdfium2.PdfiumError:
            text, is_whole = "", True
            reason = reason or "broken_page"
        left -= len(text.encode("utf-8", "replace"))
        if left < 0:
            return "too_much_text"
        if not is_whole:
            reason = "long_page"
        say(page=number, text=text)
    return reason


def text_of(page: pypdfium2.PdfPage) -> tuple[str, bool]:
    """The tidy text of a page, and whether it is all of it."""
    try:
        read = page.get_textpage()
        try:
            length = read.count_chars()
            return tidy(read.get_text_range(0, min(length, LONGEST_PAGE)) if length else ""), length <= LONGEST_PAGE
        finally:
            read.close()
    finally:
        page.close()


def draw_first(document: pypdfium2.PdfDocument) -> str:
    """Say the picture of page one. Returns why there is none, empty if there is."""
    try:
        drawn = picture_of(document[0])
    except pypdfium2.PdfiumError:
        return "broken_page"
    if drawn:
        say(picture=drawn)
    return ""


def picture_of(page: pypdfium2.PdfPage) -> str:
    """The page on white as WebP in base64, its longest side 800 pixels; empty for a page of a strange shape."""
    width, height = page.get_size()
    if min(width, height) <= 0 or min(width, height) / max(width, height) < NARROWEST:
        return ""
    bitmap = page.render(scale=LONGEST_SIDE / max(width, height), may_draw_forms=False)
    image = bitmap.to_pil().convert("RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    image.save(stream, "WEBP", quality=80, method=4)
    return base64.b64encode(stream.getvalue()).decode("ascii")


if __name__ == "__main__":
    main(sys.argv[1:])
