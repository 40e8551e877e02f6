"""Whatever an editor enters, the layout holds: nothing leaves the page, is cut off or covers something else."""

import pytest

from tests.looks.bad_input import CASES
from tests.looks.geometry import faults_of
from tests.looks.modes import PHONE, WIDE, ZOOMED, Mode
from tests.looks.stage import Stage, open_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_on_stage")]

# Words that are wider than a card, whatever anybody does
LONG_WORDS = ("a title of 200 unbroken letters", "titles in capitals", "long names")
SIZES = [WIDE, Mode("tablet", 820), PHONE, ZOOMED]


@pytest.mark.parametrize("case", CASES)
def test_the_layout_holds(stage: Stage, case: str) -> None:
    enter, addresses = CASES[case]
    enter()
    faults = []
    with stage.visitor() as context:
        for address in addresses:
            page = open_page(context, address)
            for mode in SIZES:
                mode.set_on(page)
                found = faults_of(page, judges_words=case not in LONG_WORDS)
                faults += [f"{address} {mode.name}: {fault}" for fault in found]
            page.close()
    assert not faults, "\n".join(faults)
