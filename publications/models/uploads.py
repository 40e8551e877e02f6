"""Designed PDFs that stand beside the made ones, and the text of their pages."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from publications.models.versions import ReportFile, private_storage, random_place


class DesignedFile(models.Model):
    """A PDF that an editor uploaded. A version takes it over when the report is frozen, once it is accepted."""

    class State(models.TextChoices):
        """What the reading of it came to."""

        PENDING = "pending", _("being read")
        OK = "ok", _("read")
        PARTIAL = "partial", _("read in part")
        REFUSED = "refused", _("cannot be read")
        CRASHED = "crashed", _("stopped the reader")
        TIMED_OUT = "timed_out", _("took too long")

    report = models.ForeignKey(
        "publications.ReportPage", on_delete=models.CASCADE, related_name="designed_files", verbose_name=_("report")
    )
    role = models.CharField(
        _("what it holds"), max_length=10, choices=ReportFile.Role.choices, default=ReportFile.Role.REPORT
    )
    language = models.CharField(_("language"), max_length=20, default="en-GB")
    name = models.CharField(_("name"), max_length=255, help_text=_("The last part of its address."))
    file = models.FileField(storage=private_storage, upload_to=random_place, max_length=100, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(_("hash"), max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING, editable=False)
    message = models.CharField(max_length=300, blank=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    pages = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    is_tagged = models.BooleanField(_("tagged for screen readers"), default=False, editable=False)
    preflight = models.JSONField(_("findings of the check"), default=dict, editable=False)
    thumbnail = models.FileField(
        storage=private_storage, upload_to=random_place, max_length=100, blank=True, editable=False
    )
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("designed file")
        verbose_name_plural = _("designed files")
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("report", "name"), name="a_designed_file_has_its_own_name"),
        ]

    def __str__(self) -> str:
        return self.name


class FilePage(index.Indexed, models.Model):
    """The text of one page of a designed file, for the search. Which are public: publications.file_pages."""

    designed_file = models.ForeignKey(DesignedFile, on_delete=models.CASCADE, related_name="file_pages")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"))

    search_fields = [index.SearchField("text")]
    search_auto_update = False  # they come by the hundred: publications.uploads puts them in together

    class Meta:
        verbose_name = _("page of a file")
        verbose_name_plural = _("pages of files")
        ordering = ["designed_file", "number"]
        constraints = [
            models.UniqueConstraint(fields=("designed_file", "number"), name="a_page_of_a_file_is_read_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)
