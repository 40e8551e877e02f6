"""Fixtures of the tests that look: the demo site on a fixed day, and a browser that sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import pytest_django
from django.core.management import call_command
from django.db import transaction
from playwright.sync_api import Browser, BrowserType, expect

from tests.fixed_date import standing_on
from tests.looks.stage import Stage
from tests.running import CHROMIUM, CHROMIUM_OPTIONS

expect.set_options(timeout=20_000)  # milliseconds: other tests run on the same machine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder looks at what is drawn, which no database changes."""
    for item in items:
        if "tests/looks/" in item.nodeid:
            item.add_marker(pytest.mark.looks)


@pytest.fixture(scope="session")
def browser(browser_type: BrowserType) -> Iterator[Browser]:
    """The system's Chromium, drawing the same on every machine."""
    steady = ["--force-color-profile=srgb", "--font-render-hinting=none", "--disable-lcd-text"]
    opened = browser_type.launch(executable_path=CHROMIUM, args=[*CHROMIUM_OPTIONS, *steady])
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def stage(browser: Browser) -> Stage:
    """What plays the pages to the browser."""
    return Stage(browser)


@pytest.fixture(scope="package")
def loaded_demo(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """The demo site, loaded once for this folder: what a test changes in it is undone before the next."""
    with on_stage(), django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        call_command("load_demo_site", verbosity=0)
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


@pytest.fixture(scope="module")
def demo_on_stage(loaded_demo: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """The demo site as it is on a fixed day, whose clock each module starts again."""
    with on_stage(), django_db_blocker.unblock():
        yield


@contextmanager
def on_stage() -> Iterator[None]:
    """Within the block it is the fixed day, and a report's file has one size."""
    with pytest.MonkeyPatch.context() as patch, standing_on():
        patch.setattr("publications.making.pdf.make_pdf", stand_in_for_pdf)
        patch.setattr("portal.social_images.draw_social_image", lambda page, organisation: b"")
        yield


def stand_in_for_pdf(version: Any) -> Any:
    """A file whose size and pages do not depend on the Pango of this machine."""
    from publications.making.made import MadeFile  # noqa: PLC0415  (models need the apps to be loaded)

    data = b"%PDF-1.7".ljust(240_000, b".")
    name = f"{version.report.slug}-v{version.number}.pdf"
    return MadeFile(name=name, media_type="application/pdf", data=data, pages=12, language="en-GB", is_tagged=True)
