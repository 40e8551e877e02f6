"""Fixtures that every test may use."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from wagtail.models import Page, Site
from xdist.scheduler import LoadScopeScheduling


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Rate windows, site roots and settings of one test must not reach the next."""
    cache.clear()
    yield
    cache.clear()


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


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Keep a module's tests together, and all browser journeys on one worker: they share one running portal."""

    class Scheduling(LoadScopeScheduling):
        """By module; the browser journeys are one."""

        def _split_scope(self, nodeid: str) -> str:
            return "browser" if nodeid.startswith("tests/browser/") else str(super()._split_scope(nodeid))

    return Scheduling(config, log)
