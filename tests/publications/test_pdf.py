"""The real PDF, made by WeasyPrint in its own process and read back."""

import builtins
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from wagtail.models import Page

from foundation.models import OrganisationSettings
from publications.making import pdf, pdf_child
from publications.making.colours import coloured, palette
from publications.making.made import MadeFile, MakerMissingError
from publications.making.pdf import PdfFailedError, draw_in_child
from publications.making.sources import RefusedAddressError, read
from publications.models import PublicationIndexPage, SurveyDetails, Version
from tests.bench.long_report import block, section
from tests.publications.conftest import MakeReport

ROOT = "http://localhost"
make_real_pdf = pdf.make_pdf


@pytest.fixture
def version(library: PublicationIndexPage, make_report: MakeReport) -> Version:
    """A report with findings, text, two chapters with the same heading, a table and a survey."""
    organisation = OrganisationSettings.for_site(library.get_site())
    organisation.promoter_name, organisation.promoter_address = "Sample Promoter", "1 Example Street, Exampleton"
    organisation.save()
    chapters = [
        block("chapter", {"title": f"Chapter {number}", "slug": f"part-{number}", "body": section(number, 1)})
        for number in (1, 2)
    ]
    report = make_report(
        title="Trust & the party",
        about_this_page="This is our summary of the report.",
        abstract="In short.",
        body=json.dumps([block("heading", {"text": "How to read these figures", "level": "2"})]),
        chapters=json.dumps(chapters),
        surveys=[SurveyDetails(population="Muslim members", sample_size=422)],
    )
    return Version.objects.get(report=report)


@pytest.fixture
def made(version: Version) -> MadeFile:
    """`make test` installs Pango: without it these tests fail, and do not pass unseen."""
    return make_real_pdf(version)


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def elements_of(element: Any, kind: str) -> Iterator[Any]:
    """The structure elements of a kind below another."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            if kid.get("/S") == kind:
                yield kid
            yield from elements_of(kid, kind)


def test_the_pdf_says_what_it_is_to_eyes_ears_and_programs(made: MadeFile, version: Version) -> None:
    assert (made.name, made.media_type, made.language, made.is_tagged) == (
        "trust-v1.pdf",
        "application/pdf",
        "en-GB",
        True,
    )
    with pikepdf.open(io.BytesIO(made.data)) as document:
        assert made.pages == len(document.pages) >= 6
        assert str(document.docinfo["/Title"]) == "Trust & the party"
        assert str(document.docinfo["/Author"]) == "Labour Muslim Network"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert document.open_metadata()["pdfuaid:part"] == "1"
        outline = document.open_outline().root[0].children
        assert [one.title for one in outline if one.title.endswith(("Chapter 1", "Chapter 2"))] == [
            "1 Chapter 1",
            "2 Chapter 2",
        ]
        assert [one.title for one in outline if "Chapter 2" in one.title and one.children[0].title == "Section 2.1"]
        tree = document.Root.StructTreeRoot
        figures = [str(figure.get("/Alt", "")) for figure in elements_of(tree, "/Figure")]
        assert "A field of one hundred stars, 29 of them inked" in figures
        assert "QR code that leads to http://localhost/publications/trust/v1/" in figures
        assert all(figures), "A drawing without words is a ground and not a figure."
        assert len(list(elements_of(tree, "/TH"))) == 2 * (2 + 8)
        assert all("/Headers" in cell.A for cell in elements_of(tree, "/TD") if cell.K)
        targets = [str(link.Dest) for page in document.pages for link in page.get("/Annots", []) if "/Dest" in link]
        assert {"h-section-1", "h-section-1-2", "part-1", "part-2", "survey"} <= set(targets)
    text = text_of(made.data)
    for words in (
        "November 2020",
        "This is our summary of the report.",
        "Promoted by Sample Promoter of 1 Example Street, Exampleton.",
        "29%",
        "How to read these figures",
        "http://localhost/publications/trust/v1/",
        "Muslim members",
        "422",
        f"1 / {made.pages}",
    ):
        assert words in text
    accent = bytes.fromhex(palette(OrganisationSettings.for_site(version.report.get_site()))["accent"][1:])
    with pypdfium2.PdfDocument(made.data) as document:
        picture = document[0].render(scale=1).to_pil().convert("RGB")
    assert tuple(accent) in {colour for _count, colour in picture.getcolors(1_000_000)}


def test_the_same_version_gives_the_same_bytes_in_another_process(made: MadeFile, version: Version) -> None:
    assert make_real_pdf(version).data == made.data


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data/",
        "https://example.org/tracker.png",
        f"{ROOT}/admin/",
        f"{ROOT}/static/../../../../etc/passwd",
        f"{ROOT}/static/%2e%2e/%2e%2e/manage.py",
        f"{ROOT}/media/../db.sqlite3",
        f"{ROOT}/media/%2e%2e/db.sqlite3",
        f"{ROOT}.example.org/static/portal/css/pdf.css",
    ],
)
def test_a_made_file_holds_nothing_but_static_files_and_media(address: str) -> None:
    with pytest.raises((RefusedAddressError, FileNotFoundError)):
        read(address, ROOT)


def test_a_made_file_may_hold_a_style_sheet() -> None:
    assert b"@page" in read(f"{ROOT}/static/portal/css/pdf.css", ROOT).data


def test_the_drawing_process_tells_a_machine_without_pango_from_a_broken_report(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = builtins.__import__

    def missing(name: str, *args: object, **kwargs: object) -> object:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    for loaded in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, loaded)
    with monkeypatch.context() as without:
        without.setattr(builtins, "__import__", missing)
        assert pdf_child.main(tmp_path) == pdf_child.NO_PANGO
    ended = subprocess.CompletedProcess([], pdf_child.NO_PANGO, stderr=b"")
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: ended)
    with pytest.raises(MakerMissingError, match="Pango"):
        draw_in_child(tmp_path, 0)


def test_a_report_that_cannot_be_drawn_fails_with_the_last_words_of_the_process(tmp_path: Path) -> None:
    with pytest.raises(PdfFailedError, match="FileNotFoundError"):
        draw_in_child(tmp_path, 0)


def test_drawings_carry_plain_colours_and_their_words(home_page: Page) -> None:
    colours = palette(OrganisationSettings.for_site(home_page.get_site()))
    drawn = coloured(
        '<svg class="count" aria-label="One &amp; two" viewBox="0 0 1 1"><g class="ck" fill="var(--chart-1)"/></svg>',
        colours,
    )
    assert f".ck{{fill:{colours['accent']}" in drawn
    assert f'fill="{colours["chart-1"]}"' in drawn
    assert "<title>One &amp; two</title>" in drawn
    assert "var(" not in drawn


def test_a_drawing_without_words_is_left_out_of_the_tags(home_page: Page) -> None:
    colours = palette(OrganisationSettings.for_site(home_page.get_site()))
    assert coloured('<p>Before <svg aria-hidden="true"><g/></svg> after</p>', colours) == "<p>Before  after</p>"
