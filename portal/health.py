"""Is the process up, and is the site ready? Answers for load balancers, supervisors and people in a hurry."""

import functools
import secrets
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.core.cache import cache
from django.core.files.storage import storages
from django.db import Error as DatabaseError
from django.db import connection
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tasks import TaskResultStatus, task_backends
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult
from redis.exceptions import RedisError

from portal.housekeeping import heartbeat
from portal.preparation import has_unapplied_migrations
from publications.models import Version

OK, WAITING, FAILED = "ok", "waiting", "failed"
# The clock sends the worker a heartbeat every half minute (portal.ticks); a PDF may keep it busy for this long.
WORKER_SILENT_AFTER = timedelta(minutes=3)
TASK_GIVEN_UP_AFTER = timedelta(minutes=10)
FIRST_TASKS_DONE = "portal.health.first_tasks_done"


def check_database() -> str:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


@functools.cache
def known_to_be_migrated() -> bool:
    """True for the life of the process. Raises LookupError, which is not remembered, while migrations are missing."""
    if has_unapplied_migrations():
        raise LookupError("There are migrations to apply.")
    return True


def check_migrations() -> str:
    """Every migration is applied. Reading them all takes a while, so a good answer is kept."""
    try:
        known_to_be_migrated()
    except LookupError:
        return FAILED
    return OK


def check_cache() -> str:
    """What is put into the cache comes out again."""
    key, value = "healthz", secrets.token_hex(8)
    cache.set(f"{key}:{value}", value, timeout=10)
    found = cache.get(f"{key}:{value}")
    cache.delete(f"{key}:{value}")
    return OK if found == value else FAILED


def check_storage() -> str:
    """Both file stores can be written to."""
    for alias in ("default", "private"):
        location = getattr(storages[alias], "location", None)
        if location is None:
            storages[alias].exists("healthz")
            continue
        Path(location).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=location):
            pass
    return OK


def check_queue() -> str:
    """The worker has begun or ended something lately. Tasks that run at once (tests, development) need no worker."""
    if not isinstance(task_backends["default"], DatabaseBackend):
        return OK
    latest = DBTaskResult.objects.aggregate(begun=Max("started_at"), ended=Max("finished_at"))
    signs = [moment for moment in latest.values() if moment is not None]
    return OK if signs and max(signs) > timezone.now() - WORKER_SILENT_AFTER else WAITING


def check_first_tasks() -> str:
    """What the first start queued is done: the drawings of the demo's pages, its PDF. Once done, it stays done.

    Mail is none of it: there is always some in a flash crowd. A worker that was killed leaves its task as running for
    ever: after a while nobody waits for it.
    """
    if cache.get(FIRST_TASKS_DONE):
        return OK
    running = Q(status=TaskResultStatus.RUNNING, started_at__gt=timezone.now() - TASK_GIVEN_UP_AFTER)
    unfinished = DBTaskResult.objects.filter(Q(status=TaskResultStatus.READY) | running)
    if unfinished.exclude(queue_name="mail").exclude(task_path=heartbeat.module_path).exists():
        return WAITING
    cache.set(FIRST_TASKS_DONE, True, timeout=None)
    return OK


CHECKS: dict[str, Callable[[], str]] = {
    "database": check_database,
    "migrations": check_migrations,
    "cache": check_cache,
    "storage": check_storage,
    "queue": check_queue,
    "first_tasks": check_first_tasks,
}


def result_of(name: str) -> str:
    """Run one check. What its part of the machine raises when it is away counts as failed."""
    try:
        return CHECKS[name]()
    except (DatabaseError, OSError, RedisError):
        return FAILED


def notes() -> dict[str, str]:
    """What is worth knowing but keeps nobody from reading the site: PDFs that wait for Pango."""
    try:
        waits = Version.objects.filter(files_state=Version.FilesState.WAITING).exists()
    except DatabaseError:
        return {}
    return {"pdf": WAITING if waits else OK}


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process is up. Asks nothing of anything else."""
    return no_store(JsonResponse({"status": OK}))


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """All parts are there: 200, else 503 with the names of those that are not."""
    results = {name: result_of(name) for name in CHECKS}
    is_ready = set(results.values()) <= {OK}
    response = JsonResponse({"status": OK if is_ready else WAITING, "checks": results | notes()})
    response.status_code = 200 if is_ready else 503
    # An answer, not an error: Django would log each 503 as one.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return no_store(response)


def no_store(response: HttpResponse) -> HttpResponse:
    """An answer that holds for this moment only."""
    response["Cache-Control"] = "no-store"
    return response
