"""What `make run` does before it starts: once, and only what is needed."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from wagtail.models import Page, Site

from foundation.models import OrganisationSettings
from home.models import ContentPage
from portal import preparation
from portal.preparation import (
    collect_static_files,
    follow_base_url,
    has_unapplied_migrations,
    is_empty,
    queue_new_sizes,
)
from users.models import User


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the management commands that were called; none of them runs."""
    called: list[str] = []
    monkeypatch.setattr(preparation, "call_command", lambda name, **options: called.append(name))
    return called


@pytest.mark.django_db
def test_an_empty_database_gets_the_demo_site(commands: list[str]) -> None:
    preparation.prepare_database()
    assert commands == ["load_demo_site"]


@pytest.mark.django_db
def test_a_database_with_a_log_in_is_left_alone(commands: list[str]) -> None:
    User.objects.create_user("somebody")
    preparation.prepare_database()
    assert commands == []


@pytest.mark.django_db
def test_a_database_with_pages_is_not_empty(home_page: Page) -> None:
    assert is_empty()
    home_page.add_child(instance=ContentPage(title="About"))
    assert not is_empty()


@pytest.mark.django_db
def test_a_migrated_database_is_not_migrated_again(commands: list[str]) -> None:
    assert not has_unapplied_migrations()
    preparation.prepare_database()
    assert "migrate" not in commands


@pytest.mark.django_db
def test_the_site_answers_at_the_address_of_base_url(home_page: Page, settings: Any) -> None:
    settings.PUBLIC_HOST, settings.PUBLIC_PORT = "portal.example.org", 443
    follow_base_url()
    assert Site.objects.get(is_default_site=True).root_url == "https://portal.example.org"
    assert home_page.full_url == "https://portal.example.org/"


@pytest.mark.django_db
def test_no_visit_has_to_make_the_settings(home_page: Page, settings: Any) -> None:
    settings.PUBLIC_HOST, settings.PUBLIC_PORT = "localhost", 80
    OrganisationSettings.objects.all().delete()
    follow_base_url()
    assert OrganisationSettings.objects.count() == 1


def test_pictures_are_made_again_when_a_new_version_shows_them_in_other_sizes(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    queued: list[str] = []
    monkeypatch.setattr(
        preparation, "make_missing_renditions", SimpleNamespace(enqueue=lambda: queued.append("pictures"))
    )
    queue_new_sizes()
    queue_new_sizes()
    assert len(queued) == 1
    monkeypatch.setattr(preparation, "SHAPES", {"hero": preparation.SHAPES["hero"]})
    queue_new_sizes()
    assert len(queued) == 2


def test_static_files_are_collected_when_one_has_changed(
    tmp_path: Path, settings: Any, commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    collect_static_files()
    collect_static_files()
    assert commands == ["collectstatic"]
    monkeypatch.setattr(preparation, "fingerprint_of_static_files", lambda: "another")
    collect_static_files()
    assert commands == ["collectstatic", "collectstatic"]


def test_a_changed_static_file_changes_the_fingerprint(tmp_path: Path, settings: Any) -> None:
    file = tmp_path / "portal.css"
    file.write_text("a {}")
    settings.STATICFILES_DIRS = [tmp_path]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    before = preparation.fingerprint_of_static_files()
    file.write_text("b { color: red }")
    assert preparation.fingerprint_of_static_files() != before
