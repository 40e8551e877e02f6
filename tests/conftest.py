"""Fixtures that every test may use."""

import base64
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import pytest_django
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import task_backends
from django_tasks.backends.dummy import DummyBackend
from wagtail.models import Page, Site
from xdist.scheduler import LoadScopeScheduling

from tests.databases import TestDatabases

STAND_IN_PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
SMALLEST_PNG = base64.b64decode(STAND_IN_PNG)

# The same examples in every run, so that none turns red by new ones. To look for new ones, as long as one likes:
# `pytest --hypothesis-profile=explore tests/foundation`; what is found stays as an `@example`.
hypothesis.settings.register_profile("suite", derandomize=True, deadline=None)
hypothesis.settings.register_profile("explore", deadline=None, print_blob=True)
hypothesis.settings.load_profile("suite")

scene = pytest.StashKey[str]()
databases = pytest.StashKey[TestDatabases]()


class Together(LoadScopeScheduling):
    """A module's tests together, and all that need what takes long to start: a portal half a minute, the stage that
    draws pages half of that. Groups by mark (`loadgroup`) do nothing with this pytest: it does not see xdist's names.
    """

    def _split_scope(self, nodeid: str) -> str:
        """The name of what one process runs."""
        folder = nodeid.partition("::")[0].rpartition("/")[0]  # what a test is given may hold slashes too
        return folder if folder in {"tests/browser", "tests/looks"} else str(super()._split_scope(nodeid))


def pytest_addoption(parser: pytest.Parser) -> None:
    """For the second run of .ci/run, on another database."""
    parser.addoption("--database-only", action="store_true", help="leave out tests that no database can change")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """With several processes: which tests one of them runs together."""
    return Together(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `--database-only`: keep what uses the database, here or in a started portal."""
    if not config.getoption("--database-only"):
        return
    kept = [item for item in items if asks_a_database(item) and item.get_closest_marker("looks") is None]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before anything of a test is set up: connect to the database that it starts from, if it uses any."""
    if not uses_database(item):
        return
    stash = item.config.stash
    stash[scene] = "home" if "home_page" in fixtures_of(item) else "empty"
    if databases in stash:
        stash[databases].enter(stash[scene])


@pytest.fixture(scope="session")
def django_db_setup(
    pytestconfig: pytest.Config,
    django_test_environment: None,
    django_db_blocker: pytest_django.DjangoDbBlocker,
    django_db_createdb: bool,
) -> Iterator[None]:
    """In place of pytest-django's: migrated once, copied for this process. `--create-db` migrates anew."""
    made = TestDatabases(django_db_blocker, {"empty": lambda: None, "home": make_home_page})
    made.set_up(anew=django_db_createdb)
    made.enter(pytestconfig.stash[scene])
    pytestconfig.stash[databases] = made
    yield
    del pytestconfig.stash[databases]
    for copied in list(made.copies):
        made.drop(copied)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After all of a test is torn down: what it has committed goes with its database."""
    yield
    stash = item.config.stash
    if commits(item) and databases in stash:
        stash[databases].drop(stash[scene])


def fixtures_of(item: pytest.Item) -> tuple[str, ...]:
    """The names of the fixtures that a test uses, directly or not."""
    return tuple(getattr(item, "fixturenames", ()))


def asks_a_database(item: pytest.Item) -> bool:
    """Whether a test uses the database itself, or a portal, a server or a command that does."""
    return uses_database(item) or item.path.parent.name in {"browser", "portal"}


def uses_database(item: pytest.Item) -> bool:
    """Whether a test asked for the database, in one of pytest-django's ways."""
    return item.get_closest_marker("django_db") is not None or "db" in fixtures_of(item) or commits(item)


def commits(item: pytest.Item) -> bool:
    """Whether a test asked for transactions of its own."""
    mark = item.get_closest_marker("django_db")
    return "transactional_db" in fixtures_of(item) or (mark is not None and bool(mark.kwargs.get("transaction")))


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Rate windows, site roots and settings of one test must not reach the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def quick_drawings(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand-ins for the files of a report and the picture for shared links, which take long at every publishing.

    Of a report only a PDF is made, a stand-in of 1,000 bytes; tests marked `every_file` get the others too. Tests of
    the real drawings are marked `real_drawings`.
    """
    if not request.node.get_closest_marker("real_drawings"):
        stand_in(monkeypatch, every_file=request.node.get_closest_marker("every_file") is not None)


def stand_in(patch: pytest.MonkeyPatch, *, every_file: bool = False) -> None:
    """Put the stand-ins in place, until `patch` is undone."""
    from publications.making import plan  # noqa: PLC0415  (models need the apps to be loaded)
    from publications.making.made import MadeFile  # noqa: PLC0415
    from publications.models import Version  # noqa: PLC0415

    def make_pdf(version: Version) -> MadeFile:
        data = f"%PDF-1.7 version {version.number} of {version.report_id}".encode().ljust(1000, b".")
        name = f"{version.report.slug}-v{version.number}.pdf"
        return MadeFile(name=name, media_type="application/pdf", data=data, pages=7, language="en-GB", is_tagged=True)

    def answer(job: dict[str, list[object]]) -> list[str]:
        """What the process that draws charts would answer."""
        drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="620" height="40" viewBox="0 0 620 40"/>'
        return [drawing for _spec in job["specs"]] if "specs" in job else [STAND_IN_PNG for _svg in job["drawings"]]

    patch.setattr("publications.charts.engine.asked", answer)
    patch.setattr("publications.making.pdf.make_pdf", make_pdf)
    if not every_file:
        whole_plan = plan.planned_files
        patch.setattr(
            "publications.making.plan.planned_files",
            lambda version: [planned for planned in whole_plan(version) if planned.format == "pdf"],
        )
    patch.setattr("portal.social_images.draw_social_image", lambda page, organisation: SMALLEST_PNG)


@pytest.fixture
def clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time passes for the portal. For tests that compare two pages: what is in them changes with the hour."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def tasks_wait(django_test_environment: None) -> Iterator[None]:
    """What publishing queues is not done. For tests of many pages and of nothing that a task makes."""
    immediate = task_backends["default"]
    task_backends["default"] = DummyBackend("default", {"QUEUES": ["default", "mail"]})
    yield
    task_backends["default"] = immediate


@pytest.fixture
def root_page(db: None) -> Page:
    """The root of the tree, made by Wagtail's migrations."""
    return Page.objects.get(depth=1)


@pytest.fixture
def home_page(db: None) -> Page:
    """A published home page at `/`, in place of Wagtail's welcome page. It is in the database before the test starts."""
    from home.models import HomePage  # noqa: PLC0415  (models need the apps to be loaded)

    return HomePage.objects.get()


def make_home_page() -> None:
    """What `home_page` returns: made once, for each publishing takes a tenth of a second."""
    from home.models import HomePage  # noqa: PLC0415  (models need the apps to be loaded)

    Page.objects.filter(depth=2).delete()
    page = Page.objects.get(depth=1).add_child(instance=HomePage(title="Home", slug="home"))
    page.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": page, "site_name": "Portal"}
    )


@pytest.fixture
def demo_site(db: None) -> None:
    """The demo site, as `load_demo_site` makes it."""
    call_command("load_demo_site", verbosity=0)


@pytest.fixture(scope="module")
def standing_demo_site(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """The demo site, loaded once for all tests of a module; what one of them changes is undone before the next.

    For modules in which every test starts from the demo site: it stands until the last of them has run.
    """
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        with pytest.MonkeyPatch.context() as patch:  # the stand-ins of a test come after those of its module
            stand_in(patch)
            call_command("load_demo_site", verbosity=0)
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)
