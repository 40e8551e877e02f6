"""What must hold on every page at every size: nothing outside the page, no words cut off, none upon others."""

from pathlib import Path

from playwright.sync_api import Page

QUESTION = (Path(__file__).parent / "geometry.js").read_text(encoding="utf-8").split("\n", 1)[1].rstrip().rstrip(";")


def faults_of(page: Page) -> list[str]:
    """What is wrong with an open page, in words; nothing where all is well."""
    found: list[str] = page.evaluate(QUESTION)
    return found
