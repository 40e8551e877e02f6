"""The environment is read in one place, and everything it reads is in the operators' table."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import database, kept_secret, read_environment, search

ROOT = Path(__file__).resolve().parent.parent.parent
TABLE = (ROOT / "docs" / "configuration.md").read_text()
CODE = (ROOT / "portal" / "settings" / "environment.py").read_text()


def read_names() -> set[str]:
    """Every name of a variable that the code reads."""
    return set(re.findall(r"""(?:env\.\w+\(|environ\.get\(|kept_secret\(data_dir, )"([A-Z_]+)\"""", CODE))


def test_every_variable_that_is_read_is_in_the_table() -> None:
    assert {name for name in read_names() if f"`{name}`" not in TABLE} == set()


def test_every_variable_in_the_table_is_read() -> None:
    rows = set(re.findall(r"^\| `([A-Z0-9_]+)`", TABLE, re.MULTILINE))
    assert rows - read_names() - {"HOST", "PORT"} == set()


def test_nothing_else_reads_the_environment() -> None:
    allowed = {ROOT / "portal/settings/environment.py", ROOT / "portal/settings/test.py"}
    readers = [
        path
        for app in (
            "portal",
            "home",
            "campaigns",
            "events",
            "publications",
            "people",
            "supporters",
            "foundation",
            "users",
        )
        for path in (ROOT / app).rglob("*.py")
        if path not in allowed
        and re.search(r"os\.environ(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE)|getenv", path.read_text())
    ]
    assert readers == []


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    made = kept_secret(tmp_path, "SECRET_KEY", embedded=True)
    assert len(made) >= 50
    assert kept_secret(tmp_path, "SECRET_KEY", embedded=True) == made
    assert stat.S_IMODE((tmp_path / "secrets" / "secret_key").stat().st_mode) == 0o600


def test_a_given_secret_is_used_and_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "given")
    assert kept_secret(tmp_path, "SECRET_KEY", embedded=True) == "given"
    assert not (tmp_path / "secrets").exists()


def test_a_shared_database_needs_shared_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        kept_secret(tmp_path, "SECRET_KEY", embedded=False)


def test_sqlite_is_set_up_for_readers_beside_a_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    import environ  # noqa: PLC0415

    options = database(environ.Env(), tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"  # type: ignore[index]
    assert "journal_mode=WAL" in options["init_command"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("base_url", "host", "is_https"),
    [("https://portal.example.org", "portal.example.org", True), ("http://127.0.0.1:8000", "127.0.0.1", False)],
)
def test_the_scheme_and_host_come_from_base_url(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base_url: str, host: str, is_https: bool
) -> None:
    for name in ("DATABASE_URL", "SECRET_KEY", "PERSONAL_DATA_KEYS", "PERSON_KEY_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("BASE_URL", base_url)
    environment = read_environment()
    assert environment.public_host == host
    assert environment.is_https is is_https


def test_a_search_server_is_named_by_an_address() -> None:
    found = search("opensearch3+https://user:word@search.example.org:9200/portal")
    assert found["BACKEND"] == "wagtail.search.backends.opensearch3"
    assert found["URLS"] == ["https://user:word@search.example.org:9200"]
    assert found["INDEX_PREFIX"] == "portal_"
    assert search("") == {}


def test_an_unknown_search_engine_is_refused_by_name() -> None:
    with pytest.raises(ImproperlyConfigured, match="opensearch3"):
        search("solr://search.example.org")


@pytest.mark.parametrize("https", [True, False])
def test_cookies_and_redirects_follow_the_scheme(tmp_path: Path, https: bool) -> None:
    """In a process of its own: settings are read once."""
    base_url = f"{'https' if https else 'http'}://portal.example.org"
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "DEBUG")
    code = f"from portal.settings import production as p; print([getattr(p, n) for n in {names!r}], p.SECURE_HSTS_SECONDS > 0)"
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "BASE_URL": base_url}
    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert printed.strip() == f"[{https}, {https}, {https}, False] {https}"
