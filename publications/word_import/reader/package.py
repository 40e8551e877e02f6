"""What a .docx may be, judged before any of it is parsed. Needs nothing but the standard library.

A .docx is a zip of XML parts. The caps are far above what people write: a 60-page report with forty photographs has
about 40 parts, 1.5 MB of XML and 30 MB of pictures.
"""

import re
import zipfile
from typing import IO

MAXIMUM_SIZE = 50 * 1024 * 1024  # of the file
MAXIMUM_PARTS = 4_000
MAXIMUM_UNPACKED = 300 * 1024 * 1024
MAXIMUM_XML = 24 * 1024 * 1024  # of one part: parsed, it takes some thirty times that
MAXIMUM_RATIO = 200  # unpacked to packed, of a part over 1 MB; Word's own XML reaches 60
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .doc, and of an encrypted .docx
ZIP = b"PK\3\4"
MAIN_PART = re.compile(r"word/document\d*\.xml")  # Word on the web numbers it
MACROS = b"macroEnabled"
SNIFFED = 64 * 1024


class RefusedError(Exception):
    """The file is not read. The reason is one of the codes that `telling.REFUSALS` has words for."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check(file: IO[bytes]) -> None:
    """Look at the container only: kind, size, number of parts, macros. Raises RefusedError.

    A part never unpacks to more than the size that its entry states: Python's zipfile stops there.
    """
    check_kind(file)
    try:
        with zipfile.ZipFile(file) as package:
            check_parts(package)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, UnicodeDecodeError, OSError) as error:
        raise RefusedError("not_word") from error
    file.seek(0)


def check_kind(file: IO[bytes]) -> None:
    """Look at the size and the first bytes only, so that the upload form may ask it too. Raises RefusedError."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if not size:
        raise RefusedError("empty_file")
    if size > MAXIMUM_SIZE:
        raise RefusedError("too_large")
    begin = file.read(len(OLE))
    if begin == OLE:
        # The directory of an OLE file stands in its first or last sectors, its names in UTF-16.
        ends = file.read(SNIFFED)
        file.seek(max(0, size - SNIFFED))
        encrypted = "EncryptedPackage".encode("utf-16-le") in ends + file.read(SNIFFED)
        raise RefusedError("encrypted" if encrypted else "old_format")
    if not begin.startswith(ZIP):
        raise RefusedError("not_word")
    file.seek(0)


def main_part(package: zipfile.ZipFile) -> str | None:
    """The name of the part that holds the text."""
    return next((name for name in package.namelist() if MAIN_PART.fullmatch(name)), None)


def check_parts(package: zipfile.ZipFile) -> None:
    """Judge the list of parts by what it states. Raises RefusedError."""
    parts = package.infolist()
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or main_part(package) is None:
        raise RefusedError("not_word")
    if len(parts) > MAXIMUM_PARTS or sum(part.file_size for part in parts) > MAXIMUM_UNPACKED:
        raise RefusedError("bomb")
    for part in parts:
        if part.flag_bits & 1:
            raise RefusedError("encrypted")
        if part.file_size > 1024 * 1024 and part.file_size > MAXIMUM_RATIO * max(1, part.compress_size):
            raise RefusedError("bomb")
        if part.filename.endswith((".xml", ".rels")) and part.file_size > MAXIMUM_XML:
            raise RefusedError("too_long")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedError("macros")
    with package.open("[Content_Types].xml") as types:
        if MACROS in types.read(SNIFFED):
            raise RefusedError("macros")


def check_xml(package: zipfile.ZipFile) -> None:
    """Refuse a part that declares entities: Word never does, and a few lines of them fill the memory.

    UTF-16, in which a declaration would not be seen, is refused too: Word writes UTF-8.
    """
    for part in package.infolist():
        if not part.filename.endswith((".xml", ".rels")):
            continue
        with package.open(part) as file:
            data = file.read()
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:64] or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise RefusedError("entities")
