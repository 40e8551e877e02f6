"""Having a PDF read by the child process, and believing only what has the right shape."""

import base64
import binascii
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import Any

from django.db.models.fields.files import FieldFile

from publications.inspection.found import checked_facts, storable
from publications.inspection.running import Ending, Run, run_confined

CHILD = "publications.inspection.child"
LONGEST_SIDE = 800  # pixels of a picture
LARGEST_PICTURE = 1_000_000  # bytes
MOST_PAGES = 2000
LONGEST_REASON = 40
# What a lossy WebP without extras begins with: RIFF, its size, WEBP, the frame's chunk and size, the frame's tag,
# its mark, width and height (RFC 9649, section 2.5; RFC 6386, section 9.1).
WEBP = struct.Struct("<4s4x8s4x3x3sHH")
DIMENSION = 0x3FFF  # the upper two bits are a scale for showing


@dataclass(frozen=True)
class Inspection:
    """What the reading of a file came to.

    `state` is one of `DesignedFile.State` except "pending"; `reason` a word that `preflight` explains, empty for "ok".
    `texts` holds the text of page 1, page 2 and so on, as far as they were read. `thumbnail` is WebP.
    """

    state: str
    reason: str
    pages: int | None
    texts: list[str]
    thumbnail: bytes | None
    facts: dict[str, Any]


def inspect(path: Path | str) -> Inspection:
    """Read a file that a stranger made. Takes up to 30 s, so only a task may call it; never raises over the file."""
    run = run_confined(CHILD, "all", str(path))
    said = merged(run)
    state, reason = state_of(run, said)
    count = said.get("count")
    return Inspection(
        state=state,
        reason=reason,
        pages=count if isinstance(count, int) and count > 0 else None,
        texts=texts_of(run),
        thumbnail=checked_picture(said.get("picture")),
        facts=checked_facts(said.get("facts")),
    )


def thumbnail_of(path: Path | str) -> bytes | None:
    """Page one of a PDF as WebP, its longest side 800 pixels; None where it cannot be drawn. For tasks only."""
    return checked_picture(merged(run_confined(CHILD, "picture", str(path))).get("picture"))


@contextmanager
def local_copy(file: FieldFile) -> Iterator[Path]:
    """A path to the bytes of a stored file: its own where the storage is a folder, else of a copy that goes again."""
    try:
        path = Path(file.path)
    except NotImplementedError:  # how Django's storages say that they are no folder
        with NamedTemporaryFile(suffix=".pdf") as copy, file.open("rb") as stored:
            copyfileobj(stored, copy)
            copy.flush()
            yield Path(copy.name)
        return
    yield path


def merged(run: Run) -> dict[str, Any]:
    """All that was said, but for the pages, as one dictionary."""
    said: dict[str, Any] = {}
    for line in run.lines:
        if isinstance(line, dict) and "page" not in line:
            said |= line
    return said


def state_of(run: Run, said: dict[str, Any]) -> tuple[str, str]:
    """The state and the reason. A child that ended by itself without naming a state has failed too."""
    if run.ending is Ending.TIMED_OUT:
        return "timed_out", "timed_out"
    state = said.get("state")
    if run.ending is Ending.CRASHED or state not in {"ok", "partial", "refused"}:
        return "crashed", "crashed"
    return state, str(said.get("reason", ""))[:LONGEST_REASON]


def texts_of(run: Run) -> list[str]:
    """The texts of the pages in order, up to the first that is missing."""
    texts: list[str] = []
    for line in run.lines:
        if not isinstance(line, dict) or "page" not in line:
            continue
        if line["page"] != len(texts) + 1 or not isinstance(line.get("text"), str) or len(texts) == MOST_PAGES:
            break
        texts.append(storable(line["text"]))
    return texts


def checked_picture(encoded: object) -> bytes | None:
    """The picture, if it is a plain WebP of a size that we asked for: a child that was taken over may send anything."""
    if not isinstance(encoded, str) or not encoded or len(encoded) > LARGEST_PICTURE:
        return None
    try:
        data = base64.b64decode(encoded, validate=True)
        riff, kind, mark, width, height = WEBP.unpack_from(data)
    except (binascii.Error, ValueError, struct.error):
        return None
    is_webp = (riff, kind, mark) == (b"RIFF", b"WEBPVP8 ", b"\x9d\x01\x2a")
    sides = (width & DIMENSION, height & DIMENSION)
    return data if is_webp and min(sides) >= 1 and max(sides) <= LONGEST_SIDE else None
