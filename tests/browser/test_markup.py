"""The W3C's own validator (vnu, from npm) reads every public page; a program reads every feed.

No error is let through, and on a public page no warning either, but for one that is named below. Style sheets are not
given to it: it does not know container queries, which ours are built on (docs/decisions/0023).
"""

import json
import subprocess
from pathlib import Path
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest

from tests.browser.addresses import FEEDS, MORE_PAGES, PAGES
from tests.browser.conftest import RunningPortal
from tests.browser.states import styleguide_pages
from tests.running import ROOT

pytestmark = pytest.mark.looks
# The one warning let through: Safari tells VoiceOver of a list without bullets only where its role is said.
LET_THROUGH = ("The “list” role is unnecessary for element",)
VALIDATOR = ROOT / ".venv" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def get(portal: RunningPortal, path: str) -> bytes:
    """The body at an address."""
    with urlopen(portal.url + path, timeout=30) as answer:
        return bytes(answer.read())


def complaints(documents: dict[str, bytes], folder: Path, *options: str) -> list[str]:
    """What the validator says about documents: one line each, with the document's name."""
    names = {}
    for number, (name, document) in enumerate(documents.items()):
        file = folder / f"{number}.html"
        file.write_bytes(document)
        names[file.as_uri()] = name
    command = ["java", "-Xmx512m", "-jar", str(VALIDATOR), "--format", "json", "--stdout", "--exit-zero-always"]
    done = subprocess.run([*command, *options, str(folder)], capture_output=True, check=True, text=True)
    return [
        f"{names[found['url'].replace('file:/', 'file:///', 1)]}: {found['message']} … {found.get('extract', '')}"
        for found in json.loads(done.stdout)["messages"]
        if not found["message"].startswith(LET_THROUGH)
    ]


def test_the_validator_finds_an_error_where_there_is_one(tmp_path: Path) -> None:
    wrong = b'<!doctype html><html lang="en"><title>Wrong</title><p id="a"><b id="a">'
    found = complaints({"wrong": wrong}, tmp_path)
    assert any("Duplicate ID" in complaint for complaint in found)


def test_the_validator_finds_nothing_on_any_public_page(
    portal: RunningPortal, state_pages: dict[str, str], tmp_path: Path
) -> None:
    documents = {path: get(portal, path) for path in [*PAGES, *MORE_PAGES]}
    documents |= {name: page.encode() for name, page in state_pages.items()}
    found = complaints(documents, tmp_path)
    assert not found, "\n".join(found)


def test_the_validator_finds_no_error_in_any_component_or_block(portal: RunningPortal, tmp_path: Path) -> None:
    """Without warnings: an entry shows a part alone, without the headings that it stands under elsewhere."""
    documents = {path: page.encode() for path, page in styleguide_pages(portal).items()}
    found = complaints(documents, tmp_path, "--errors-only")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", [*FEEDS, "/sitemap.xml"])
def test_a_feed_is_well_formed(portal: RunningPortal, path: str) -> None:
    root = ElementTree.fromstring(get(portal, path))  # noqa: S314  (our own)
    assert len(root) > 0
