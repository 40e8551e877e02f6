"""Type as good typesetters set it: the measure, figures, quotation marks, and no jump when the fonts arrive."""

from collections.abc import Iterator
from statistics import mean

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from playwright.sync_api import Page, Route

from portal.demo.streams import quote, stream, table, text
from publications.models import ReportPage
from tests.browser.addresses import LANDING, REPORT
from tests.fonts import FONTS
from tests.looks.modes import PHONE, WIDE, Mode
from tests.looks.stage import Stage, open_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_on_stage")]

# Letters to a line, of each paragraph that has more than two: the last line is left out.
LINES = """
() => [...document.querySelectorAll(".prose > p:not(.first, .meta, .cite), .prose .text > p")].flatMap((paragraph) => {
  const lines = new Map();
  const words = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const { data } = words.currentNode;
    for (let place = 0; place < data.length; place += 1) {
      const range = document.createRange();
      range.setStart(words.currentNode, place);
      range.setEnd(words.currentNode, place + 1);
      const { top, width } = range.getBoundingClientRect();
      if (width) lines.set(Math.round(top), (lines.get(Math.round(top)) ?? 0) + 1);
    }
  }
  const counts = [...lines.values()];
  return counts.length > 2 ? counts.slice(0, -1) : [];
})
"""
HAS_FONT = "document.fonts.check('19px \"Broadsheet Text\"')"
LONG = (
    "Respondents were asked whether they had seen or met with prejudice at meetings, in campaigning or on the platforms "
    "where members talk to one another, and whether anything was done when they had reported it to somebody in charge. "
    "Many had, and few said that they had heard of it again; most did not know who in the party would have to answer."
)


TABLE = table("Shares", ["Finding", "Share"], [["Of respondents", "29%"]])


@pytest.fixture
def report(stage: Stage) -> Iterator[Page]:
    """The report with long paragraphs and a quotation."""
    page = ReportPage.objects.get(is_sample=False)
    page.change_note = "Changed for a test."
    page.body = stream(
        text(LONG, LONG), quote("We were asked, and then nobody came back to us.", "A councillor"), TABLE
    )
    page.save()
    with stage.visitor() as context:
        yield open_page(context, REPORT)


@pytest.mark.parametrize("width", [1440, 768])
def test_a_line_of_a_report_holds_60_to_75_letters(report: Page, width: int) -> None:
    Mode("", width).set_on(report)
    lines = report.evaluate(LINES)
    assert len(lines) > 6
    assert 60 <= mean(lines) <= 75, lines
    assert max(lines) <= 80, lines


def test_no_paragraph_ends_in_a_word_alone(report: Page) -> None:
    for width in (1440, 1000, 768, 390):
        Mode("", width).set_on(report)
        last_lines = report.evaluate(
            """() => [...document.querySelectorAll(".prose .text > p")].map((paragraph) => {
              const text = paragraph.firstChild;
              const range = document.createRange();
              const top = (place) => {
                range.setStart(text, place);
                range.setEnd(text, place + 1);
                return range.getBoundingClientRect().top;
              };
              const last = top(text.length - 1);
              let place = text.length - 1;
              while (top(place - 1) > last - 5) place -= 1;
              return text.data.slice(place);
            })"""
        )
        assert all(" " in line.strip() for line in last_lines), (width, last_lines)


def test_figures_of_headings_and_tables_are_of_one_height(report: Page) -> None:
    for selector in ("h1", ".find .n", "table"):
        variant = report.evaluate(f"getComputedStyle(document.querySelector('{selector}')).fontVariantNumeric")
        assert "lining-nums" in variant
    for name in ("ui", "display"):
        face = TTFont(FONTS / f"broadsheet-{name}.woff2")
        lows, highs = zip(*(height_of(face, figure) for figure in "0123456789"), strict=True)
        assert max(highs) - min(highs) < 20
        assert max(lows) - min(lows) < 20


def test_figures_of_a_column_stand_below_each_other(stage: Stage) -> None:
    with stage.visitor() as context:
        page = open_page(context, REPORT)
        widths = page.evaluate(
            """() => ["1111", "4444", "0000", "7777"].map((figures) => {
              const cell = document.querySelector("td");
              const span = document.createElement("span");
              span.textContent = figures;
              cell.append(span);
              return span.getBoundingClientRect().width;
            })"""
        )
    assert max(widths) - min(widths) < 0.05, widths


def test_a_quotation_has_the_marks_of_its_language_and_the_first_hangs(report: Page) -> None:
    marks = report.evaluate(
        """() => {
          const [words] = document.querySelectorAll(".pull blockquote > p");
          const range = document.createRange();
          range.selectNodeContents(words);
          const before = getComputedStyle(words, "::before");
          return [before.content, getComputedStyle(words, "::after").content, before.marginInlineStart,
                  range.getBoundingClientRect().left - words.getBoundingClientRect().left];
        }"""
    )
    assert marks[0] == "open-quote"
    assert marks[1] == "close-quote"
    assert float(marks[2].removesuffix("px")) < -10
    assert abs(marks[3]) < 1  # the letters stand on the edge, as those of the next line


@pytest.mark.parametrize("mode", [WIDE, PHONE], ids=lambda mode: mode.name)
@pytest.mark.parametrize("address", [REPORT, LANDING], ids=["report", "landing"])
def test_nothing_jumps_when_the_fonts_arrive_late(stage: Stage, address: str, mode: Mode) -> None:
    waiting: list[Route] = []
    are_late = True

    def hold(route: Route) -> None:
        if are_late:
            waiting.append(route)
        else:
            stage.answer(route)

    with stage.visitor(viewport={"width": mode.width, "height": 900}) as context:
        context.route("**/*.woff2", hold)
        context.add_init_script(
            """window.moved = 0;
            new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { window.moved += value; }))
              .observe({ type: "layout-shift", buffered: true });"""
        )
        page = context.new_page()
        page.goto(address, wait_until="commit")
        asked = "document.querySelector('footer') && document.readyState !== 'loading' && document.fonts.status"
        for _attempt in range(500):  # no waiting function: the page's policy forbids its eval
            if page.evaluate(asked) == "loading":
                break
            page.wait_for_timeout(20)
        page.wait_for_timeout(300)  # drawn with the stand-ins
        assert waiting
        assert not page.evaluate(HAS_FONT)
        are_late = False
        while waiting:
            stage.answer(waiting.pop())
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(300)  # drawn again, and the shift reported
        assert page.evaluate(HAS_FONT)
        assert page.evaluate("window.moved") < 0.02


def height_of(font: TTFont, letter: str) -> tuple[float, float]:
    """Lowest and highest point of a letter, in thousandths of an em."""
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[font.getBestCmap()[ord(letter)]].draw(pen)
    scale = 1000 / font["head"].unitsPerEm
    return pen.bounds[1] * scale, pen.bounds[3] * scale
