"""What must hold on every page at every size: nothing outside the page, no words cut off, none upon others."""

from pathlib import Path

from playwright.sync_api import Page

QUESTION = (Path(__file__).parent / "geometry.js").read_text(encoding="utf-8").split("\n", 1)[1].rstrip().rstrip(";")


def faults_of(page: Page, *, judges_words: bool = True) -> list[str]:
    """What is wrong with an open page, in words; nothing where all is well. Words of up to 14 letters must stay in one
    piece, unless `judges_words` is False."""
    found: list[str] = page.evaluate(QUESTION, judges_words)
    return found
