"""PDFs as nobody should send them, made in code: small files that cost much, broken ones, ones that carry something.

Each function returns the bytes. `HOSTILE` names them all with what the reading must come to.
"""

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
WORDS = b"BT /F 12 Tf 20 300 Td (A page of a report.) Tj ET"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<" + entries + b"/Length %d>>stream\n" % len(data) + data + b"\nendstream"


def pdf(*objects: bytes, root: bytes = b"<</Type/Catalog/Pages 2 0 R>>") -> bytes:
    """A whole file: the catalogue is object 1, the others are numbered from 2."""
    body, places = b"%PDF-1.7\n", []
    for number, written in enumerate((root, *objects), 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + written + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    end = b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(body))
    return body + table + end


def plain(**changes: bytes) -> bytes:
    """An honest file of one page; keyword arguments put another object in the place of one."""
    parts = {"pages": PAGES, "page": PAGE, "contents": stream(WORDS), "font": FONT} | changes
    root = parts.pop("root", b"<</Type/Catalog/Pages 2 0 R>>")
    return pdf(*parts.values(), root=root)


def bomb() -> bytes:
    """A few kilobytes that become 1.5 GB: zeros, compressed twice.

    A piece that ends in a full flush may stand any number of times in a row, so only 10 MB need be compressed.
    """
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = pack.compress(bytes(10_000_000)) + pack.flush(zlib.Z_FULL_FLUSH)
    length = 150 * 10_000_000
    sum_of_zeros = (length % 65521) << 16 | 1  # Adler-32
    once = b"\x78\xda" + piece * 150 + b"\x03\x00" + sum_of_zeros.to_bytes(4, "big")
    return plain(contents=stream(zlib.compress(once, 9), b"/Filter[/FlateDecode/FlateDecode]"))


def laughs() -> bytes:
    """Ten forms, each of which draws the next one ten times: ten thousand million words."""
    levels = 10
    forms = [
        stream(
            b" /X Do" * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 300 400]/Resources<</XObject<</X %d 0 R>>>>" % (number + 1),
        )
        for number in range(6, 6 + levels)
    ]
    last = stream(WORDS, b"/Type/XObject/Subtype/Form/BBox[0 0 300 400]/Resources<</Font<</F 5 0 R>>>>")
    page = PAGE.replace(b"/Font<<", b"/XObject<</X 6 0 R>>/Font<<")
    return pdf(PAGES, page, stream(b"/X Do"), FONT, *forms, last)


def many_pages() -> bytes:
    """200,000 times the same page."""
    return plain(pages=b"<</Type/Pages/Kids[" + b"3 0 R " * 200_000 + b"]/Count 200000>>")


def count_that_lies() -> bytes:
    """One page, and a thousand million by its own account."""
    return plain(pages=b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>")


def loop() -> bytes:
    """A list of pages that holds itself."""
    return plain(pages=b"<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 3>>")


def saved(changed: Callable[[pikepdf.Pdf], None] = lambda _document: None, **options: object) -> bytes:
    """The honest file, changed and saved by pikepdf."""
    stream_out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain())) as document:
        changed(document)
        document.save(stream_out, **options)
    return stream_out.getvalue()


def with_password() -> bytes:
    """Nobody can open it who has no password."""
    return saved(encryption=pikepdf.Encryption(owner="owner", user="user"))


def locked() -> bytes:
    """Everybody can open it, and nobody may copy from it."""
    allowed = pikepdf.Permissions(extract=False, accessibility=False)
    return saved(encryption=pikepdf.Encryption(owner="owner", user="", allow=allowed))


def truncated() -> bytes:
    """Broken off before its only page."""
    return plain(contents=stream(WORDS * 200))[:120]


def without_pages() -> bytes:
    """Whole, with a list of pages that is empty."""
    return plain(pages=b"<</Type/Pages/Kids[]/Count 0>>")


def script() -> bytes:
    """Runs JavaScript when it is opened."""
    return plain(root=b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>")


def attachment() -> bytes:
    """Carries a spreadsheet."""

    def attach(document: pikepdf.Pdf) -> None:
        document.attachments["members.xlsx"] = b"names and addresses"

    return saved(attach)


def huge_page() -> bytes:
    """As wide and as high as from here to the moon."""
    return plain(page=PAGE.replace(b"300 400", b"1000000000000 1000000000000"))


def huge_picture() -> bytes:
    """A picture of 1,600 million dots in 200 kB."""
    side = 40_000
    pack = zlib.compressobj(9)
    dots = b"".join(pack.compress(bytes(side // 8)) for _ in range(side)) + pack.flush()
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray" % (side, side)
    page = PAGE.replace(b"/Font<<", b"/XObject<</I 6 0 R>>/Font<<")
    drawn = stream(b"300 0 0 400 0 0 cm /I Do")
    return pdf(PAGES, page, drawn, FONT, stream(dots, entries + b"/Filter/FlateDecode"))


def deep() -> bytes:
    """Lists within lists, a hundred thousand deep."""
    nested = b"[" * 100_000 + b"]" * 100_000
    return plain(font=FONT.replace(b">>", b"/Widths " + nested + b">>"))


def long_page() -> bytes:
    """One page with a quarter of a million letters."""
    lines = b"BT /F 1 Tf 1 TL 1 6990 Td " + b"(A line of some words that goes on and on)'\n" * 6_500 + b"ET"
    page = PAGE.replace(b"300 400", b"3000 7000")
    return plain(page=page, contents=stream(zlib.compress(lines, 9), b"/Filter/FlateDecode"))


def notes() -> bytes:
    """A comment of a colleague, the state before it, and the author's name."""
    first = plain()
    page = PAGE[:-2] + b"/Annots[<</Type/Annot/Subtype/Text/Rect[9 9 9 9]/Contents(Is this true?)>>]>>"
    at = len(first)
    added = b"3 0 obj\n" + page + b"\nendobj\n"
    info = b"6 0 obj\n<</Author(A. Person)/Title(draft 3.indd)>>\nendobj\n"
    table = b"xref\n3 1\n%010d 00000 n \n6 1\n%010d 00000 n \n" % (at, at + len(added))
    before = first.rindex(b"xref\n0")
    trailer = b"trailer<</Root 1 0 R/Info 6 0 R/Size 7/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return first + added + info + table + trailer % (before, at + len(added) + len(info))


@dataclass(frozen=True)
class Hostile:
    """A file, the states that its reading may come to, and some of the words that the editor must read."""

    name: str
    make: Callable[[], bytes]
    states: set[str]
    words: str


STOPPED = {"crashed", "timed_out"}
HOSTILE = [
    Hostile("bomb", bomb, STOPPED, "stops PDF readers"),
    Hostile("laughs", laughs, STOPPED, "It can be published if it opens well in a PDF reader."),
    Hostile("200,000 pages", many_pages, {"partial"}, "more than 2,000 pages"),
    Hostile("count that lies", count_that_lies, {"ok"}, "The file is not tagged."),
    Hostile("loop", loop, {"partial"}, "A page could not be read."),
    Hostile("password", with_password, {"refused"}, "opens only with a password"),
    Hostile("locked", locked, {"ok"}, "The file is locked."),
    Hostile("truncated", truncated, {"refused"}, "damaged"),
    Hostile("no pages", without_pages, {"refused"}, "has no pages"),
    Hostile("empty", lambda: b"", {"refused"}, "This is not a PDF"),
    Hostile("not a PDF", lambda: b"PK\x03\x04 a Word document", {"refused"}, "This is not a PDF"),
    Hostile("script", script, {"ok"}, "The file holds JavaScript."),
    Hostile("attachment", attachment, {"ok"}, "Other files are attached inside: members.xlsx."),
    Hostile("huge page", huge_page, {"ok"}, "The file is not tagged."),
    Hostile("huge picture", huge_picture, {"ok", *STOPPED}, "published"),
    Hostile("deep", deep, {"ok", "partial", "refused", *STOPPED}, "published"),
    Hostile("long page", long_page, {"partial"}, "more than 200,000 letters"),
    Hostile("notes", notes, {"ok"}, "Earlier states of the file can be recovered: 1."),
]
