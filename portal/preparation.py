"""What must be done before the portal can start: tables, the demo site in an empty database, static files.

Each step finds out by itself that nothing is to be done, so that a second start is quick.
"""

import hashlib

from django.conf import STATICFILES_STORAGE_ALIAS, settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.files.storage import storages
from django.core.management import call_command, get_commands
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page, Site

from foundation.models import OrganisationSettings
from foundation.pictures.shapes import SHAPES
from foundation.tasks import make_missing_renditions
from users.models import User

DEMO_COMMAND = "load_demo_site"


def prepare_database() -> None:
    """Bring the tables up to date and give an empty database the demo site."""
    if has_unapplied_migrations():
        call_command("migrate", interactive=False, verbosity=0)
    if is_empty() and DEMO_COMMAND in get_commands():
        # All or nothing: a first start that was interrupted begins again.
        with transaction.atomic():
            call_command(DEMO_COMMAND, verbosity=0)
    follow_base_url()
    queue_new_sizes()


def has_unapplied_migrations() -> bool:
    """Whether the code knows migrations that the database does not have."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_empty() -> bool:
    """Nobody can log in and nothing but Wagtail's welcome page exists: nothing that anybody made."""
    return not User.objects.exists() and not Page.objects.filter(depth__gt=2).exists()


def collect_static_files() -> None:
    """Collect, hash and compress the static files when any of them has changed since the last time."""
    stamp = settings.DATA_DIR / "static.stamp"
    found = fingerprint_of_static_files()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == found and settings.STATIC_ROOT.exists():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(found, encoding="utf-8")


def read_static_manifest() -> None:
    """Read the list of hashed names again: Wagtail opens it on import, which may have been before the collecting."""
    storage = storages[STATICFILES_STORAGE_ALIAS]
    if isinstance(storage, ManifestFilesMixin):
        storage.hashed_files, storage.manifest_hash = storage.load_manifest()


def follow_base_url() -> None:
    """Let the default site carry the address of BASE_URL: full links in mails, feeds and the sitemap come from it.

    Its settings are made here too: Wagtail would make them on the first visit, and a GET must not write.
    """
    address = (settings.PUBLIC_HOST, settings.PUBLIC_PORT)
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None and (site.hostname, site.port) != address:
        site.hostname, site.port = address
        site.save()
    if site is not None:
        OrganisationSettings.for_site(site)


def queue_new_sizes() -> None:
    """Queue the pictures of every page when a new version shows them in other sizes than before."""
    stamp = settings.DATA_DIR / "pictures.stamp"
    wanted = hashlib.sha256("\n".join(spec for shape in SHAPES.values() for spec in shape.specs).encode()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    make_missing_renditions.enqueue()
    stamp.write_text(wanted, encoding="utf-8")


def fingerprint_of_static_files() -> str:
    """A hash over the name, size and time of every file that would be collected."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            changed = storage.get_modified_time(path).timestamp()
            digest.update(f"{path}\0{storage.size(path)}\0{changed}\n".encode())
    return digest.hexdigest()
