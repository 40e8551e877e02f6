"""The PDF of a report: made by WeasyPrint from the frozen version, tagged for screen readers (PDF/UA-1)."""

import io
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.drawing import draw
from foundation.models import OrganisationSettings
from publications.inspection.reading import thumbnail_of
from publications.making import pdf_child
from publications.making.colours import as_picture, as_properties, coloured, palette
from publications.making.made import MadeFile, MakerMissingError, moment_of, site_of, stem_of
from publications.making.printed import printed_context
from publications.making.sources import read, read_those_in
from publications.models import Version

SHEETS = ("pdf.css", "pdf-cover.css", "pdf-text.css", "pdf-notes.css")
LONGEST = 600  # seconds, by the clock on the wall
LAST_WORDS = 2000  # characters of what a process said before it failed


class PdfFailedError(RuntimeError):
    """The process that draws PDFs ended without one. The message holds its last words."""


def make_pdf(version: Version) -> MadeFile:
    """Render a version. Raises MakerMissingError without Pango, PdfFailedError when it cannot be drawn."""
    report = version.frozen_report()
    site = site_of(report)
    organisation = OrganisationSettings.for_site(site)
    colours = palette(organisation)
    with override(report.language.partition("-")[0]):
        html = render_to_string("publications/report_pdf.html", printed_context(version, report, organisation))
    job = {
        "html": coloured(html, colours),
        "url": report.full_url or site.root_url,
        "sheets": [*sheets_at(site.root_url), own_sheet(site.root_url, report.slug, colours)],
        "identifier": version.sha256,
    }
    with tempfile.TemporaryDirectory(prefix="report-pdf-") as name:
        folder = Path(name)
        job["files"] = lay_out_files(folder, job, site.root_url)
        (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        draw_in_child(folder, int(moment_of(version).timestamp()))
        made = read_back(f"{stem_of(version)}.pdf", (folder / "made.pdf").read_bytes())
        return replace(made, thumbnail=thumbnail_of(folder / "made.pdf") or b"")


def sheets_at(root_url: str) -> list[dict[str, str]]:
    """The style sheets of the PDF with their addresses, by which they name the fonts."""
    urls = [urljoin(root_url, f"{settings.STATIC_URL}portal/css/{name}") for name in SHEETS]
    return [{"url": url, "text": read(url, root_url).data.decode()} for url in urls]


def own_sheet(root_url: str, slug: str, colours: dict[str, str]) -> dict[str, str]:
    """What is this report's own: the brand's colours, and its pattern as a ground, which no screen reader meets."""
    grounds = "".join(
        f'.art-{shape}{{background-image:url("data:image/svg+xml,{quoted(as_picture(draw(shape, slug), colours))}")}}'
        for shape in ("hero", "band")
    )
    return {"url": root_url, "text": as_properties(colours) + grounds}


def quoted(drawing: str) -> str:
    """A drawing within a data address."""
    return "".join({"#": "%23", "%": "%25", '"': "'", "\n": " "}.get(letter, letter) for letter in drawing)


def lay_out_files(folder: Path, job: dict[str, Any], root_url: str) -> dict[str, list[str]]:
    """Write down what the page and its sheets name; returns the name and type of each by its address."""
    files: dict[str, list[str]] = {}
    texts = [(job["html"], job["url"]), *((sheet["text"], sheet["url"]) for sheet in job["sheets"])]
    for text, base_url in texts:
        for url, source in read_those_in(text, base_url, root_url):
            if url not in files:
                files[url] = [f"part-{len(files)}", source.media_type]
                (folder / files[url][0]).write_bytes(source.data)
    return files


def draw_in_child(folder: Path, seconds: int) -> None:
    """Let a process of its own draw the PDF (publications/making/pdf_child.py says why).

    Its environment holds nothing of ours; the same moment and the same hash seed give the same bytes.
    """
    environment = {
        "PATH": os.defpath,
        "HOME": os.path.expanduser("~"),  # where fontconfig keeps what it knows
        "SOURCE_DATE_EPOCH": str(seconds),
        "PYTHONHASHSEED": "0",
    }
    try:
        done = subprocess.run(  # noqa: S603  (our own script, our own folder)
            [sys.executable, "-sP", pdf_child.__file__, str(folder)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PdfFailedError(f"Not drawn within {LONGEST} seconds.") from error
    if done.returncode == pdf_child.NO_PANGO:
        raise MakerMissingError(_("Pango is not installed: PDFs wait until it is."))
    if done.returncode:
        raise PdfFailedError(f"Ended with {done.returncode}: {done.stderr.decode(errors='replace')[-LAST_WORDS:]}")


def read_back(name: str, data: bytes) -> MadeFile:
    """What the finished file says of itself: nothing is claimed that the bytes do not hold."""
    with pikepdf.open(io.BytesIO(data)) as document:
        mark: Any = document.Root.get("/MarkInfo", {})
        return MadeFile(
            name=name,
            media_type="application/pdf",
            data=data,
            pages=len(document.pages),
            language=str(document.Root.get("/Lang", "")),
            is_tagged=bool(mark.get("/Marked", False)) and "/StructTreeRoot" in document.Root,
        )
