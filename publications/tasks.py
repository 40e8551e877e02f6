"""Work of the worker and of the clock. Arguments hold ids only."""

import datetime

from django.utils import timezone
from django_tasks import task

from publications.charts.showing import draw_charts
from publications.models import ReportPage, Version

# The files of a report of a hundred pages take a minute; a worker that died never comes back.
GIVEN_UP_AFTER = datetime.timedelta(minutes=15)


@task()
def make_version_files(version_id: int) -> None:
    """Make and keep every file that a version has not yet. Does nothing when all are there, or the version is gone.

    Without Pango the version waits for its PDF and says so. Any other failure is noted on the version, where editors
    see it, and goes on to the task queue, which keeps its traceback.
    """
    from publications.making.keeping import make_missing  # noqa: PLC0415  (web processes never load the makers)

    version = Version.objects.select_related("report").filter(pk=version_id).first()
    if version is not None:
        make_missing(version)


@task()
def draw_missing_charts() -> None:
    """Draw the charts of live reports that have no drawing: the making failed, or charts are drawn otherwise now."""
    for report in ReportPage.objects.live():
        draw_charts(report)


def ask_for_files(version: Version) -> None:
    """Have the missing files made: by an editor who asks again, or by the clock."""
    version.note_files(Version.FilesState.PENDING)
    make_version_files.enqueue(version.pk)


def make_waiting_files() -> int:
    """Ask again for files that wait for Pango or whose worker died; returns of how many versions. Every 10 minutes."""
    late = timezone.now() - GIVEN_UP_AFTER
    waiting = Version.objects.filter(files_state=Version.FilesState.WAITING)
    lost = Version.objects.filter(files_state=Version.FilesState.PENDING, files_asked_at__lt=late)
    versions = list(waiting | lost)
    for version in versions:
        ask_for_files(version)
    return len(versions)
