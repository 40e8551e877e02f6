"""The real PDF, made by WeasyPrint and read back. One file for the whole module: it takes a second."""

import builtins
import datetime
import io
import json
import sys
from decimal import Decimal

import pikepdf
import pypdfium2
import pytest
from wagtail.models import Page

from foundation.models import OrganisationSettings
from publications.models import Finding, PublicationIndexPage, ReportAuthor, ReportPage, Version
from publications.pdf import (
    MadePdf,
    PdfMakerMissingError,
    RefusedAddressError,
    coloured,
    load_weasyprint,
    make_pdf,
    palette,
    site_fetcher,
)

ROOT = "http://localhost"


@pytest.fixture(scope="module")
def weasyprint() -> object:
    try:
        return load_weasyprint()
    except PdfMakerMissingError:
        pytest.skip("Pango is not installed here")


@pytest.fixture
def made(weasyprint: object, library: PublicationIndexPage) -> MadePdf:
    """The PDF of a report with findings, a table of contents and a link that must not be followed."""
    organisation = OrganisationSettings.for_site(library.get_site())
    organisation.promoter_name, organisation.promoter_address = "Sample Promoter", "1 Example Street, Exampleton"
    organisation.save()
    body = [
        {"type": "heading", "id": "a1b2c3d4", "value": {"text": "How to read these figures", "level": "2"}},
        {"type": "text", "id": "e5f6a7b8", "value": "<p>" + "Each figure is a share. " * 400 + "</p>"},
    ]
    report = ReportPage(
        title="Trust & the party",
        slug="trust",
        published_on=datetime.date(2020, 11, 1),
        published_precision="month",
        about_this_page="This is our summary of the report.",
        abstract="In short.",
        body=json.dumps(body),
    )
    report.authors = [ReportAuthor(external_name="Labour Muslim Network")]
    report.findings = [Finding(statement="had experienced it", words="29%", value=Decimal(29))]
    library.add_child(instance=report)
    report.save_revision().publish()
    return make_pdf(Version.objects.get(report=report))


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def test_the_pdf_is_tagged_and_has_title_language_pages_and_our_words(made: MadePdf) -> None:
    assert made.is_tagged
    assert made.language == "en-GB"
    with pikepdf.open(io.BytesIO(made.data)) as document:
        assert made.pages == len(document.pages) >= 3
        assert str(document.docinfo["/Title"]) == "Trust & the party"
        assert str(document.docinfo["/Author"]) == "Labour Muslim Network"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert len(document.open_outline().root) >= 1
    text = " ".join(text_of(made.data).split())
    for words in (
        "November 2020",
        "This is our summary of the report.",
        "Promoted by Sample Promoter of 1 Example Street, Exampleton.",
        "29%",
        "How to read these figures",
        "Version 1, November 2020",
        "http://localhost/publications/trust/",
    ):
        assert words in text
    assert f"1 / {made.pages}" in text


def test_the_star_field_is_inked_in_the_brand_s_own_accent(made: MadePdf, library: PublicationIndexPage) -> None:
    with pypdfium2.PdfDocument(made.data) as document:
        picture = document[0].render(scale=1).to_pil().convert("RGB")
    accent = bytes.fromhex(palette(OrganisationSettings.for_site(library.get_site()))["accent"][1:])
    reds = [colour for _count, colour in picture.getcolors(1_000_000) if colour == tuple(accent)]
    assert reds


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
def test_the_pdf_maker_reads_nothing_but_static_files_and_media(weasyprint: object, address: str) -> None:
    with pytest.raises((RefusedAddressError, FileNotFoundError)):
        site_fetcher(weasyprint, ROOT).fetch(address)


def test_the_pdf_maker_reads_the_style_sheet(weasyprint: object) -> None:
    assert b"@page" in site_fetcher(weasyprint, ROOT).fetch(f"{ROOT}/static/portal/css/pdf.css").read()


def test_a_machine_without_pango_is_told_apart_from_a_broken_report(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *args: object, **kwargs: object) -> object:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    for loaded in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(PdfMakerMissingError, match="Pango"):
        load_weasyprint()


def test_drawings_carry_plain_colours(home_page: Page) -> None:
    colours = palette(OrganisationSettings.for_site(home_page.get_site()))
    html = coloured('<svg class="count" viewBox="0 0 1 1"><g class="ck"/></svg>', colours)
    assert f".ck{{fill:{colours['accent']}" in html
    assert "var(" not in html
