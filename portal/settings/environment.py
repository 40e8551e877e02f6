"""The one place that reads the environment (12-factor); docs/configuration.md has the table.

Everything has a safe default for the embedded set-up (`make run` on one machine). Secrets have none:
where they are not given they are made once, with `secrets`, and kept in DATA_DIR with mode 0600.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

SEARCH_ENGINES = ("elasticsearch7", "elasticsearch8", "elasticsearch9", "opensearch2", "opensearch3")
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Environment:
    """Every setting that may differ between two installations, typed."""

    host: str
    port: int
    data_dir: Path
    base_url: str
    database: dict[str, object]
    cache_url: str
    search: dict[str, object]
    email: dict[str, object]
    secret_key: str
    personal_data_keys: tuple[str, ...]
    person_key_secret: str
    web_workers: int
    metrics_token: str
    require_second_factor: bool
    demo_password: str
    trusted_proxy_count: int

    @property
    def is_https(self) -> bool:
        """Secure cookies, HSTS and redirects follow the scheme of BASE_URL."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def public_host(self) -> str:
        """The host name that visitors type."""
        return urlsplit(self.base_url).hostname or self.host

    @property
    def public_port(self) -> int:
        """The port of BASE_URL. Wagtail writes https addresses for a site on 443."""
        return urlsplit(self.base_url).port or (443 if self.is_https else 80)


def kept_secret(data_dir: Path, name: str, *, embedded: bool, size: int = 48) -> str:
    """Return the secret `name` from the environment, else the one kept in `data_dir`, making it once of `size` bytes.

    Raises ImproperlyConfigured outside the embedded default: a second machine that made its own secret
    could neither read the supporters' details nor recognise a duplicate signature.
    """
    if given := os.environ.get(name, ""):
        return given
    if not embedded:
        raise ImproperlyConfigured(f"Set {name}: it is required when DATABASE_URL is given.")
    path = data_dir / "secrets" / name.lower()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8")
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        made = secrets.token_urlsafe(size)
        handle.write(made)
    return made


def sqlite(path: Path) -> dict[str, object]:
    """SQLite for many readers and one writer: WAL and immediate transactions gave no lock error in 200
    concurrent writes where Django's default gave 91 (docs/decisions/0007)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # A thread keeps its connection: to open one and read the schema anew was a third of the CPU of every page.
        # It holds no lock between requests; nothing is open when a worker is forked (portal.web_server).
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                # FULL: whoever was thanked is on the disk, and a mail that went is not queued again after a power
                # cut (docs/decisions/0040). It costs half a millisecond of each transaction.
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728;PRAGMA secure_delete=ON;"
                "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-4000;"
            ),
        },
        # A file, not memory, so that worker processes and live servers of the tests share it.
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
    }


def database(env: environ.Env, data_dir: Path) -> dict[str, object]:
    """The database of DATABASE_URL, else SQLite in `data_dir`."""
    if not os.environ.get("DATABASE_URL"):
        return sqlite(data_dir / "db.sqlite3")
    given = dict(env.db("DATABASE_URL"))
    if given["ENGINE"] == "django.db.backends.sqlite3":
        return sqlite(Path(str(given["NAME"])))
    given["CONN_MAX_AGE"] = 60
    given["CONN_HEALTH_CHECKS"] = True
    return given


def search(address: str) -> dict[str, object]:
    """Wagtail's backend for SEARCH_URL: `opensearch3://host:9200/prefix`, with `+https` after the engine for TLS.

    Empty for no address: the database is searched. Raises ImproperlyConfigured for an engine that Wagtail lacks.
    """
    if not address:
        return {}
    parts = urlsplit(address)
    engine, _plus, scheme = parts.scheme.partition("+")
    if engine not in SEARCH_ENGINES:
        raise ImproperlyConfigured(f"SEARCH_URL: the engine must be one of {', '.join(SEARCH_ENGINES)}.")
    prefix = parts.path.strip("/")
    return {
        "BACKEND": f"wagtail.search.backends.{engine}",
        "URLS": [f"{scheme or 'http'}://{parts.netloc}"],
        "INDEX_PREFIX": f"{prefix}_" if prefix else "",
    }


def read_environment() -> Environment:
    """Read and check every variable once. Raises ImproperlyConfigured with the variable's name."""
    env = environ.Env()
    data_dir = Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    embedded = not os.environ.get("DATABASE_URL", "").startswith(("postgres", "psql", "pgsql"))
    host, port = env.str("HOST", "127.0.0.1"), env.int("PORT", 8000)
    keys = kept_secret(data_dir, "PERSONAL_DATA_KEYS", embedded=embedded)
    return Environment(
        host=host,
        port=port,
        data_dir=data_dir,
        base_url=env.str("BASE_URL", f"http://{host}:{port}").rstrip("/"),
        database=database(env, data_dir),
        cache_url=env.str("CACHE_URL", ""),
        search=search(env.str("SEARCH_URL", "")),
        email=env.email_url("EMAIL_URL") if os.environ.get("EMAIL_URL") else {},
        secret_key=kept_secret(data_dir, "SECRET_KEY", embedded=embedded),
        personal_data_keys=tuple(key.strip() for key in keys.split(",") if key.strip()),
        person_key_secret=kept_secret(data_dir, "PERSON_KEY_SECRET", embedded=embedded),
        web_workers=env.int("WEB_WORKERS", 2),
        metrics_token=env.str("METRICS_TOKEN", ""),
        require_second_factor=env.bool("REQUIRE_SECOND_FACTOR", True),
        demo_password=env.str("DEMO_PASSWORD", ""),
        trusted_proxy_count=env.int("TRUSTED_PROXY_COUNT", 0),
    )
