"""What docs/privacy says of the code is so: files exist, commands exist, figures are those of the code."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from foundation.dates import length_in_words
from supporters.actions import GRACE_AFTER_CLOSING, KEEP_DETAILS_FOR
from supporters.reminding import EXPIRE_AFTER, REMIND_AFTER
from supporters.retention.rules import (
    INVALIDATED_KEPT_FOR,
    MAIL_ROWS_KEPT_FOR,
    NETWORKS_KEPT_FOR,
    PERSONS_KEPT_FOR,
    UNSENT_MAIL_KEPT_FOR,
)

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = sorted([*(ROOT / "docs" / "privacy").glob("*.md"), ROOT / "docs" / "signing.md"])
RETENTION = (ROOT / "docs" / "privacy" / "retention.md").read_text()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_command_and_link_that_is_named_is_there(document: Path) -> None:
    text = document.read_text()
    named = re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.(?:py|html))`", text)
    rooms = [ROOT / "supporters"] if document.name == "signing.md" else []
    assert [name for name in named if not any((room / name).exists() for room in [ROOT, *rooms])] == []
    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) <= set(get_commands())
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize(
    ("row", "figure"),
    [
        ("name, e-mail, postcode", KEEP_DETAILS_FOR),
        ("the same, never confirmed", REMIND_AFTER),
        ("the same, never confirmed", EXPIRE_AFTER),
        ("the same, invalidated", INVALIDATED_KEPT_FOR),
        ("network key of a signature", NETWORKS_KEPT_FOR),
        ("mail: address and words", UNSENT_MAIL_KEPT_FOR),
        ("mail: that one was sent", MAIL_ROWS_KEPT_FOR),
        ("who it was", PERSONS_KEPT_FOR),
        ("mail written to files", UNSENT_MAIL_KEPT_FOR),
    ],
)
def test_the_periods_in_the_document_are_those_of_the_code(row: str, figure: object) -> None:
    line = next(line for line in RETENTION.splitlines() if line.startswith(f"| {row}"))
    assert length_in_words(figure) in line  # type: ignore[arg-type]


def test_the_map_of_the_room_tells_the_deadlines_of_the_code() -> None:
    text = (ROOT / "docs" / "signing.md").read_text()
    for figure in (REMIND_AFTER, EXPIRE_AFTER, GRACE_AFTER_CLOSING):
        assert length_in_words(figure) in text.replace("\n   ", " ")
