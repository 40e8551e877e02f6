"""The worker's part of an import, and the clock's. Arguments hold ids only."""

import datetime

from django.utils import timezone
from django_tasks import task

from publications.models.word_imports import WordImport
from publications.word_import.importing import read_document

# A document is read in seconds; a worker that died never comes back.
GIVEN_UP_AFTER = datetime.timedelta(minutes=15)


@task()
def read_word_document(import_id: int) -> None:
    """Read a document that was handed in. Does nothing when it is gone or was read before."""
    asked = WordImport.objects.filter(pk=import_id).select_related("asked_by", "collection").first()
    if asked is not None:
        read_document(asked)


def give_up_word_imports() -> int:
    """Tell whoever waits for a worker that died, and delete what it should have read; returns how many."""
    late = timezone.now() - GIVEN_UP_AFTER
    lost = WordImport.objects.filter(state=WordImport.State.PENDING, asked_at__lt=late)
    for asked in lost:
        asked.state, asked.reason = WordImport.State.CRASHED, "lost"
        asked.file.delete(save=False)
        asked.save()
    return len(lost)
