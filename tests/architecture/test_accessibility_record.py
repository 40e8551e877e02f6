"""docs/accessibility.md: complete, and true about what keeps it so."""

import re

from tests.running import ROOT

RECORD = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
# WCAG 2.2, levels A and AA, by guideline: the numbers of its criteria. 4.1.1 was taken out with 2.2.
CRITERIA = {
    "1.1": [1],
    "1.2": [1, 2, 3, 4, 5],
    "1.3": [1, 2, 3, 4, 5],
    "1.4": [1, 2, 3, 4, 5, 10, 11, 12, 13],
    "2.1": [1, 2, 4],
    "2.2": [1, 2],
    "2.3": [1],
    "2.4": [1, 2, 3, 4, 5, 6, 7, 11],
    "2.5": [1, 2, 3, 4, 7, 8],
    "3.1": [1, 2],
    "3.2": [1, 2, 3, 4, 6],
    "3.3": [1, 2, 3, 4, 7, 8],
    "4.1": [2, 3],
}


def test_every_criterion_of_levels_a_and_aa_is_answered_once() -> None:
    expected = [f"{guideline}.{number}" for guideline, numbers in CRITERIA.items() for number in numbers]
    assert len(expected) == 55
    assert re.findall(r"^\| (\d+\.\d+\.\d+) ", RECORD, re.MULTILINE) == expected


def test_every_test_that_the_record_names_exists() -> None:
    named = set(re.findall(r"tests/[\w/.]+", RECORD))
    assert named
    assert not [path for path in sorted(named) if not (ROOT / path).exists()]
