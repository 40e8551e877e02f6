"""Fixtures that every test may use."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page, Site

from tests.databases import TestDatabase

SMALLEST_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)

renew_database = pytest.StashKey[Callable[[], None]]()


@pytest.fixture(scope="session")
def django_db_setup(
    pytestconfig: pytest.Config, django_test_environment: None, django_db_blocker: Any, django_db_createdb: bool
) -> Iterator[None]:
    """In place of pytest-django's: migrated once, copied for this process. `--create-db` migrates anew."""
    database = TestDatabase()
    with django_db_blocker.unblock():
        database.set_up(anew=django_db_createdb)

    def renew() -> None:
        with django_db_blocker.unblock():
            database.renew()

    pytestconfig.stash[renew_database] = renew
    yield
    with django_db_blocker.unblock():
        database.tear_down()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """After a test that commits, the database is as it was before, with what the migrations wrote."""
    yield
    if commits(item) and nextitem is not None:
        item.config.stash[renew_database]()


def commits(item: pytest.Item) -> bool:
    """Whether a test asked for transactions of its own, in one of pytest-django's ways."""
    mark = item.get_closest_marker("django_db")
    fixtures = getattr(item, "fixturenames", ())
    return "transactional_db" in fixtures or (mark is not None and bool(mark.kwargs.get("transaction")))


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Rate windows, site roots and settings of one test must not reach the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def quick_drawings(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand-ins for the PDF and the picture for shared links, which take long at every publishing.

    Tests of the real ones are marked `real_drawings`.
    """
    if request.node.get_closest_marker("real_drawings"):
        return
    from publications.models import Version  # noqa: PLC0415  (models need the apps to be loaded)
    from publications.pdf import MadePdf  # noqa: PLC0415

    def make_pdf(version: Version) -> MadePdf:
        data = f"%PDF-1.7 version {version.number} of {version.report_id}".encode().ljust(1000, b".")
        return MadePdf(data=data, pages=7, sha256=hashlib.sha256(data).hexdigest(), language="en-GB", is_tagged=True)

    monkeypatch.setattr("publications.tasks.make_pdf", make_pdf)
    monkeypatch.setattr("portal.social_images.draw_social_image", lambda page, organisation: SMALLEST_PNG)


@pytest.fixture
def root_page(db: None) -> Page:
    """The root of the tree, made by Wagtail's migrations."""
    return Page.objects.get(depth=1)


@pytest.fixture
def home_page(root_page: Page) -> Page:
    """A published home page at `/`, in place of Wagtail's welcome page."""
    from home.models import HomePage  # noqa: PLC0415  (models need the apps to be loaded)

    Page.objects.filter(depth=2).delete()
    root_page.refresh_from_db()
    page = root_page.add_child(instance=HomePage(title="Home", slug="home"))
    page.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": page, "site_name": "Portal"}
    )
    return HomePage.objects.get(pk=page.pk)


@pytest.fixture
def demo_site(db: None) -> None:
    """The demo site, as `load_demo_site` makes it."""
    call_command("load_demo_site", verbosity=0)


@pytest.fixture(scope="module")
def standing_demo_site(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo site, loaded once for all tests of a module; what one of them changes is undone before the next.

    For modules in which every test starts from the demo site: it stands until the last of them has run.
    """
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        call_command("load_demo_site", verbosity=0)
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)
