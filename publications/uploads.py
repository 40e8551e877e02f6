"""Designed PDFs: taken in, read by a task, accepted by an editor, carried by versions (docs/decisions/0028)."""

import datetime
import hashlib
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.search.backends import get_search_backends_with_name

from publications.inspection.preflight import Point, points_of, reason_in_words
from publications.inspection.reading import Inspection, inspect, local_copy
from publications.models import DesignedFile, FilePage, ReportFile, ReportPage, Version

LARGEST = 50 * 1024 * 1024  # bytes
LONGEST_STEM = 80
MAGIC, MAGIC_WITHIN = b"%PDF-", 1024  # where PDF readers look for it
# Reading takes half a minute at most; a worker that died never says anything.
GIVEN_UP_AFTER = datetime.timedelta(minutes=5)
READ = {DesignedFile.State.OK, DesignedFile.State.PARTIAL}
STOPPED = {DesignedFile.State.CRASHED, DesignedFile.State.TIMED_OUT}
FROZEN_KEY = "designed_files"


class NotAllowedNowError(Exception):
    """What was asked for cannot be done to this file in its state; says why in plain words."""


def is_pdf(upload: UploadedFile) -> bool:
    """Whether the first bytes say so, whatever the name says."""
    upload.seek(0)
    start = upload.read(MAGIC_WITHIN)
    upload.seek(0)
    return MAGIC in start


def hash_of(upload: UploadedFile) -> str:
    """SHA-256 of the bytes, read a piece at a time."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def free_name(report: ReportPage, uploaded_name: str) -> str:
    """The last part of the address: "our-report-designed.pdf". A made file never bears such a name."""
    stem = slugify(PurePosixPath(uploaded_name).stem)[:LONGEST_STEM].strip("-") or report.slug
    stem = stem.removesuffix("-designed")
    taken = set(report.designed_files.values_list("name", flat=True))
    names = (f"{stem}-designed{f'-{number}' if number > 1 else ''}.pdf" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def take_in(report: ReportPage, upload: UploadedFile, role: str, language: str, user: Any) -> DesignedFile:
    """Keep an upload that the form has checked, and have it read. The row and the task are written together."""
    now = timezone.now()
    file = DesignedFile(
        report=report,
        role=role,
        language=language,
        size=upload.size or 0,
        sha256=hash_of(upload),
        uploaded_by=user,
        uploaded_at=now,
        asked_at=now,
    )
    file.file.save("upload.pdf", upload, save=False)
    with transaction.atomic():
        # Two people who upload a file of the same name at once must not both get the same address.
        Page.objects.select_for_update().filter(pk=report.pk).first()
        file.name = free_name(report, upload.name or "")
        file.save()
        record(file, "upload", user)
        read_designed_file.enqueue(file.pk)
    return file


@task()
def read_designed_file(file_id: int) -> None:
    """Read a file that waits for it, in a child process. Does nothing when it is gone or was read already."""
    file = DesignedFile.objects.filter(pk=file_id, state=DesignedFile.State.PENDING).first()
    if file is None:
        return
    with local_copy(file.file) as path:
        inspection = inspect(path)
    keep(file, inspection)


def keep(file: DesignedFile, found: Inspection) -> None:
    """Write down what the reading came to, and put the words of the pages into the search index."""
    file.state, file.message = found.state, reason_in_words(found.reason)
    file.pages, file.preflight = found.pages, found.facts
    file.is_tagged = bool(found.facts.get("is_tagged"))
    if found.thumbnail and not file.thumbnail:
        file.thumbnail.save("thumbnail.webp", ContentFile(found.thumbnail), save=False)
    pages = [FilePage(designed_file=file, number=number, text=text) for number, text in enumerate(found.texts, 1)]
    with transaction.atomic():
        file.save(update_fields=["state", "message", "pages", "preflight", "is_tagged", "thumbnail"])
        file.file_pages.all().delete()
        FilePage.objects.bulk_create(pages, batch_size=200)
        for _name, backend in get_search_backends_with_name(with_auto_update=True):
            backend.add_bulk(FilePage, pages)


def points(file: DesignedFile) -> list[Point]:
    """What the check found, stops first."""
    return points_of(file.state, file.message, file.preflight)


def is_lost(file: DesignedFile) -> bool:
    """Whether its reading was begun so long ago that the worker must have died."""
    return file.state == DesignedFile.State.PENDING and file.asked_at < timezone.now() - GIVEN_UP_AFTER


def may_be_read_again(file: DesignedFile) -> bool:
    """One more try after a crash or a timeout, which a busy machine may have caused; any number for a lost one."""
    return is_lost(file) or (file.state in STOPPED and file.asked_at == file.uploaded_at)


def read_again(file: DesignedFile) -> None:
    """Have it read once more. Raises NotAllowedNowError."""
    if not may_be_read_again(file):
        raise NotAllowedNowError(_("The file was read twice. Reading it again would come to the same."))
    with transaction.atomic():
        file.state, file.message, file.asked_at = DesignedFile.State.PENDING, "", timezone.now()
        file.save(update_fields=["state", "message", "asked_at"])
        read_designed_file.enqueue(file.pk)


def may_be_accepted(file: DesignedFile) -> bool:
    """Whether there is anything to accept: it was read, or the reader gave up, and nobody accepted it before."""
    return file.accepted_at is None and file.state in READ | STOPPED


def accept(file: DesignedFile, ticked: set[str], user: Any) -> None:
    """Let the next version carry it. `ticked` are the codes of the points that the user accepts by name.

    Raises NotAllowedNowError when the file cannot be accepted or a stop was not ticked.
    """
    if not may_be_accepted(file):
        raise NotAllowedNowError(_("This file cannot be accepted."))
    stops = {point.code for point in points(file) if point.is_stop}
    if stops - ticked:
        raise NotAllowedNowError(_("Tick each thing that stands in the way, or upload a file without it."))
    file.accepted_at, file.accepted_by = timezone.now(), user
    with transaction.atomic():
        file.save(update_fields=["accepted_at", "accepted_by"])
        record(file, "accept", user, accepted=sorted(stops))


def leave_out(file: DesignedFile, user: Any) -> None:
    """Take the acceptance back: the next version does not carry it. Versions that do keep their bytes."""
    file.accepted_at = file.accepted_by = None
    with transaction.atomic():
        file.save(update_fields=["accepted_at", "accepted_by"])
        record(file, "leave_out", user)


def is_in_a_version(file: DesignedFile) -> bool:
    """Whether a version was frozen with it, published or not."""
    frozen = file.report.versions.values_list(f"content_json__{FROZEN_KEY}", flat=True)
    return any(entry["sha256"] == file.sha256 for entries in frozen for entry in entries or [])


def remove(file: DesignedFile, user: Any) -> None:
    """Delete it with its bytes. Raises NotAllowedNowError once a version has it: its words are found through it."""
    if is_in_a_version(file):
        raise NotAllowedNowError(_("A version carries this file. Leave it out of the next version instead."))
    with transaction.atomic():
        record(file, "delete", user)
        file.delete()


def record(file: DesignedFile, action: str, user: Any, **more: Any) -> None:
    """Write to the history of the report who did it."""
    log(
        file.report,
        f"publications.designed_file.{action}",
        user=user,
        data={"name": file.name, "sha256": file.sha256, **more},
    )


def frozen_designed_files(report: ReportPage) -> list[dict[str, str]]:
    """What a version writes down of the files that it will carry: which bytes, under which name."""
    accepted = report.designed_files.filter(accepted_at__isnull=False).order_by("pk")
    return [{"name": file.name, "sha256": file.sha256} for file in accepted]


def attach_designed_files(version: Version) -> list[ReportFile]:
    """Copy the designed files that a version was frozen with into it; those that it has already stay as they are."""
    wanted = {entry["sha256"]: entry["name"] for entry in version.content_json.get(FROZEN_KEY, [])}
    there = set(version.files.filter(origin=ReportFile.Origin.DESIGNED).values_list("name", flat=True))
    sources = DesignedFile.objects.filter(report_id=version.report_id, sha256__in=wanted)
    copies = [copy(source, version) for source in sources if source.name not in there]
    return [file for file in copies if file is not None]


def copy(source: DesignedFile, version: Version) -> ReportFile | None:
    """The file as a download of a version, with bytes of its own; None where another worker was quicker."""
    file = ReportFile(
        version=version,
        role=source.role,
        origin=ReportFile.Origin.DESIGNED,
        format=ReportFile.Format.PDF,
        media_type="application/pdf",
        name=source.name,
        size=source.size,
        pages=source.pages,
        sha256=source.sha256,
        language=source.language,
        is_tagged=source.is_tagged,
    )
    with source.file.open("rb") as stored:
        file.file.save(source.name, stored, save=False)
    if source.thumbnail:
        with source.thumbnail.open("rb") as stored:
            file.thumbnail.save("thumbnail.webp", stored, save=False)
    try:
        with transaction.atomic():
            file.save()
    except IntegrityError:
        file.file.delete(save=False)
        if file.thumbnail:
            file.thumbnail.delete(save=False)
        return None
    return file
