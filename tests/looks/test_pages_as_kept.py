"""Every page type looks as it did when somebody last looked at it and was content.

`make looks` takes all pictures again, after a change that is meant. Decision 0025 says what is let pass.
"""

import os
import shutil

import pytest
from PIL import Image

from tests.looks.comparing import compare, keep, reduced, shown
from tests.looks.modes import KEPT, MATRIX, kept_at, modes_of, shoot
from tests.looks.stage import Stage, open_page
from tests.pictures import PAGES
from tests.running import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_on_stage")]

IS_KEEPING = bool(os.environ.get("KEEP_LOOKS"))
FAILED = ROOT / "test-results" / "looks"


@pytest.fixture(scope="module", autouse=True)
def empty_folders() -> None:
    """Nothing of an earlier run is taken for this one's."""
    shutil.rmtree(FAILED, ignore_errors=True)
    if IS_KEEPING:
        shutil.rmtree(KEPT, ignore_errors=True)


def note(name: str, kept: Image.Image, shot: Image.Image) -> None:
    """Write the three pictures from which somebody sees what has changed."""
    FAILED.mkdir(parents=True, exist_ok=True)
    size = (kept.width * 3, kept.height * 3)
    kept.resize(size, Image.Resampling.NEAREST).save(FAILED / f"{name}-expected.png")
    shot.save(FAILED / f"{name}-actual.png")
    shown(kept, reduced(shot)).save(FAILED / f"{name}-difference.png")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_was_kept(stage: Stage, name: str) -> None:
    faults = []
    with stage.visitor() as context:
        page = open_page(context, PAGES[name])
        for mode in modes_of(name):
            mode.set_on(page)
            shot = shoot(page, mode)
            path = kept_at(name, mode)
            if IS_KEEPING:
                keep(shot, path)
                continue
            assert path.exists(), f"No picture of {path.stem} was kept. Look at the page, then: make looks"
            kept = Image.open(path).convert("RGB")
            difference = compare(kept, reduced(shot))
            if difference.is_seen:
                note(path.stem, kept, shot)
                faults.append(f"{path.stem}: {difference}")
    assert not faults, f"Look at {FAILED}; if it is meant: make looks\n" + "\n".join(faults)


def test_no_picture_is_kept_of_what_nobody_looks_at() -> None:
    wanted = {kept_at(name, mode) for mode, pages in MATRIX.items() for name in pages}
    assert set(KEPT.glob("*")) == wanted


def test_the_kept_pictures_stay_a_small_part_of_the_repository() -> None:
    assert sum(path.stat().st_size for path in KEPT.glob("*")) < 2_700_000
