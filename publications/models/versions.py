"""What was published and when, and the files that carry it. Both are records: nothing here is edited."""

import datetime
import uuid
from typing import Any

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publications.querysets import ReportFileQuerySet, VersionQuerySet


def private_storage() -> Storage:
    """Where report files lie: never below MEDIA_URL. Callable, so that no migration holds a path."""
    return storages["private"]


def random_place(instance: "ReportFile", filename: str) -> str:
    """A key that nobody can guess and that says nothing about the report."""
    key = uuid.uuid4().hex
    return f"reports/{key[:2]}/{key}"


class RecordIsImmutableError(TypeError):
    """Somebody tried to change what was published. A correction is a new version."""


class Version(models.Model):
    """What a report said when it was published: made by `publications.freezing`, never edited.

    One that was approved for a release has no `published_at` until its second, and nobody else may read it. Only the
    state of its files changes, until they are there.
    """

    class FilesState(models.TextChoices):
        """Where the making of the files stands."""

        PENDING = "pending", _("being made")
        READY = "ready", _("ready")
        WAITING = "waiting", _("waiting for Pango")
        FAILED = "failed", _("failed")

    report = models.ForeignKey(
        "publications.ReportPage", on_delete=models.CASCADE, related_name="versions", verbose_name=_("report")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    published_at = models.DateTimeField(_("published at"), default=timezone.now, null=True)
    frozen_at = models.DateTimeField(_("frozen at"), default=timezone.now, db_default=Now())
    change_note = models.CharField(_("what changed"), max_length=300, blank=True, default="", db_default="")
    content_json = models.JSONField(_("content"))
    citations = models.JSONField(_("citations"), default=dict, db_default=models.Value({}, models.JSONField()))
    sha256 = models.CharField(_("hash of the content"), max_length=64)
    # The columns keep the names that they had when there were no files but the PDF.
    files_state = models.CharField(
        _("files"),
        max_length=10,
        choices=FilesState.choices,
        default=FilesState.PENDING,
        editable=False,
        db_column="pdf_state",
    )
    files_message = models.CharField(max_length=300, blank=True, editable=False, db_column="pdf_message")
    files_asked_at = models.DateTimeField(default=timezone.now, editable=False, db_column="pdf_asked_at")

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(fields=("report", "number"), name="a_version_number_is_used_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="versions_are_counted_from_1"),
        ]

    def __str__(self) -> str:
        return str(_("%(report)s, version %(number)s") % {"report": self.report, "number": self.number})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it once. Raises RecordIsImmutableError afterwards; the PDF's state has its own method."""
        if not self._state.adding:
            raise RecordIsImmutableError("A version is not edited. Publish the report again.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Forget one that nobody has read. Raises RecordIsImmutableError for one that came out, as the database has it."""
        if type(self).objects.public().filter(pk=self.pk).exists():
            raise RecordIsImmutableError("A version that came out is not deleted. Withdraw the report.")
        return super().delete(*args, **kwargs)

    def frozen_report(self) -> Any:
        """The report as it was when this version was made, for rendering. Never saved.

        What is not frozen (its address, its topics) is that of today.
        """
        report = self.report.with_content_json({**self.report.serializable_data(), **self.content_json})
        report.newest_version = self
        report.reading_address = f"{self.report.url or ''}v{self.number}/"
        return report

    @property
    def dated(self) -> datetime.datetime:
        """The moment that it is dated with: when it came out, or will by its release; else when it was frozen."""
        if self.published_at is not None:
            return self.published_at
        release = getattr(self, "release", None)
        return release.embargo_until if release is not None else self.frozen_at

    @property
    def is_public(self) -> bool:
        """Whether it came out. Whether its report may be read is another question (publications.files)."""
        return self.published_at is not None

    def note_files(self, state: str, message: str = "") -> None:
        """Record where the making of the files stands; editors read the message."""
        self.files_state, self.files_message, self.files_asked_at = state, str(message)[:300], timezone.now()
        type(self).objects.filter(pk=self.pk).update(
            files_state=self.files_state, files_message=self.files_message, files_asked_at=self.files_asked_at
        )

    def come_out(self, moment: datetime.datetime) -> None:
        """Open it to the public. Does nothing to one that came out before."""
        type(self).objects.filter(pk=self.pk, published_at__isnull=True).update(published_at=moment)
        self.refresh_from_db(fields=["published_at"])


class FrozenPage(models.Model):
    """One page of a version as it was printed when it was frozen: later templates and pictures do not change it."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="frozen_pages")
    path = models.CharField(
        max_length=120, blank=True, help_text=_("Its address below the version's: empty, “full” or a chapter's.")
    )
    title = models.CharField(max_length=255)
    html = models.TextField()

    class Meta:
        verbose_name = _("frozen page")
        verbose_name_plural = _("frozen pages")
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("version", "path"), name="a_page_of_a_version_is_frozen_once"),
        ]

    def __str__(self) -> str:
        return self.title


class ReportFile(models.Model):
    """The bytes of one download. A row is never replaced: other bytes are another row of another version."""

    class Role(models.TextChoices):
        """What the file holds."""

        REPORT = "report", _("full report")
        SUMMARY = "summary", _("summary")
        EASY_READ = "easy_read", _("Easy Read")
        DATA = "data", _("all data")
        TABLE = "table", _("one table")
        ALL = "all", _("everything")
        ASSET = "asset", _("picture of a frozen page")

    class Format(models.TextChoices):
        """The kind of file, as readers know it."""

        PDF = "pdf", "PDF"
        EPUB = "epub", "EPUB"
        XLSX = "xlsx", "XLSX"
        CSV = "csv", "CSV"
        SVG = "svg", "SVG"
        PNG = "png", "PNG"
        ZIP = "zip", "ZIP"
        WEBP = "webp", "WebP"
        AVIF = "avif", "AVIF"
        JPEG = "jpg", "JPEG"

    class Origin(models.TextChoices):
        """How the file came to be."""

        MADE = "made", _("made from the page")
        DESIGNED = "designed", _("designed and uploaded")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="files", verbose_name=_("version"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.REPORT)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.MADE)
    format = models.CharField(_("format"), max_length=10, choices=Format.choices)
    media_type = models.CharField(_("media type"), max_length=100)
    name = models.CharField(_("name"), max_length=255, help_text=_("The last part of its address."))
    # Of a file of one table: the name of the table (publications.tables). Empty for the others.
    table = models.CharField(max_length=60, blank=True, default="", db_default="")
    file = models.FileField(storage=private_storage, upload_to=random_place, max_length=100, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    sha256 = models.CharField(_("hash"), max_length=64)
    language = models.CharField(_("language"), max_length=20)
    is_tagged = models.BooleanField(_("tagged for screen readers"), default=False)
    thumbnail = models.FileField(
        storage=private_storage,
        upload_to=random_place,
        max_length=100,
        blank=True,
        editable=False,
        default="",
        db_default="",
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    objects = ReportFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("report file")
        verbose_name_plural = _("report files")
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("version", "name"), name="a_file_name_is_used_once_in_a_version"),
            models.UniqueConstraint(
                fields=("version", "role", "format", "language", "table"),
                condition=models.Q(origin="made") & ~models.Q(role="asset"),
                name="a_version_has_one_made_file_of_each_kind",
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="a_report_file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it once. Raises RecordIsImmutableError afterwards."""
        if not self._state.adding:
            raise RecordIsImmutableError("A published file is not replaced. Publish a new version.")
        super().save(*args, **kwargs)
