"""Small periodic work of the wiring itself: the worker's heartbeat, the access log."""

from django.conf import settings
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

ACCESS_LOGS_KEPT = 14  # days


@task()
def heartbeat() -> None:
    """Do nothing, but be done: it proves that the worker works through the queue."""


def beat() -> None:
    """Queue a heartbeat, unless one waits already: a stopped worker must not find a thousand of them."""
    if not DBTaskResult.objects.ready().filter(task_path=heartbeat.module_path).exists():
        heartbeat.enqueue()


def rotate_access_log() -> None:
    """Move today's log aside under its date and delete those that are two weeks old. The server notices by itself."""
    folder = settings.DATA_DIR / "log"
    current = folder / "access.log"
    if current.exists() and current.stat().st_size:
        current.rename(folder / f"access-{timezone.now():%Y-%m-%dT%H%M%S}.log")
    for old in sorted(folder.glob("access-*.log"))[:-ACCESS_LOGS_KEPT]:
        old.unlink()
