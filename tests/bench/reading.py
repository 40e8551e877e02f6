"""What it costs to read an uploaded PDF: text of each page, check, picture, and the child process itself."""

import resource
import tempfile

from publications.inspection.reading import inspect
from tests.hostile_files import FONT, pdf, stream

PAGES, LINES, TIMES = 100, 40, 3
LINE = b"(Each line of this invented report holds nine or ten words.)'\n"


def printed_report(pages: int) -> bytes:
    """So many pages of forty lines, as a text program writes them."""
    words = stream(b"BT /F 11 Tf 14 TL 40 780 Td " + LINE * LINES + b"ET")
    numbers = [4 + 2 * number for number in range(pages)]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    parts = [b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % pages, FONT]
    for number in numbers:
        fonts = b"/Resources<</Font<</F 3 0 R>>>>"
        parts.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R" % (number + 1) + fonts + b">>")
        parts.append(words)
    return pdf(*parts)


def cpu_of_children() -> float:
    """Seconds of processor time that child processes have used so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cpu_of_reading(pages: int) -> float:
    """Seconds of processor time that one reading takes."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(printed_report(pages))
        file.flush()
        before = cpu_of_children()
        for _time in range(TIMES):
            found = inspect(file.name)
            assert len(found.texts) == pages
        return (cpu_of_children() - before) / TIMES


def costs_of_reading() -> list[list[str]]:
    """Rows for the tables of `make bench`: what, measured, target."""
    one, many = cpu_of_reading(1), cpu_of_reading(PAGES)
    each = (many - one) / (PAGES - 1)
    return [
        ["text extraction of a page: CPU ms", f"{1000 * each:.1f}", "≤ 5"],
        ["the child process, check and picture: CPU ms", f"{1000 * one:.0f}", "≤ 400"],
    ]
