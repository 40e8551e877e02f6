"""Work of the worker and of the clock. Arguments hold ids only."""

import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from publications.models import ReportFile, Version
from publications.pdf import MadePdf, PdfMakerMissingError, make_pdf

# A PDF of a hundred pages takes half a minute; a worker that died never comes back.
GIVEN_UP_AFTER = datetime.timedelta(minutes=15)


@task()
def make_report_pdf(version_id: int) -> None:
    """Make and keep the PDF of a version. Does nothing when it has one, or when the version is gone.

    Without Pango the version waits and says so. Any other failure is noted on the version, where editors see
    it, and goes on to the task queue, which keeps its traceback.
    """
    version = Version.objects.select_related("report").filter(pk=version_id).first()
    if version is None or version.files.filter(format=ReportFile.Format.PDF, origin=ReportFile.Origin.MADE).exists():
        return
    state, message = Version.FilesState.FAILED, _("The PDF could not be made. The log of the worker says why.")
    try:
        keep(version, make_pdf(version))
        state, message = Version.FilesState.READY, ""
    except PdfMakerMissingError as missing:
        state, message = Version.FilesState.WAITING, str(missing)
    finally:
        version.note_files(state, message)


def keep(version: Version, made: MadePdf) -> None:
    """Write the bytes to private storage and record them."""
    name = f"{version.report.slug}-v{version.number}.pdf"
    file = ReportFile(
        version=version,
        format=ReportFile.Format.PDF,
        media_type="application/pdf",
        name=name,
        size=len(made.data),
        pages=made.pages,
        sha256=made.sha256,
        language=made.language,
        is_tagged=made.is_tagged,
    )
    file.file.save(name, ContentFile(made.data), save=False)
    try:
        with transaction.atomic():
            file.save()
    except IntegrityError:  # another worker made it meanwhile: its file stays, our bytes go
        file.file.delete(save=False)


def make_waiting_pdfs() -> int:
    """Ask again for PDFs that wait for Pango or whose worker died; returns how many. The clock: every 10 minutes."""
    late = timezone.now() - GIVEN_UP_AFTER
    waiting = Version.objects.filter(files_state=Version.FilesState.WAITING)
    lost = Version.objects.filter(files_state=Version.FilesState.PENDING, files_asked_at__lt=late)
    versions = list(waiting | lost)
    for version in versions:
        version.note_files(Version.FilesState.PENDING)
        make_report_pdf.enqueue(version.pk)
    return len(versions)
