"""A page printed from the browser: ink on white, no navigation, nothing torn apart, the imprint at the end."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from pypdfium2 import PdfDocument

from portal.demo.streams import heading, listed, stream, table, text
from publications.models import ReportPage
from tests.browser.addresses import LANDING, REPORT
from tests.looks.modes import printed
from tests.looks.stage import Stage, open_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_on_stage")]

SENTENCE = "This is a sample sentence, set only to fill the sheet as a report of some length would. "
ROWS = [[f"Row {number} of the table", "29%"] for number in range(1, 9)]


@pytest.fixture
def long_report(stage: Stage) -> Iterator[Page]:
    """A report of a dozen sections, whose style can be changed."""
    page = ReportPage.objects.get(is_sample=False)
    page.change_note = "Changed for a test."
    sections = [
        block
        for number in range(1, 13)
        for block in (heading(f"Section {number} begins"), text(SENTENCE * (1 + number % 4)), listed("One.", "Two."))
    ]
    page.body = stream(*sections[:18], table("A whole table", ["Finding", "Share"], ROWS), *sections[18:])
    page.save()
    with stage.visitor(bypass_csp=True, color_scheme="dark") as context:
        yield open_page(context, REPORT)


def sheets_of(pdf: PdfDocument) -> list[str]:
    """The words of each sheet, its number left out."""
    words = [re.sub(r"\s+", " ", sheet.get_textpage().get_text_bounded()).strip() for sheet in pdf]
    return [re.sub(r" ?\d+ / \d+$", "", one) for one in words]


@pytest.mark.parametrize("pushed", [0, 9, 18, 27, 36])
def test_no_heading_ends_a_sheet_and_no_table_is_torn(long_report: Page, pushed: int) -> None:
    """`pushed` millimetres above the text bring other lines to the foot of each sheet."""
    long_report.add_style_tag(content=f".prose {{ padding-block-start: {pushed}mm; }}")
    sheets = sheets_of(printed(long_report))
    assert len(sheets) > 3
    for sheet in sheets:
        assert not re.search(r"Section \d+ begins$", sheet), sheet[-80:]
    assert len({place for place, sheet in enumerate(sheets) for row, _ in ROWS if row in sheet}) == 1
    for number in (1, 2, 3):
        [where] = [sheet for sheet in sheets if re.search(rf"Finding {number}\b", sheet)]
        assert "respondents" in where[where.index(f"Finding {number}") :]


def test_a_sheet_is_white_with_dark_ink_even_where_the_screen_is_dark(long_report: Page) -> None:
    for sheet in printed(long_report):
        picture = sheet.render(scale=0.5).to_pil().convert("L")
        assert picture.getpixel((2, 2)) == 255
        assert sum(picture.histogram()[200:]) > 0.75 * picture.width * picture.height


@pytest.mark.parametrize("address", ["/", REPORT, LANDING])
def test_navigation_stays_on_the_screen_and_the_imprint_comes_along(stage: Stage, address: str) -> None:
    with stage.visitor() as context:
        sheets = sheets_of(printed(open_page(context, address)))
    whole = " ".join(sheets)
    for words in ("Skip to", "Menu", "All people", "Copy link", "Quote this finding", "Full name", "Campaigns Events"):
        assert words not in whole
    assert "Promoted by" in sheets[-1]
    assert re.search(rf"https?://[\w.:]+{address}(\s|$)", sheets[-1])


def test_the_first_page_of_the_demo_report_takes_four_sheets(stage: Stage) -> None:
    with stage.visitor() as context:
        assert len(printed(open_page(context, REPORT))) == 4


def test_addresses_of_sources_are_written_out_and_those_of_the_site_are_not(stage: Stage) -> None:
    page = ReportPage.objects.get(is_sample=False)
    page.change_note = "Changed for a test."
    page.body = stream(
        text('See <a href="https://www.example.org/source">the source</a> and <a href="/about/">our work</a>.')
    )
    page.save()
    with stage.visitor() as context:
        whole = " ".join(sheets_of(printed(open_page(context, REPORT))))
    assert "the source (https://www.example.org/source)" in whole
    assert "/about/" not in whole
